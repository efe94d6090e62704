/// What an A-ASSOCIATE-RQ (PS3.8 section 9.3.2, annex D; PS3.7 annex D.3.3) says to those who decide on it.
///
/// DCMTK reads it after us, and only if all its lengths add up: some of those that don't leave memory behind there.
package struct AssociationRequest: Equatable {
  package let calledAE: String
  package let callingAE: String

  /// Reads a whole PDU with its header.
  package init(_ pdu: [UInt8]) throws(AssociationRejection) {
    guard pdu.count >= 74, pdu[0] == 0x01 else { throw .malformed }
    guard pdu[7] & 1 == 1 else { throw .protocolVersion }
    calledAE = Self.title(pdu[10..<26])
    callingAE = Self.title(pdu[26..<42])
    var contexts: Set<UInt8> = []
    var applicationContext: ArraySlice<UInt8>?
    var hasUserInformation = false
    for item in try Item.all(in: pdu[74...]) {
      switch item.type {
      case 0x10 where applicationContext == nil: applicationContext = item.body
      case 0x20:
        guard try contexts.insert(Self.presentationContext(item.body)).inserted else { throw .malformed }
      case 0x50 where !hasUserInformation:
        try Self.checkUserInformation(item.body)
        hasUserInformation = true
      case 0x10, 0x21, 0x50: throw .malformed
      default: break
      }
    }
    guard let applicationContext, !contexts.isEmpty, hasUserInformation else { throw .malformed }
    guard Self.text(applicationContext) == "1.2.840.10008.3.1.1.1" else { throw .applicationContext }
  }

  // MARK: - Fields

  private static func title(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    return String(text.trimmingSuffix(while: \.isWhitespace).drop { $0 == " " })
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix { $0 != 0 && $0 != 0x20 }, as: UTF8.self)
  }

  /// The context's identifier.
  private static func presentationContext(_ body: ArraySlice<UInt8>) throws(AssociationRejection) -> UInt8 {
    guard let identifier = body.first, identifier % 2 == 1, body.count >= 4 else { throw .malformed }
    let items = try Item.all(in: body.dropFirst(4))
    let transferSyntaxes = items.filter { $0.type == 0x40 }
    let abstractSyntaxes = items.filter { $0.type == 0x30 }
    guard abstractSyntaxes.count == 1, (1...50).contains(transferSyntaxes.count),
      (abstractSyntaxes + transferSyntaxes).allSatisfy({ (1...64).contains($0.body.count) })
    else { throw .malformed }
    return identifier
  }

  private static func checkUserInformation(_ body: ArraySlice<UInt8>) throws(AssociationRejection) {
    var hasIdentity = false
    for item in try Item.all(in: body) {
      let isSound =
        switch item.type {
        case 0x51: item.body.count == 4 && isPDULength(item.body)
        case 0x52, 0x55: item.body.count <= 64
        case 0x53: item.body.count == 4
        // Role selection and extended negotiation: a UID with its length, then two bytes, or any.
        case 0x54: (item.innerLength(at: 0) ?? 65) <= 64 && item.innerLength(at: 0).map { $0 + 4 } == item.body.count
        case 0x56:
          (item.innerLength(at: 0) ?? 65) <= 64 && item.innerLength(at: 0).map { $0 + 2 <= item.body.count } ?? false
        case 0x58: !hasIdentity && isUserIdentity(item)
        default: true
        }
      guard isSound else { throw .malformed }
      hasIdentity = hasIdentity || item.type == 0x58
    }
  }

  /// No limit, or one under which answers fit in a few PDUs.
  private static func isPDULength(_ bytes: ArraySlice<UInt8>) -> Bool {
    let length = bytes.reduce(0) { $0 << 8 | Int($1) }
    return length == 0 || length >= 128
  }

  /// Type, whether an answer is wanted, and two fields with their lengths.
  private static func isUserIdentity(_ item: Item) -> Bool {
    guard let first = item.innerLength(at: 2), let second = item.innerLength(at: 4 + first) else { return false }
    return item.body.count == 6 + first + second
  }
}

/// An item or sub-item: type, reserved byte, length, body.
private struct Item {
  let type: UInt8
  let body: ArraySlice<UInt8>

  /// A big-endian length within the body.
  func innerLength(at offset: Int) -> Int? {
    guard offset + 2 <= body.count else { return nil }
    return Int(body[body.startIndex + offset]) << 8 | Int(body[body.startIndex + offset + 1])
  }

  /// Items that fill the bytes exactly.
  static func all(in bytes: ArraySlice<UInt8>) throws(AssociationRejection) -> [Item] {
    var items: [Item] = []
    var rest = bytes
    while !rest.isEmpty {
      guard rest.count >= 4 else { throw .malformed }
      let start = rest.startIndex
      let length = Int(rest[start + 2]) << 8 | Int(rest[start + 3])
      guard rest.count >= 4 + length else { throw .malformed }
      items.append(Item(type: rest[start], body: rest[start + 4..<start + 4 + length]))
      rest = rest.dropFirst(4 + length)
    }
    return items
  }
}

extension StringProtocol {
  /// Without the characters at the end that fit.
  fileprivate func trimmingSuffix(while fits: (Character) -> Bool) -> SubSequence {
    var end = endIndex
    while end > startIndex, fits(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}

extension AssociationRejection: Error {}
