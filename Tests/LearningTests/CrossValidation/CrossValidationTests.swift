import Bundles
import Datasets
import Foundation
import Learning
import Metrics
import Synchronization
import Testing

extension TrainingTests {
  /// Every image is predicted once, by a model that has not seen its patient.
  @Suite struct CrossValidationTests {
    private func cross(
      _ training: SmallTraining, folds: Int, heldOut: HeldOutModel? = nil, resuming: Bool = false,
      attend: @escaping CrossValidation.Attendance = { _, _, training in try training() }
    ) throws -> CrossValidationResult {
      try CrossValidation(
        training.recipe, folds: folds, heldOut: heldOut, weights: .random, attend: attend, observer: { _ in }
      ).run(on: training.data, output: training.place("cross"), resuming: resuming)
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

    /// No fold gets a picture of the test part, on which one model is measured.
    @Test(arguments: HeldOutModel.allCases)
    func theTestPartIsHeldOut(model: HeldOutModel) throws {
      let training = try SmallTraining(40)
      let test = try Set(training.dataset().samples(in: .test).map(\.path))
      let names = Mutex<[String]>([])
      let result = try cross(training, folds: 2, heldOut: model) { name, _, training in
        names.withLock { $0.append(name) }
        return try training()
      }
      #expect(names.withLock { $0 } == ["small-fold-1", "small-fold-2"] + (model == .refit ? ["small-final"] : []))
      let table = try CSVTable(contentsOf: result.url.appending(path: "out-of-fold.csv"))
      #expect(table.rows.count == 80 - test.count && !test.isEmpty)
      #expect(test.isDisjoint(with: table.rows.map { $0.fields[1] }))
      let heldOut = try #require(result.heldOut)
      #expect(heldOut.model == model && heldOut.report.n == test.count)
      let bundle = try ModelBundle(contentsOf: result.url.appending(path: "final"))
      #expect(bundle.members.count == (model == .ensemble ? 2 : 0))
      let text = try String(contentsOf: result.url.appending(path: "cross-validation.json"), encoding: .utf8)
      #expect(text.contains("\"held_out\"") && text.contains("\"model\" : \"\(model.rawValue)\""))
      try FileManager.default.removeItem(at: result.url.appending(path: "cross-validation.json"))
      #expect(try cross(training, folds: 2, heldOut: model, resuming: true).heldOut?.report == heldOut.report)
    }

    @Test func withoutATestPartThereIsNothingToHoldOut() throws {
      let training = try SmallTraining(12, overrides: ["test_fraction=0"])
      #expect(throws: DataError.emptySplit(.test)) { try cross(training, folds: 2, heldOut: .ensemble) }
    }

    @Test func aClassWithFewerPatientsThanFoldsIsRefused() throws {
      let training = try SmallTraining(8)
      #expect(throws: DataError.self) { try cross(training, folds: 5) }
    }
  }
}
