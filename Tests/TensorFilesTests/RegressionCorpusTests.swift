import Foundation
import TensorFiles
import Testing

/// Inputs that fuzzing made, which reach far into the readers or crashed an earlier version.
///
/// `Fuzz/run.sh` says how to add one.
@Suite("Regression corpus")
struct RegressionCorpusTests {
  @Test("every input is read or refused", arguments: ["safetensors", "pth", "keras"])
  func replay(kind: String) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Goldens/Regressions/\(kind)")
    let inputs = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    var outcomes = 0
    for input in inputs {
      do {
        let data = try Data(contentsOf: input)
        let tensors: [StoredTensor] =
          switch kind {
          case "pth": Array(try TorchFile.tensors(data, file: "input").values)
          case "keras": try KerasModel(data, file: "input").layers.flatMap { Array($0.weights.values) }
          default: Array(try Safetensors(data, file: "input").tensors.values)
          }
        #expect(tensors.allSatisfy { $0.data.count == $0.count * $0.scalarType.byteCount })
      } catch let error as TensorFileError {
        #expect(!"\(error)".isEmpty)
      }
      outcomes += 1
    }
    #expect(outcomes == inputs.count && outcomes > 0)
  }
}
