import Datasets
import Foundation
import Learning
import Metrics
import Testing

extension TrainingTests {
  /// Every image is predicted once, by a model that has not seen its patient.
  @Suite struct CrossValidationTests {
    private func cross(_ training: SmallTraining, folds: Int, resuming: Bool = false) throws -> CrossValidationResult {
      try CrossValidation(training.recipe, folds: folds, weights: .random, observer: { _ in })
        .run(on: training.data, output: training.place("cross"), resuming: resuming)
    }

    @Test func everyImageOnceAndTheSpread() throws {
      let training = try SmallTraining(24)
      let result = try cross(training, folds: 3)
      #expect(result.reports.count == 3)
      #expect(result.reports.map(\.n).reduce(0, +) == 48)
      let figures = result.reports.compactMap { $0.binary?[.auroc] }
      let spread = try #require(result.summary[.auroc])
      #expect(abs(spread.mean - figures.reduce(0, +) / 3) < 1e-12)

      let table = try CSVTable(contentsOf: result.url.appending(path: "out-of-fold.csv"))
      #expect(table.header == ["split", "path", "patient", "class", "probability", "threshold"])
      #expect(table.rows.count == 48)
      #expect(Set(table.rows.map { $0.fields[1] }).count == 48)

      // A finished fold is left alone, an unfinished one is done again with the same outcome.
      try FileManager.default.removeItem(at: result.url.appending(path: "fold-2"))
      try FileManager.default.removeItem(at: result.url.appending(path: "cross-validation.json"))
      let again = try cross(training, folds: 3, resuming: true)
      #expect(again.reports == result.reports)
      #expect(try CSVTable(contentsOf: result.url.appending(path: "out-of-fold.csv")) == table)
      #expect(throws: LearningError.outputExists("cross")) { try cross(training, folds: 3) }
    }

    @Test func aClassWithFewerPatientsThanFoldsIsRefused() throws {
      let training = try SmallTraining(8)
      #expect(throws: DataError.self) { try cross(training, folds: 5) }
    }
  }
}
