import FolderTesting
import Foundation
import Testing

/// `hilum import`, and `hilum export --pth`, through which a model comes back to itself.
@Suite struct ImportCommandTests {
  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
  }

  private static let input = "--size 64 --mean 0.5 --std 0.25 --color grayscale"

  private func probability(_ model: String) throws -> Double {
    let outcome = try Hilum.bash("$hilum predict \(example.picture) --model \(model) --json", in: folder.url)
    let answer = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    return try #require((answer?["probabilities"] as? [String: Double])?["PNEUMONIA"])
  }

  @Test func aModelGoesOutAndComesBack() throws {
    let run = example.run.path
    var outcome = try Hilum.bash(
      """
      set -e; $hilum export --model \(run) --pth weights.pth
      $hilum import weights.pth --classes NORMAL,PNEUMONIA \(Self.input) --output plain
      $hilum import weights.pth --classes NORMAL,PNEUMONIA \(Self.input) --output fitted --data \(example.data.path)
      """, in: folder.url)
    try #require(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("Not calibrated"))
    let plain = try Hilum.bash("$hilum predict \(example.picture) --model plain", in: folder.url)
    #expect(plain.output.contains("not calibrated") && plain.output.contains("at threshold 0.500"))
    let fitted = try Hilum.bash("$hilum predict \(example.picture) --model fitted", in: folder.url)
    #expect(fitted.code == 0 && !fitted.output.contains("not calibrated"))
    #expect(try probability("fitted") > 0.5)
    outcome = try Hilum.bash(
      "$hilum evaluate --model fitted --data \(example.data.path); $hilum export --model plain --triton served --gpu",
      in: folder.url)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let served = try String(contentsOf: folder.url.appending(path: "served/weights/config.pbtxt"), encoding: .utf8)
    #expect(served.contains("KIND_GPU") && served.contains("tensorrt"))
  }

  @Test(arguments: [
    ("import w.pth --classes NORMAL --output b", 2, "--classes takes two different names"),
    ("import w.pth --classes A,B --positive C --output b", 2, "--positive is one of two classes"),
    ("import w.pth --classes A,B --mean 1,2 --output b", 2, "--mean takes one number, or three"),
    ("import w.pth --classes A,B --size x --output b", 2, "--size is a side"),
    ("import w.pth --classes A,B --operating-point youden --output b", 2, "--operating-point goes with --data"),
    ("import w.pth --classes A,B --output b", 1, "w.pth"),
    ("import HOSTILE/hostile_reduce.pth --classes A,B --output b", 1, "posix.system"),
    ("import HOSTILE/small_weights.h5 --classes A,B --output b", 1, "weights alone"),
    ("import HOSTILE/small.keras --classes A,B --output b", 1, "a Conv2D with 32 kernels"),
    ("export --model x", 2, "--pth FILE"), ("export --model x --gpu --onnx", 2, "--gpu goes with --triton"),
  ])
  func whatIsWrongIsSaidInOneLine(_ command: String, _ code: Int32, _ message: String) throws {
    let goldens = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../TensorFilesTests/Goldens").standardizedFileURL
    let outcome = try Hilum.bash("$hilum \(command.replacing("HOSTILE", with: goldens.path))", in: folder.url)
    #expect(outcome.code == code)
    #expect(outcome.error.contains(message), "\(outcome.errors)")
    #expect(
      outcome.error.hasPrefix("hilum: ")
        && !FileManager.default.fileExists(atPath: folder.url.appending(path: "b").path))
  }
}
