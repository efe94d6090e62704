import COpenVINO
import FoundationEssentials
import Glibc

/// OpenVINO itself: one core for the process, through which models are compiled.
///
/// The core is free for all threads to use, and lives as long as the process.
struct OpenVINORuntime: @unchecked Sendable {
  private let core: OpaquePointer

  private static let instance = Result { () throws(InferenceError) in try OpenVINORuntime() }

  /// The process's core, made on first use.
  static func shared() throws(InferenceError) -> OpenVINORuntime { try instance.get() }

  private init() throws(InferenceError) {
    core = try handle("start") { copenvino_core_create(&$0) }
  }

  /// OpenVINO's version and build.
  var version: String { owned(copenvino_version()) }

  /// A property of a device, such as `OPTIMIZATION_CAPABILITIES`.
  func property(_ key: String, of device: String) throws(InferenceError) -> String {
    try text("read a property of the device") { copenvino_core_property(core, device, key, &$0) }
  }

  /// The devices that are there.
  func devices() throws(InferenceError) -> [String] {
    try text("list the devices") { copenvino_core_devices(core, &$0) }.split(separator: " ").map(String.init)
  }

  /// Compiles the model in a file; with the property `CACHE_DIR` from there if it has been compiled before.
  func compile(fileAt url: URL, device: String, properties: [String: String]) throws(InferenceError) -> CompiledModel {
    try withProperties(properties) { (properties) throws(InferenceError) in
      CompiledModel(
        try handle("compile the model") {
          copenvino_compile_file(core, url.path, device, properties.baseAddress, properties.count, &$0)
        })
    }
  }

  /// Compiles the model in an `.onnx` file's bytes.
  func compile(bytes: Data, device: String, properties: [String: String]) throws(InferenceError) -> CompiledModel {
    try withProperties(properties) { (properties) throws(InferenceError) in
      try bytes.bytes.withUnsafeBytes { (bytes) throws(InferenceError) in
        CompiledModel(
          try handle("compile the model") {
            copenvino_compile_bytes(
              core, bytes.baseAddress, bytes.count, device, properties.baseAddress, properties.count, &$0)
          })
      }
    }
  }

  /// Calls `body` with keys and values in the form that the C interface takes them.
  private func withProperties<Result>(
    _ properties: [String: String],
    _ body: (UnsafeBufferPointer<copenvino_property>) throws(InferenceError) -> Result
  ) throws(InferenceError) -> Result {
    let copies = properties.map { (key: strdup($0.key), value: strdup($0.value)) }
    defer {
      for copy in copies {
        free(copy.key)
        free(copy.value)
      }
    }
    return try copies.map { copenvino_property(key: $0.key, value: $0.value) }.withUnsafeBufferPointer(body)
  }
}

// MARK: - Calling the C interface

/// Throws what OpenVINO says unless `status` is 0.
func check(_ status: Int32, _ operation: String) throws(InferenceError) {
  guard status != 0 else { return }
  throw .engine(operation: operation, detail: detail(owned(copenvino_message(status))))
}

/// The handle that a function hands out through a pointer.
func handle(
  _ operation: String, _ make: (inout OpaquePointer?) -> Int32
) throws(InferenceError) -> OpaquePointer {
  var handle: OpaquePointer?
  try check(make(&handle), operation)
  guard let handle else { throw .engine(operation: operation, detail: "it gave nothing") }
  return handle
}

/// The string that a function hands out through a pointer.
func text(
  _ operation: String, _ make: (inout UnsafeMutablePointer<CChar>?) -> Int32
) throws(InferenceError) -> String {
  var text: UnsafeMutablePointer<CChar>?
  try check(make(&text), operation)
  return owned(text)
}

/// A string that the C interface has handed over.
private func owned(_ text: UnsafeMutablePointer<CChar>?) -> String {
  defer { free(text) }
  return text.map { String(cString: $0) } ?? ""
}

/// The last line of OpenVINO's message that says something, without source files and directories.
private func detail(_ message: String) -> String {
  let lines = message.split(whereSeparator: \.isNewline).map { line in
    line.split(separator: " ").map { $0.split(separator: "/").last ?? $0 }.joined(separator: " ")
  }
  return lines.last { !$0.isEmpty && !$0.hasPrefix("Exception from") } ?? "it does not say why"
}
