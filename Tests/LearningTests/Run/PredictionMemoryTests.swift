import Bundles
import Datasets
import Foundation
import Inference
import Learning
import Radiograph
import Testing

@Suite struct PredictionMemoryTests {
  /// 2,000 readings, of good and of bad files, in a process of their own.
  @Test func twoThousandPredictionsLeaveMemoryFlat() async throws {
    let training = try SmallTraining(20)
    let bundle = try training.run().bundle.url.path
    let pictures = try training.dataset().samples.prefix(4).map { $0.url.path }
    let letter = training.place("letter.jpeg").path
    try Data("a letter".utf8).write(to: URL(filePath: letter))
    await #expect(processExitsWith: .success) {
      [bundle = bundle as String, pictures = pictures as [String], letter = letter as String] in
      let predictor = try Predictor(
        ModelBundle(contentsOf: URL(filePath: bundle)), options: EngineOptions(), explaining: true)
      func work(_ count: Int) throws {
        for number in 0..<count {
          let picture = URL(filePath: pictures[number % pictures.count])
          _ = try predictor.read(.file(picture), explainedBy: number % 10 == 0 ? .gradCAM : nil)
            .explanation?.overlay()
          if number % 10 == 5 { _ = try? predictor.read(.file(URL(filePath: letter))) }
        }
      }
      func residentMemory() throws -> Int {
        let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return try #require(Int(fields[1])) * Int(getpagesize())
      }
      try work(200)
      let before = try residentMemory()
      try work(2_000)
      let growth = try residentMemory() - before
      #expect(growth < 2 << 20, "grew by \(growth) bytes")
    }
  }
}
