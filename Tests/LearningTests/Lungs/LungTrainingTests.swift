import FolderTesting
import Foundation
import Learning
import TensorFiles
import Testing

extension TrainingTests {
  @Suite struct LungTrainingTests {
    private let folder: TemporaryFolder
    private let pairs = LungPairs((0..<30).map(LungFixtures.pair))

    init() throws { folder = try TemporaryFolder() }

    private func run(_ name: String, epochs: Int = 2, resuming: Bool = false, stop: Int? = nil) throws -> LungReport {
      var options = LungTrainingOptions()
      (options.epochs, options.batchSize, options.seed) = (epochs, 8, 3)
      let interruption = Interruption()
      let run = LungTrainingRun(options, interruption: interruption) { event in
        if case .epoch(let number, _, _, _, _) = event, number == stop { interruption.request() }
      }
      return try run.train(on: pairs, output: folder.url.appending(path: name), resuming: resuming)
    }

    private func weights(_ name: String) throws -> Safetensors {
      try Safetensors(contentsOf: folder.url.appending(path: "\(name)/lungs.safetensors"))
    }

    @Test func learnsAndGoesOnAfterAStop() throws {
      let report = try run("whole")
      #expect(report.all.pictures == pairs.divided(seed: 3).heldOut.count)
      #expect(report.varied?.kinds.count == LungVariation.Kind.allCases.count)
      #expect(folder.names("whole") == ["checkpoint.safetensors", "history.csv", "lungs.safetensors", "metrics.json"])
      #expect(throws: LearningError.interrupted) { try run("stopped", stop: 1) }
      _ = try run("stopped", resuming: true)
      #expect(try weights("whole").tensors == weights("stopped").tensors)
      #expect(try weights("whole").metadata["seed"] == "3")
      #expect(throws: LearningError.resumeDiffers(["its options are others"])) {
        try run("stopped", epochs: 3, resuming: true)
      }
      #expect(throws: LearningError.outputExists("whole")) { try run("whole") }
      #expect(throws: LearningError.nothingToResume("none")) { try run("none", resuming: true) }
      let outliner = try LungOutliner(contentsOf: folder.url.appending(path: "whole/lungs.safetensors"))
      #expect(outliner.seed == 3)
      let again = try LungEvaluator(outliner).report(pairs.divided(seed: 3).heldOut, varying: false)
      #expect(again.all.dice.value == report.all.dice.value)
    }

    @Test func tooFewPairs() throws {
      let few = LungPairs([LungFixtures.pair(1)])
      #expect(throws: LungDataError.tooFew(pairs: 1, patients: 1)) {
        try LungTrainingRun(LungTrainingOptions()).train(
          on: few, output: folder.url.appending(path: "few"), resuming: false)
      }
    }

    @Test func otherWeights() throws {
      let file = folder.url.appending(path: "other.safetensors")
      try Safetensors(["fc.weight": StoredTensor([1, 2], shape: [2])]).write(to: file)
      #expect(throws: LungDataError.notLungs(file: "other.safetensors")) { try LungOutliner(contentsOf: file) }
    }
  }
}
