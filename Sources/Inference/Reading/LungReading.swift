public import Radiograph

/// What a reading says of the lungs.
public struct LungReading: Sendable, Equatable {
  /// Whether lungs were found.
  public let found: Bool
  /// A box about each lung, in shares of the picture.
  public let boxes: [LungBox]
  /// The share of the picture that is lung.
  public let shareOfPicture: Double
  /// The smaller lung's area divided by the larger one's.
  public let symmetry: Double
  /// The share of the heat that lies inside, of what speaks for the positive class, or the leading finding; nil where there is no heat or no lung.
  public let heatInLungs: Double?
  /// What is to be said of that; nil where nothing is.
  public let note: String?
  /// The outline, for a reading that is explained; left out of the JSON otherwise.
  public let outline: LungContour?
  /// How that heat is spread over the lungs, where that was asked for and the picture is called positive;
  /// left out of the JSON otherwise.
  public let zones: LungZoneShares?

  /// Less heat in the lungs than this share is told of, where a picture is called positive.
  ///
  /// Of 251 validation pictures that a model which sees nothing but lungs calls positive none has less; `docs/lungs.md`.
  public static let heatLimit = 0.25

  /// Puts it together.
  ///
  /// - Parameters:
  ///   - heat: What speaks for the positive class, if that is known.
  ///   - decision: What is made of the picture; what speaks for the positive class says nothing of one that is called
  ///     negative.
  ///   - contour: Whether the outline itself is wanted.
  ///   - zones: Whether the lungs' zones are wanted.
  init(_ outline: LungOutline, heat: HeatGrid?, decision: Decision, contour: Bool, zones: Bool) {
    let share = heat.flatMap(outline.share)
    found = outline.isFound
    boxes = found ? outline.boxes : []
    shareOfPicture = found ? outline.shareOfPicture : 0
    symmetry = found ? outline.symmetry : 0
    heatInLungs = share
    note = share.flatMap {
      decision.positive && $0 < Self.heatLimit ? "the evidence lies mostly outside the lungs" : nil
    }
    self.outline = contour && found ? LungContour(outline) : nil
    self.zones = zones && decision.positive ? heat.flatMap { LungZoneShares($0, in: outline) } : nil
  }

  /// The note as a reason to doubt the reading.
  var findings: [QualityFinding] {
    guard note != nil, let heatInLungs else { return [] }
    let percent = Int((100 * heatInLungs).rounded())
    return [
      QualityFinding(
        .evidenceOutsideLungs, "The evidence lies mostly outside the lungs: \(percent) % of the heat is inside.")
    ]
  }
}

extension LungReading: Codable {
  private enum CodingKeys: String, CodingKey {
    case found, boxes, symmetry, note, outline, zones
    case shareOfPicture = "share_of_picture"
    case heatInLungs = "heat_in_lungs"
  }

  /// Writes every key, `null` where there is nothing to say; only `outline` and `zones` may be left out.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(found, forKey: .found)
    try container.encode(boxes, forKey: .boxes)
    try container.encode(shareOfPicture, forKey: .shareOfPicture)
    try container.encode(symmetry, forKey: .symmetry)
    try container.encode(heatInLungs, forKey: .heatInLungs)
    try container.encode(note, forKey: .note)
    try container.encodeIfPresent(outline, forKey: .outline)
    try container.encodeIfPresent(zones, forKey: .zones)
  }
}
