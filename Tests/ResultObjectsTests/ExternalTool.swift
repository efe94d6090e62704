import Foundation

/// A program of others that reads what we write.
struct ExternalTool {
  private let program: URL
  private let arguments: [String]

  private init(_ program: URL, _ arguments: [String] = []) {
    self.program = program
    self.arguments = arguments
  }

  /// The program of this name, where it is installed.
  static func named(_ name: String) -> ExternalTool? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").lazy
      .map { URL(fileURLWithPath: String($0)).appending(component: name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }.map { ExternalTool($0) }
  }

  /// `Goldens/check_objects.py`, where a Python with highdicom is installed: `$DICOM_PYTHON`, or else `python3`.
  static let highdicom: ExternalTool? = {
    let name = ProcessInfo.processInfo.environment["DICOM_PYTHON"] ?? "python3"
    let python = name.contains("/") ? ExternalTool(URL(fileURLWithPath: name)) : named(name)
    guard let python, let (status, _) = try? python.run(["-c", "import highdicom, pydicom"]), status == 0 else {
      return nil
    }
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Goldens/check_objects.py")
    return ExternalTool(python.program, [script.path])
  }()

  /// Runs the program.
  ///
  /// - Returns: its exit status, and what it wrote to both outputs.
  func run(_ others: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments + others
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
