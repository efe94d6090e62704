/// How a radiograph was taken, as its header tells it: typed, and free of anything that identifies a patient.
///
/// DICOM fills it; JPEG and PNG know nothing of the kind, so every field may be `nil`. There is no field for a name, an
/// identifier, a date or a UID, so none can reach a log, an error or a result.
public struct Acquisition: Sendable, Hashable, Codable {
  /// Modality (0008,0060), such as `CR` or `DX`.
  public var modality: String?
  /// Body part examined (0018,0015), such as `CHEST`.
  public var bodyPart: String?
  /// View position (0018,5101), such as `PA`, `AP` or `LL`.
  public var viewPosition: String?
  /// Laterality (0020,0060) or image laterality (0020,0062): `L`, `R`, `B` or `U`.
  public var laterality: String?
  /// Patient's age (0010,1010) in years; days, weeks and months are converted.
  public var patientAgeYears: Double?
  /// Patient's sex (0010,0040): `M`, `F` or `O`.
  public var patientSex: String?
  /// Distance between the centres of neighbouring pixels in mm, from pixel spacing or imager pixel spacing.
  public var pixelSpacing: PixelSpacing?
  /// Manufacturer (0008,0070) of the equipment.
  public var manufacturer: String?
  /// Manufacturer's model name (0008,1090).
  public var manufacturerModel: String?
  /// Presentation intent type (0008,0068): `FOR PRESENTATION` or `FOR PROCESSING`.
  public var presentationIntent: String?
  /// Frames in the file; `nil` where the format has no frames.
  public var frameCount: Int?

  /// Makes an acquisition of which nothing is known.
  public init() {}

  private enum CodingKeys: String, CodingKey {
    case modality, laterality, manufacturer
    case bodyPart = "body_part"
    case viewPosition = "view_position"
    case patientAgeYears = "patient_age_years"
    case patientSex = "patient_sex"
    case pixelSpacing = "pixel_spacing"
    case manufacturerModel = "manufacturer_model"
    case presentationIntent = "presentation_intent"
    case frameCount = "frame_count"
  }
}

/// Distance between pixel centres in mm.
public struct PixelSpacing: Sendable, Hashable, Codable {
  /// Between rows, that is, vertically.
  public var row: Double
  /// Between columns, that is, horizontally.
  public var column: Double

  /// Makes a spacing of `row` by `column` mm.
  public init(row: Double, column: Double) {
    self.row = row
    self.column = column
  }
}
