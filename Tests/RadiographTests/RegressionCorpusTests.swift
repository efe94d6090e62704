import Foundation
import Radiograph
import Testing

/// Inputs that fuzzing made, which reach far into the readers or crashed an earlier version.
///
/// `Fuzz/run.sh` says how to add one.
@Suite("Regression corpus")
struct RegressionCorpusTests {
  @Test("every input is read or refused", arguments: ["dicom", "jpeg", "png"])
  func replay(kind: String) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Goldens/Regressions/\(kind)")
    let inputs = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    var outcomes = 0
    for input in inputs {
      do {
        let options = ReadingOptions(limits: DecodingLimits(minimumSide: 1))
        let radiograph = try RadiographReader.read(try Data(contentsOf: input), options: options)
        #expect(radiograph.pixels.sampleCount == radiograph.width * radiograph.height * radiograph.pixels.channels)
      } catch let error as RadiographError {
        #expect(!"\(error)".isEmpty)
      }
      outcomes += 1
    }
    #expect(outcomes == inputs.count && outcomes > 0)
  }
}
