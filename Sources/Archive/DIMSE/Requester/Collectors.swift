import CArchive
import FoundationEssentials

/// Gathers what becomes of files.
final class StoreCollector {
  private let files: [URL]
  private let peer: PeerAddress
  private(set) var outcomes: [StoreOutcome] = []

  init(files: [URL], peer: PeerAddress) {
    self.files = files
    self.peer = peer
  }

  static func of(_ context: UnsafeMutableRawPointer?) -> StoreCollector? {
    context.map { Unmanaged<StoreCollector>.fromOpaque($0).takeUnretainedValue() }
  }

  func add(_ index: Int, _ result: carchive_file_result, _ response: carchive_response) {
    let name = files[index].lastPathComponent
    switch result {
    case CARCHIVE_ANSWERED:
      outcomes.append(StoreOutcome(status: response.status, comment: String(ofTuple: response.comment), error: nil))
    case CARCHIVE_CONTEXT_REFUSED:
      let service = "the SOP class of \(name) in its transfer syntax"
      outcomes.append(StoreOutcome(status: nil, comment: "", error: .notAccepted(peer, service: service)))
    default:
      outcomes.append(StoreOutcome(status: nil, comment: "", error: .unreadableFile(name)))
    }
  }

  /// Gives the files that got no answer the same error.
  func failRest(_ error: DIMSEError) {
    while outcomes.count < files.count { outcomes.append(StoreOutcome(status: nil, comment: "", error: error)) }
  }
}

/// Gathers matches.
final class MatchCollector {
  private(set) var matches: [[String: String]] = []

  static func of(_ context: UnsafeMutableRawPointer?) -> MatchCollector? {
    context.map { Unmanaged<MatchCollector>.fromOpaque($0).takeUnretainedValue() }
  }

  func add(_ elements: UnsafeBufferPointer<carchive_element>) {
    var match: [String: String] = [:]
    for element in elements {
      let tag = ElementTag(group: element.group, element: element.element)
      match[tag.description] = element.value.map { String(cString: $0) } ?? ""
    }
    matches.append(match)
  }
}

/// A tag of a query: `0010,0020`.
struct ElementTag: Sendable, CustomStringConvertible {
  let group, element: UInt16

  init(group: UInt16, element: UInt16) {
    self.group = group
    self.element = element
  }

  init(_ text: String) throws(DIMSEError) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.count == 4 }), let group = UInt16(parts[0], radix: 16),
      let element = UInt16(parts[1], radix: 16), group >= 8
    else { throw .invalidKey(text) }
    self.init(group: group, element: element)
  }

  var description: String { group.hexadecimal + "," + element.hexadecimal }
}
