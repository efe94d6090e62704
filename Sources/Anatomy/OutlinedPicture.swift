public import Radiograph

/// What is said of the lungs on a picture, as `hilum lungs outline --json` prints it.
public struct OutlinedPicture: Encodable, Sendable {
  /// The picture's file; left out of the JSON where nil.
  public let file: String?
  /// The lungs.
  public let outline: LungOutline
  /// The file that the mask was written to, if any.
  public let output: String?
  /// How long the picture took.
  public let milliseconds: Double

  /// What is said of an outline.
  public init(file: String?, _ outline: LungOutline, output: String?, milliseconds: Double) {
    self.file = file
    self.outline = outline
    self.output = output
    self.milliseconds = milliseconds
  }

  private enum Key: String, CodingKey {
    case file, found, boxes, symmetry, confidence, turn, contrast, widening, outline, output, milliseconds
    case shareOfPicture = "share_of_picture"
    case cutOff = "cut_off"
  }

  /// Writes every key, `null` where there is nothing to say; only `file` may be left out.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encodeIfPresent(file, forKey: .file)
    try container.encode(outline.isFound, forKey: .found)
    try container.encode(outline.boxes, forKey: .boxes)
    try container.encode(outline.shareOfPicture, forKey: .shareOfPicture)
    try container.encode(outline.symmetry, forKey: .symmetry)
    try container.encode(outline.confidence, forKey: .confidence)
    try container.encode(outline.turn, forKey: .turn)
    try container.encode(outline.widening, forKey: .widening)
    try container.encode(outline.contrast, forKey: .contrast)
    try container.encode(outline.cutOff, forKey: .cutOff)
    try container.encode(LungContour(outline), forKey: .outline)
    try container.encode(output, forKey: .output)
    try container.encode(milliseconds, forKey: .milliseconds)
  }
}
