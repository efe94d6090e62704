import Glibc

/// Runs a body with C strings, and NULL after them.
func withCStrings<Result>(_ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result) -> Result {
  let pointers = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: strings.count + 1)
  let copies = strings.map { strdup($0) }
  for (index, copy) in copies.enumerated() { pointers[index] = UnsafePointer(copy) }
  pointers[strings.count] = nil
  defer {
    copies.forEach { free($0) }
    pointers.deallocate()
  }
  return body(UnsafePointer(pointers))
}

extension String {
  /// Text before a zero.
  init(terminated characters: some Sequence<CChar>) {
    self.init(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Text in an array of a C structure, which Swift sees as a tuple.
  init(ofTuple tuple: some Any) {
    self = withUnsafeBytes(of: tuple) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
