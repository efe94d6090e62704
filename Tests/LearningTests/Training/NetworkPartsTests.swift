import Backbones
import Learning
import Testing
import Torch

extension TrainingTests {
  /// Which parts of each kind of network learn.
  @Suite struct NetworkPartsTests {
    private func trainable(
      _ architecture: Architecture, _ options: Head.Options, _ fineTune: FineTuning, freezesBatchNorm: Bool = false
    ) throws -> Set<String> {
      let classifier = try Classifier(architecture, head: options, seed: 1)
      var section = TrainSection()
      section.fineTune = fineTune
      section.freezesBatchNorm = freezesBatchNorm
      _ = try TrainableNetwork(classifier, section, input: .images)
      return Set(classifier.store.trainable.map(\.key))
    }

    @Test func onlyTheHeadOfEfficientNetAndConvNeXt() throws {
      #expect(
        try trainable(.efficientNetB0, .init(outputs: 2), .head) == ["classifier.1.weight", "classifier.1.bias"])
      #expect(
        try trainable(.convNeXtTiny, .init(outputs: 2), .head) == [
          "classifier.0.weight", "classifier.0.bias", "classifier.2.weight", "classifier.2.bias",
        ])
    }

    @Test func theLastStageLearnsWithItsAttention() throws {
      let keys = try trainable(.convNeXtTiny, .init(outputs: 2, attention: .squeezeExcitation), .lastBlocks(1))
      #expect(keys.contains("features.7.2.layer_scale") && keys.contains("features.6.1.weight"))
      #expect(keys.contains("attention.fc2.weight"))
      #expect(!keys.contains { $0.hasPrefix("features.5.") })
    }

    @Test func twoScalesLearnAsOneStage() throws {
      let keys = try trainable(.efficientNetB0, .init(outputs: 2, attention: .cbam, scales: 2), .lastBlocks(1))
      #expect(keys.contains("features.6.0.block.0.0.weight") && keys.contains("features.8.0.weight"))
      #expect(keys.contains("attention.spatial.weight"))
      #expect(!keys.contains { $0.hasPrefix("features.5.") })
    }

    @Test func frozenBatchNormalisationLeavesExcitationLearning() throws {
      let keys = try trainable(.efficientNetB0, .init(outputs: 2), .full, freezesBatchNorm: true)
      #expect(keys.contains("features.1.0.block.1.fc1.weight") && keys.contains("features.0.0.weight"))
      #expect(!keys.contains("features.0.1.weight") && !keys.contains("features.1.0.block.0.1.weight"))
    }

    @Test func attentionThatNeverLearnsIsRefused() throws {
      let yaml = "model:\n  attention: cbam\n  scales: 2\n"
      let error = #expect(throws: RecipeError.self) { try Recipe(yaml: yaml, file: "recipe.yaml") }
      #expect(error.map { "\($0)" }?.contains("model.attention learns with the last block") == true)
      let recipe = try Recipe(yaml: yaml, file: "recipe.yaml", overrides: ["fine_tune=full"])
      #expect(recipe.model.attention == .cbam && recipe.model.scales == 2)
    }
  }
}
