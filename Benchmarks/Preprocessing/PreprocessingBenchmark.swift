import Foundation
import Radiograph

/// Times file → model input on one thread and can write what comes out: Hilum's half of `preprocessing.py`.
///
///     preprocessing-benchmark exact|fast REPETITIONS OUTPUT|- FILE…
///
/// Prints one line: the milliseconds of processor time an image takes, for each repetition. OUTPUT gets, file after file,
/// the 8-bit image (224 × 224 × 3) and then the tensor (3 × 224 × 224 Float32).
@main
struct PreprocessingBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count >= 4, let repetitions = Int(arguments[2]) else {
      throw CocoaError(.featureUnsupported, userInfo: [NSLocalizedDescriptionKey: "see the source for usage"])
    }
    var pipeline = Preprocessing.imageNet224
    pipeline.fastDecode = arguments[1] == "fast"
    let options = pipeline.readingOptions()
    let files = arguments.dropFirst(3).map { URL(fileURLWithPath: $0) }

    var tensor = [Float](repeating: 0, count: 3 * 224 * 224)
    let times = try (0..<repetitions).map { _ in
      let start = processorSeconds()
      for file in files {
        let image = try pipeline.prepare(try RadiographReader.read(contentsOf: file, options: options))
        try tensor.withUnsafeMutableBufferPointer { try pipeline.normalize(image, into: $0) }
      }
      return (processorSeconds() - start) * 1000 / Double(files.count)
    }
    print(times.map { String(format: "%.4f", $0) }.joined(separator: " "))

    guard arguments[3] != "-" else { return }
    try Data().write(to: URL(fileURLWithPath: arguments[3]))
    let output = try FileHandle(forWritingTo: URL(fileURLWithPath: arguments[3]))
    for file in files {
      let image = try pipeline.prepare(try RadiographReader.read(contentsOf: file, options: options))
      let repeats = 3 / image.channels
      try output.write(contentsOf: image.samples.flatMap { repeatElement($0, count: repeats) })
      try tensor.withUnsafeMutableBufferPointer { try pipeline.normalize(image, into: $0) }
      try output.write(contentsOf: tensor.withUnsafeBytes { Data($0) })
    }
    try output.close()
  }

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
