import Foundation
import Testing
import Torch

extension TorchTests {
  @Suite struct ScheduleTests {
    struct Case: Decodable {
      let name: String
      let rates: [Double]
      let momenta: [Double]
      let metrics: [Double]
    }

    static let schedules: [String: any Schedule] = [
      "constant": ConstantSchedule(),
      "step": StepSchedule(every: 7, factor: 0.5),
      "cosine": CosineSchedule(steps: 50),
      "cosine-warm": CosineSchedule(steps: 50, warmUpSteps: 8, warmUpStart: 0.1, minimum: 1e-3),
      "one-cycle": OneCycleSchedule(steps: 50),
    ]

    func golden(_ name: String) throws -> Case {
      let cases: [Case] = try Golden.read("schedules.json")
      return try #require(cases.first { $0.name == name })
    }

    @Test(arguments: schedules.keys.sorted())
    func ratesArePyTorchs(name: String) throws {
      let golden = try golden(name)
      let schedule = try #require(Self.schedules[name])
      for step in golden.rates.indices {
        #expect(Swift.abs(schedule.learningRate(0.1, step: step) - golden.rates[step]) <= 1e-9, "step \(step)")
        #expect(Swift.abs((schedule.momentum(step: step) ?? 0.9) - golden.momenta[step]) <= 1e-9, "step \(step)")
      }
    }

    @Test(arguments: [
      ("plateau-falling", PlateauSchedule(factor: 0.5, patience: 2, minimum: 1e-3)),
      ("plateau-rising", PlateauSchedule(.maximize, factor: 0.5, patience: 1, cooldown: 2)),
    ])
    func ratesOnPlateausArePyTorchs(name: String, start: PlateauSchedule) throws {
      let golden = try golden(name)
      var schedule = start
      let optimizer = SGD([ParameterGroup([], learningRate: 0.1)], momentum: 0.9)
      for (step, metric) in golden.metrics.enumerated() {
        optimizer.follow(schedule, step: step)
        #expect(Swift.abs(optimizer.groups[0].learningRate - golden.rates[step]) <= 1e-9, "step \(step)")
        // What a checkpoint would keep is all there is.
        let saved = try JSONEncoder().encode(schedule)
        schedule = try JSONDecoder().decode(PlateauSchedule.self, from: saved)
        schedule.observe(metric)
      }
    }

    @Test func schedulesOfNoOrOneStepAreFinite() {
      for steps in 0...2 {
        for step in 0...3 {
          #expect(CosineSchedule(steps: steps, warmUpSteps: steps).learningRate(1, step: step).isFinite)
          #expect(OneCycleSchedule(steps: steps).learningRate(1, step: step).isFinite)
        }
      }
      #expect(StepSchedule(every: 0).learningRate(1, step: 5).isFinite)
    }
  }
}
