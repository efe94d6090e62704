/// What had to be decided to read a file that does not say it, or that contradicts itself.
public enum ReadingNote: Sendable, Hashable {
  /// Grey deeper than 8 bits without a window: `bits` of the `stored` bits are in use and are the range.
  case levelsInUse(bits: Int, stored: Int)
  /// The declared photometric interpretation contradicts the pixel data's length, which was believed.
  case colorByLength(declared: String, read: String)

  /// The note as a sentence for people.
  public var message: String {
    switch self {
    case .levelsInUse(let bits, let stored):
      "its levels use \(bits) of \(stored) bits: brightness is the level divided by \((1 << bits) - 1)"
    case .colorByLength(let declared, let read):
      "it declares \(declared), but its pixel data have the length of \(read), and were read so"
    }
  }
}
