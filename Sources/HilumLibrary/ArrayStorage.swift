import CHilum
import Files

/// Makes arrays that C can look at, and lets go of them.
enum ArrayStorage {
  /// An array with a copy of values.
  static func make<Element>(
    _ values: [Element], _ element: Int, shape: [Int], json: (any Encodable)? = nil
  ) throws -> UnsafeMutablePointer<hilum_array> {
    try make(of: Element.self, element, shape: shape, json: json) { _ = $0.initialize(from: values) }
  }

  /// An array whose values `body` fills in.
  ///
  /// - Throws: what `body` throws, `EncodingError`.
  static func make<Element>(
    of type: Element.Type, _ element: Int, shape: [Int], json: (any Encodable)? = nil,
    _ body: (UnsafeMutableBufferPointer<Element>) throws -> Void
  ) throws -> UnsafeMutablePointer<hilum_array> {
    let text = try json.map { try JSONLine.bytes($0) }
    let count = shape.reduce(1, *)
    let values = UnsafeMutablePointer<Element>.allocate(capacity: count)
    do {
      try body(UnsafeMutableBufferPointer(start: values, count: count))
    } catch {
      values.deallocate()
      throw error
    }
    let extents = shape.map(Int64.init) + [0, 0, 0]
    let array = UnsafeMutablePointer<hilum_array>.allocate(capacity: 1)
    array.initialize(
      to: hilum_array(
        element: Int32(element), rank: Int32(shape.count), shape: (extents[0], extents[1], extents[2]), data: values,
        json: text.map { UnsafePointer(CText.copy($0)) }))
    return array
  }

  /// Lets go of an array and all that it points to.
  static func release(_ array: UnsafeMutablePointer<hilum_array>?) {
    guard let array else { return }
    array.pointee.data?.deallocate()
    array.pointee.json?.deallocate()
    array.deallocate()
  }
}
