import Learning
import Metrics
import TensorFiles
import Testing
import Torch

extension TrainingTests {
  /// A plateau that watches another figure than early stopping does.
  @Suite struct ScheduleMetricTests {
    @Test(arguments: [nil, EarlyStoppingSection.Metric.figure(.accuracy), .figure(.brier)])
    func theRateFollowsItsOwnFigure(metric: EarlyStoppingSection.Metric?) throws {
      var training = TinyTraining()
      training.section.epochs = 6
      training.section.optimizer.learningRate = 0.05
      training.section.earlyStopping = EarlyStoppingSection()
      training.section.earlyStopping?.patience = nil
      var plateau = PlateauScheduleSection()
      (plateau.factor, plateau.patience, plateau.metric) = (0.5, 0, metric)
      training.section.schedule = .plateau(plateau)
      let source = try TinyTraining.source()
      let epochs = try training.trainer(training.classifier()).fit(source, validation: source).epochs
      var schedule = PlateauSchedule(metric == .figure(.accuracy) ? .maximize : .minimize, factor: 0.5, patience: 0)
      for (index, epoch) in epochs.enumerated() {
        #expect(abs(epoch.learningRate - schedule.learningRate(0.05, step: index)) < 1e-12)
        let figure = try metric.map { try #require(epoch.validation[$0.name]) }
        schedule.observe(figure ?? epoch.validationLoss)
      }
      #expect(epochs.count == 6)
    }

    /// Adam's betas and epsilon reach the optimizer: weights become others by each of them.
    @Test func betasAndEpsilonCount() throws {
      func weights(_ change: (inout OptimizerSection) -> Void) throws -> [Float] {
        var training = TinyTraining()
        training.section.epochs = 1
        change(&training.section.optimizer)
        return try #require(training.weights()["head.output.weight"]).floats()
      }
      let variants = [
        try weights { _ in }, try weights { $0.betas.first = 0.5 }, try weights { $0.betas.second = 0.9 },
        try weights { $0.epsilon = 0.1 },
      ]
      #expect(Set(variants).count == 4)
    }
  }
}
