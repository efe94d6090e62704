/// What a column of a table tells of an image.
public enum ColumnRole: String, Sendable, Hashable, CaseIterable {
  case image, label, patient, split, view, age, sex, subtype, site, device

  /// What such columns are called, whatever their case; the first that is there is taken.
  var aliases: [String] {
    switch self {
    case .image:
      [
        "path", "image", "file", "filename", "file_name", "image_path", "img", "image index", "image_id", "imageid",
        "image_name", "dicom_id", "dicom", "file name", "filepath", "file_path", "image file",
      ]
    case .label:
      [
        "label", "class", "diagnosis", "finding", "labels", "findings", "finding labels", "class_name", "category",
        "target", "disease", "dx",
      ]
    case .patient:
      [
        "patient", "patient_id", "patientid", "patient id", "subject_id", "subject", "subjectid", "case_id",
        "participant_id",
      ]
    case .split: ["split", "set", "fold", "subset", "partition", "dataset_type"]
    case .view: ["view", "view position", "viewposition", "view_position", "projection", "ap/pa", "frontal/lateral"]
    case .age: ["age", "patient age", "patient_age", "patientage", "age_years"]
    case .sex:
      ["sex", "gender", "patient gender", "patient sex", "patient_sex", "patientsex", "patientsex_dicom"]
    case .subtype: ["subtype"]
    case .site: ["site", "hospital", "institution", "institution_name", "institutionname", "center", "centre"]
    case .device:
      ["device", "scanner", "manufacturermodelname", "manufacturer_model", "manufacturer", "manufacturer_dicom"]
    }
  }
}

/// Which column is what, where their names don't tell: `image=scan,label=outcome`.
public struct ColumnChoice: Sendable, Hashable {
  /// The names chosen.
  public var names: [ColumnRole: String]

  /// Nothing chosen, or what is given.
  public init(_ names: [ColumnRole: String] = [:]) { self.names = names }

  /// Parses `role=column` pairs between commas.
  ///
  /// - Throws: ``DataError/malformedColumns(_:)``.
  public init(parsing text: String) throws {
    names = [:]
    for pair in text.split(separator: ",") {
      let parts = pair.split(separator: "=", maxSplits: 1).map(\.trimmed)
      guard parts.count == 2, let role = ColumnRole(rawValue: parts[0]), !parts[1].isEmpty else {
        throw DataError.malformedColumns(String(pair))
      }
      names[role] = parts[1]
    }
  }

  /// Index of a role's column; `nil` if there is none.
  ///
  /// - Throws: ``DataError/missingColumn(file:column:present:)`` if the chosen one is not there.
  func column(_ role: ColumnRole, in table: CSVTable) throws -> Int? {
    guard let name = names[role] else { return table.column(among: role.aliases) }
    guard let column = table.column(among: [name]) else {
      throw DataError.missingColumn(file: table.file, column: name, present: table.header)
    }
    return column
  }
}
