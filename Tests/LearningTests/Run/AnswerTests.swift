import Bundles
import Foundation
import Learning
import Testing

@Suite struct AnswerTests {
  /// The figures are told before anything that is measured beside them is written, and are those of the bundle.
  @Test func figuresComeBeforeTheReport() throws {
    let training = try SmallTraining(20)
    defer { withExtendedLifetime(training) {} }
    let told = Box<(metadata: ModelMetadata, files: [String])?>(nil)
    let place = training.place("run")
    nonisolated(unsafe) let box = told
    let result = try training.run { event in
      guard case .measured(let metadata) = event else { return }
      box.value = (metadata, (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? [])
    }
    let answer = try #require(told.value)
    let kept = result.bundle.metadata
    #expect(answer.metadata.metrics.validation == kept.metrics.validation)
    #expect(answer.metadata.metrics.test == kept.metrics.test)
    #expect(answer.metadata.operatingPoint == kept.operatingPoint)
    #expect(answer.metadata.data.fingerprint == kept.data.fingerprint)
    #expect(answer.files.contains("history.csv"))
    #expect(!answer.files.contains("report.html") && !answer.files.contains("bundle"))
  }

  /// Of a stage that leaves its precision to the machine the bundle says which it was.
  @Test(arguments: ["fine_tune=head", "fine_tune=full"]) func thePrecisionThatWasTakenIsKept(layers: String) throws {
    let training = try SmallTraining(20, overrides: ["precision=auto", "epochs=1", layers])
    defer { withExtendedLifetime(training) {} }
    let recipe = try Recipe(yaml: training.run().bundle.metadata.recipe, file: "kept.yaml")
    #expect([.f32, .bf16].contains(recipe.train.precision))
  }
}
