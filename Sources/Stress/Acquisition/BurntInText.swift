package import Radiograph

extension StressKind {
  /// Markers and labels burnt into the picture; the parameter is how many.
  public static let text = StressKind(
    "text", "Burnt-in text", .acquisition, [1, 2, 3, 4, 6]
  ) { image, count, random in
    image.burnInText(count: Int(count), &random)
  }
}

extension PreparedImage {
  /// Writes so many labels, black or white.
  package mutating func burnInText(count: Int, _ random: inout StressRandom) {
    let side = min(width, height)
    for _ in 0..<count {
      let label = random.pick(Self.labels, else: "L")
      let unit = max(1, Int(Double(side) * random.uniform(0.004...0.009)))
      let size = (width: (label.count * (Glyph.width + 1) - 1) * unit, height: Glyph.height * unit)
      // Along the upper or the lower edge, where it is usual, and sometimes anywhere.
      let room = (x: max(0, width - size.width), y: max(0, height - size.height))
      let margin = min(room.y, side / 40)
      let y = random.pick([margin, room.y - margin, Int(random.uniform() * Double(room.y))], else: margin)
      let x = Int(random.uniform() * Double(room.x))
      let level: UInt8 = random.uniform() < 0.8 ? 255 : 0
      for (place, character) in label.enumerated() {
        Glyph(character)?.draw(
          on: &self, x: x + place * (Glyph.width + 1) * unit, y: y, unit: unit, level: level)
      }
    }
  }

  /// What technologists and scanners write.
  private static let labels = [
    "L", "R", "AP", "PA", "PORTABLE", "SUPINE", "ERECT", "L 12", "R 07", "10 03 17", "AP 110", "2041",
  ]
}
