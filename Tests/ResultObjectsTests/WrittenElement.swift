/// An element of a file that was written in explicit VR little endian, read strictly: whatever is amiss is an error.
struct WrittenElement {
  struct Damage: Error, CustomStringConvertible {
    let description: String
  }

  let tag: UInt32
  let vr: String
  let value: [UInt8]
  /// A sequence's items.
  let items: [[WrittenElement]]

  var text: String {
    String(decoding: value, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNul)
  }

  /// The elements of a part 10 file, those of its meta information first.
  static func elements(ofFile bytes: [UInt8]) throws -> [WrittenElement] {
    guard bytes.count > 132, bytes[..<128].allSatisfy({ $0 == 0 }), Array(bytes[128..<132]) == Array("DICM".utf8) else {
      throw Damage(description: "no part 10 file")
    }
    return try elements(of: bytes[132...])
  }

  private static func elements(of bytes: ArraySlice<UInt8>) throws -> [WrittenElement] {
    var elements: [WrittenElement] = []
    var position = bytes.startIndex
    func number(_ offset: Int, _ width: Int) throws -> Int {
      guard position + offset + width <= bytes.endIndex else { throw Damage(description: "it ends early") }
      return (0..<width).reduce(0) { $0 | Int(bytes[position + offset + $1]) << (8 * $1) }
    }
    while position < bytes.endIndex {
      let tag = UInt32(try number(0, 2)) << 16 | UInt32(try number(2, 2))
      if let last = elements.last, last.tag >= tag { throw Damage(description: "element \(tag) is out of order") }
      let vr = String(decoding: [UInt8(try number(4, 1)), UInt8(try number(5, 1))], as: UTF8.self)
      let isLong = ["OB", "OW", "SQ", "UC", "UT"].contains(vr)
      let length = try isLong ? number(8, 4) : number(6, 2)
      let start = position + (isLong ? 12 : 8)
      guard length % 2 == 0, start + length <= bytes.endIndex else { throw Damage(description: "\(tag): its length") }
      let value = bytes[start..<start + length]
      elements.append(
        WrittenElement(tag: tag, vr: vr, value: Array(value), items: vr == "SQ" ? try items(of: value) : []))
      position = start + length
    }
    return elements
  }

  private static func items(of bytes: ArraySlice<UInt8>) throws -> [[WrittenElement]] {
    var items: [[WrittenElement]] = []
    var rest = bytes
    while !rest.isEmpty {
      let header = Array(rest.prefix(8))
      guard header.count == 8, Array(header[..<4]) == [0xFE, 0xFF, 0x00, 0xE0] else {
        throw Damage(description: "no item")
      }
      let length = (0..<4).reduce(0) { $0 | Int(header[4 + $1]) << (8 * $1) }
      guard length <= rest.count - 8 else { throw Damage(description: "an item's length") }
      items.append(try elements(of: rest.dropFirst(8).prefix(length)))
      rest = rest.dropFirst(8 + length)
    }
    return items
  }
}

extension [WrittenElement] {
  /// The element of a tag.
  subscript(tag tag: UInt32) -> WrittenElement? { first { $0.tag == tag } }
}

extension String {
  fileprivate enum Trimming { case whitespacesAndNul }

  fileprivate func trimmingCharacters(in _: Trimming) -> String {
    var characters = Array(self)
    while let last = characters.last, last == " " || last == "\0" { characters.removeLast() }
    return String(characters)
  }
}
