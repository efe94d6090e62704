import Backbones
import Datasets
import FolderTesting
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

  /// The length of the difference of two rows, as a share of the length of the first.
  private func distance(_ left: ArraySlice<Float>, _ right: ArraySlice<Float>) -> Float {
    let squares = zip(left, right).reduce((difference: Float(0), left: Float(0))) { sums, pair in
      (sums.difference + (pair.0 - pair.1) * (pair.0 - pair.1), sums.left + pair.0 * pair.0)
    }
    return (squares.difference / max(squares.left, .leastNormalMagnitude)).squareRoot()
  }

  /// bf16 has 8 bits: a rounding moves a number by up to 1/256, and here some layers round.
  @Test func anotherPrecisionIsForTrainingSamplesAlone() throws {
    let training = try SmallTraining(20)
    let graph = try training.classifier().graph(height: 64, width: 64)
    let exact = try OpenVINOEngine(graph, options: EngineOptions(mode: .throughput))
    let brief = try OpenVINOEngine(graph, options: EngineOptions(precision: .bf16, mode: .throughput))
    let tables = try [nil, brief].map { other in
      try FeatureTable(
        training.dataset().samples, engine: exact, trainingEngine: other, preprocessing: training.recipe.input,
        observer: { _ in })
    }
    #expect(tables[0].samples == tables[1].samples)
    #expect(Set(tables[0].samples.map(\.split)) == [.train, .validation, .test])
    for (index, sample) in tables[0].samples.enumerated() {
      let width = tables[0].width
      let rows = tables.map { $0.values[index * width..<(index + 1) * width] }
      if sample.split == .train {
        #expect(distance(rows[0], rows[1]) < 0.02)
        #expect((rows[0] != rows[1]) == (brief.precision.used == .bf16))
      } else {
        #expect(rows[0] == rows[1])
      }
    }
  }

  @Test func whatCannotBeReadIsLeftOutAndNamed() throws {
    let training = try SmallTraining(20)
    try training.write(Array("a letter".utf8), "NORMAL/letter.jpeg")
    let table = try table(training)
    #expect(table.samples.count == 40)
    #expect(table.values.count == 40 * table.width)
    #expect(table.unreadable.map(\.path) == ["NORMAL/letter.jpeg"])
    #expect(table.unreadable.map(\.reason) == ["this is plain text: give a JPEG, PNG or DICOM file"])
  }

  @Test func moreThanFivePercentAreTooMany() throws {
    let training = try SmallTraining(20)
    for number in 1...3 { try training.write([], "NORMAL/empty\(number).png") }
    #expect(
      thrown(DataError.self) { _ = try table(training) }
        == .tooManyUnreadable(
          count: 3, total: 43, examples: (1...3).map { "NORMAL/empty\($0).png: the file is empty" }))
  }
}
