import CHilum

/// A picture together with the memory that it is in.
final class LentPicture {
  /// The picture, which is there as long as this is.
  var picture = hilum_picture()
  private let memory: UnsafeMutableRawBufferPointer

  private init<Element>(_ values: [Element]) {
    memory = .allocate(byteCount: values.count * MemoryLayout<Element>.stride, alignment: 16)
    values.withUnsafeBytes { memory.copyMemory(from: $0) }
    picture.data = UnsafeRawPointer(memory.baseAddress)
    picture.size = memory.count
  }

  deinit { memory.deallocate() }

  /// The picture in a file.
  convenience init(path: String) {
    self.init(Array(path.utf8CString))
    picture = hilum_picture_at(picture.data.assumingMemoryBound(to: CChar.self))
  }

  /// The picture in a file in memory.
  convenience init(file: [UInt8]) {
    self.init(file)
    picture = hilum_picture_of_bytes(picture.data, picture.size)
  }

  /// The picture in an array of grey levels.
  convenience init(gray8 levels: [UInt8], height: Int, width: Int) {
    self.init(levels)
    picture = hilum_picture_of_gray8(
      picture.data.assumingMemoryBound(to: UInt8.self), Int64(height), Int64(width))
  }

  /// The picture in an array of any kind.
  convenience init<Sample>(
    _ samples: [Sample], _ element: Int, height: Int, width: Int, channels: Int = 1, stride: Int = 0
  ) {
    self.init(samples)
    picture.kind = Int32(HILUM_ARRAY)
    picture.element = Int32(element)
    (picture.height, picture.width, picture.channels) = (Int64(height), Int64(width), Int64(channels))
    picture.row_stride = Int64(stride)
  }

  /// The same with some fields changed.
  convenience init(_ other: LentPicture, _ change: (inout hilum_picture) -> Void) {
    self.init(Array(other.memory))
    let data = picture.data
    picture = other.picture
    picture.data = data
    change(&picture)
  }

  /// Calls `body` with a pointer to the picture.
  func with<Value>(_ body: (UnsafePointer<hilum_picture>) throws -> Value) rethrows -> Value {
    try withExtendedLifetime(self) { try withUnsafePointer(to: picture, body) }
  }
}
