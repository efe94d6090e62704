import COpenVINO

/// The state of one run of a compiled model; one caller at a time.
final class InferRequest: @unchecked Sendable {
  private let request: OpaquePointer

  /// Takes ownership of a handle.
  init(_ request: OpaquePointer) {
    self.request = request
  }

  deinit { copenvino_request_free(request) }

  /// Runs the model on `values` of `shape`, which are read where they lie.
  func run(_ values: UnsafeBufferPointer<Float>, shape: [Int]) throws(InferenceError) {
    let extents = shape.map(Int64.init)
    try check(copenvino_request_run(request, values.baseAddress, extents, extents.count), "run the model")
  }

  /// The values of output `index` of the last run, of which there must be `count`.
  func output(_ index: Int, count: Int) throws(InferenceError) -> [Float] {
    try withOutput(index) { (values) throws(InferenceError) in
      guard values.count == count else {
        throw .engine(operation: Self.reading, detail: "output \(index) has \(values.count) values, not \(count)")
      }
      return Array(values)
    }
  }

  /// Calls `body` with the values of output `index` of the last run, where they lie.
  func withOutput<Result>(
    _ index: Int, _ body: (UnsafeBufferPointer<Float>) throws(InferenceError) -> Result
  ) throws(InferenceError) -> Result {
    var size = 0
    var values: UnsafePointer<Float>?
    try check(copenvino_request_output(request, index, &values, &size), Self.reading)
    return try body(UnsafeBufferPointer(start: values, count: size))
  }

  private static let reading = "read the model's outputs"
}
