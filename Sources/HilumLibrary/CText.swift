import Foundation

/// Text that C can look at as long as this lives.
final class CText: Sendable {
  private nonisolated(unsafe) let bytes: UnsafeMutablePointer<CChar>

  /// A copy of text in UTF-8.
  init(_ text: some Collection<UInt8>) { bytes = Self.copy(text) }

  deinit { bytes.deallocate() }

  /// The text, which ends in NUL.
  var pointer: UnsafePointer<CChar> { UnsafePointer(bytes) }

  /// A copy of text in UTF-8, to be given back by `deallocate`.
  static func copy(_ text: some Collection<UInt8>) -> UnsafeMutablePointer<CChar> {
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: text.count + 1)
    let buffer = UnsafeMutableBufferPointer(start: copy, count: text.count + 1)
    _ = buffer.initialize(from: text.lazy.map { CChar(bitPattern: $0) } + [0])
    return copy
  }
}
