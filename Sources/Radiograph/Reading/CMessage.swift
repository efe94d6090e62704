/// Calls a C function that may leave a zero-terminated message in a buffer.
func withMessage<Status>(
  capacity: Int, _ call: (UnsafeMutablePointer<CChar>?) -> Status
) -> (status: Status, message: String) {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
    buffer.initialize(repeating: 0)
    let status = call(buffer.baseAddress)
    let message = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return (status, String(decoding: message, as: UTF8.self))
  }
}
