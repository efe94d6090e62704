import Datasets
import Foundation
import Radiograph

/// A picture and the outline that a person drew of its lungs, both on the network's grid.
public struct LungPair: Sendable {
  /// The picture's name without folders and extension.
  public let name: String
  /// Whose picture it is.
  public let patient: String
  /// `NORMAL` or `PNEUMONIA` where the name tells.
  public let kind: String?
  /// Grey levels, row by row.
  package let image: [UInt8]
  /// Where a lung is, row by row.
  package let mask: [Bool]

  /// Reads a pair.
  ///
  /// - Throws: `LungDataError` where the mask is no outline of the picture's lungs; `RadiographError` for what can't be read.
  init(name: String, image: URL, mask: URL) throws {
    let picture = try RadiographReader.read(contentsOf: image)
    let outline = try LungMask(RadiographReader.read(contentsOf: mask), name: name)
    guard outline.hasProportions(width: picture.width, height: picture.height) else {
      throw LungDataError.maskSize(
        name, mask: ImageSize(width: outline.width, height: outline.height), picture: picture.size)
    }
    try self.init(name: name, image: LungOutline.input.prepare(picture).samples, mask: outline.onGrid(LungSample.side))
  }

  /// A pair in memory.
  package init(name: String, image: [UInt8], mask: [Bool]) {
    self.name = name
    self.image = image
    self.mask = mask
    patient = PatientIdentifier.facts(fileName: name).patient
    kind = Self.kind(name)
  }

  /// What the names of the paediatric set say of the film.
  private static func kind(_ name: String) -> String? {
    let start = name.uppercased()
    if ["PERSON", "BACTERIA", "VIRUS"].contains(where: start.hasPrefix) { return "PNEUMONIA" }
    return ["IM-", "NORMAL"].contains(where: start.hasPrefix) ? "NORMAL" : nil
  }
}
