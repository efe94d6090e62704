import Backbones
import Foundation
import Inference
import Learning
import Radiograph
import Testing
import Torch

@Suite struct FeatureTableTests {
  private func table(_ training: SmallTraining) throws -> FeatureTable {
    let graph = try training.classifier().graph(height: 64, width: 64)
    let engine = try OpenVINOEngine(graph, options: EngineOptions(mode: .throughput))
    return try FeatureTable(
      training.dataset().samples, engine: engine, preprocessing: training.recipe.input, observer: { _ in })
  }

  @Test func rowsAreTheBackbonesPooledFeatures() throws {
    let training = try SmallTraining(20)
    let table = try table(training)
    #expect(table.samples == (try training.dataset().samples))
    #expect(table.width == 128)
    #expect(table.values.count == table.samples.count * table.width)
    #expect(table.unreadable.isEmpty)
    let classifier = try training.classifier()
    classifier.store.isTraining = false
    for row in stride(from: 0, to: table.samples.count, by: 7) {
      let values = try training.recipe.input.input(for: RadiographReader.read(contentsOf: table.samples[row].url))
      let expected = try withoutGradients {
        try classifier.head.pooled(classifier.backbone(Tensor(values, shape: [1, 3, 64, 64]))).floats()
      }
      let found = table.values[row * table.width..<(row + 1) * table.width]
      let difference = zip(found, expected).map { abs($0 - $1) }.max() ?? .infinity
      #expect(difference < 1e-4)
    }
  }

  @Test func whatCannotBeReadIsLeftOutAndNamed() throws {
    let training = try SmallTraining(20)
    try training.write(Array("a letter".utf8), "NORMAL/letter.jpeg")
    let table = try table(training)
    #expect(table.samples.count == 40)
    #expect(table.values.count == 40 * table.width)
    #expect(table.unreadable.map(\.path) == ["NORMAL/letter.jpeg"])
    #expect(table.unreadable.map(\.reason) == ["this is not a JPEG, PNG or DICOM file"])
  }

  @Test func moreThanFivePercentAreTooMany() throws {
    let training = try SmallTraining(20)
    for number in 1...3 { try training.write([], "NORMAL/empty\(number).png") }
    #expect(
      error(DataError.self) { _ = try table(training) }
        == .tooManyUnreadable(
          count: 3, total: 43, examples: (1...3).map { "NORMAL/empty\($0).png: the file is empty" }))
  }
}
