import COpenVINO

/// A model that OpenVINO has compiled for a device; free for all threads to use.
final class CompiledModel: @unchecked Sendable {
  private let model: OpaquePointer

  /// Takes ownership of a handle.
  init(_ model: OpaquePointer) {
    self.model = model
  }

  deinit { copenvino_model_free(model) }

  /// An input or output: name, shape with -1 for any size, and whether it holds 32-bit floats.
  struct Port {
    let name: String
    let shape: [Int]
    let isFloat: Bool

    init(_ port: copenvino_port) {
      name = withUnsafeBytes(of: port.name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      shape = withUnsafeBytes(of: port.shape) { $0.bindMemory(to: Int64.self).prefix(port.rank).map { Int($0) } }
      isFloat = port.is_float
    }
  }

  /// The inputs in their order.
  func inputs() throws(InferenceError) -> [Port] {
    try ports(copenvino_model_input_count, copenvino_model_input)
  }

  /// The outputs in their order.
  func outputs() throws(InferenceError) -> [Port] {
    try ports(copenvino_model_output_count, copenvino_model_output)
  }

  /// How many runs should go on side by side for the mode that the model was compiled for.
  func optimalRequests() throws(InferenceError) -> Int {
    let number = try text("read a property of the model") {
      copenvino_model_property(model, "OPTIMAL_NUMBER_OF_INFER_REQUESTS", &$0)
    }
    return max(1, Int(number) ?? 1)
  }

  /// A new request, with which one caller at a time can run the model.
  func makeRequest() throws(InferenceError) -> InferRequest {
    InferRequest(try handle("make an inference request") { copenvino_request_create(model, &$0) })
  }

  private func ports(
    _ count: (OpaquePointer?, UnsafeMutablePointer<Int>?) -> Int32,
    _ get: (OpaquePointer?, Int, UnsafeMutablePointer<copenvino_port>?) -> Int32
  ) throws(InferenceError) -> [Port] {
    let operation = "read the model's inputs and outputs"
    var number = 0
    try check(count(model, &number), operation)
    var ports: [Port] = []
    for index in 0..<number {
      var port = copenvino_port()
      try check(get(model, index, &port), operation)
      ports.append(Port(port))
    }
    return ports
  }
}
