import Backbones
import Datasets
import FolderTesting
import Foundation
import Learning
import Metrics
import Radiograph
import Testing

@Suite struct RecipeTests {
  private func recipe(_ yaml: String, _ overrides: String...) throws -> Recipe {
    try Recipe(yaml: yaml, file: "my.yaml", overrides: overrides)
  }

  private func refusal(_ yaml: String, _ overrides: String...) -> RecipeError? {
    thrown(RecipeError.self) { _ = try Recipe(yaml: yaml, file: "my.yaml", overrides: overrides) }
  }

  private func line(_ number: Int) -> RecipeLocation { .line(file: "my.yaml", number) }

  // MARK: - Reading

  @Test func anEmptyRecipeIsAllDefaults() throws {
    var expected = Recipe()
    expected.name = "my"
    #expect(try recipe("") == expected)
    #expect(try recipe("# nothing\n") == expected)
    #expect(expected.plan.count == 1)
  }

  @Test func everyKindOfValue() throws {
    let recipe = try recipe(
      """
      name: all
      model: {architecture: resnet34, weights: none, head: {outputs: sigmoid, hidden: 64, dropout: 0.5}}
      input:
        color: grayscale
        steps: [{equalize_histogram: {}}, {resize: {width: 320, height: 256}}]
        mean: [0.5, 0.5, 0.5]
        std: [0.25, 0.25, 0.25]
      train:
        epochs: 7
        seed: 18446744073709551615
        fine_tune: {last_blocks: 2}
        loss: {kind: bce_with_logits, label_smoothing: 0.1, class_weights: balanced}
        optimizer: {kind: sgd, lr: 1e-2, momentum: .9, groups: {backbone: 0.1}}
        schedule: {kind: cosine, warmup_epochs: 0.5}
        early_stopping: {metric: balanced_accuracy, patience: none}
        clip_norm: 1
        precision: bf16
        sampling: balanced
      augment: {flip: 0.5, crop_scale: 0.8, mixup: 0.2}
      data: {min_validation: 0, group_by_patient: false, nih_target: pneumonia}
      evaluate: {operating_point: sensitivity=0.95, conformal_coverage: none}
      """)
    #expect(recipe.name == "all")
    #expect(recipe.model.architecture == .resnet34)
    #expect(recipe.model.weights == nil)
    #expect(recipe.model.head.hidden == 64)
    #expect(recipe.input.steps == [.equalizeHistogram, .resize(ImageSize(width: 320, height: 256))])
    #expect(recipe.train.seed == .max)
    #expect(recipe.train.fineTune == .lastBlocks(2))
    #expect(recipe.train.loss.classWeights == .balanced)
    #expect(recipe.train.optimizer.learningRate == 0.01)
    #expect(recipe.train.optimizer.momentum == 0.9)
    #expect(recipe.train.optimizer.groups.backbone == 0.1)
    var cosine = CosineScheduleSection()
    cosine.warmupEpochs = 0.5
    #expect(recipe.train.schedule == .cosine(cosine))
    #expect(recipe.train.earlyStopping?.metric == .figure(.balancedAccuracy))
    #expect(recipe.train.earlyStopping?.patience == nil)
    #expect(recipe.train.clipNorm == 1)
    #expect(recipe.train.precision == .bf16)
    #expect(recipe.augment.cropScale == 0.8)
    #expect(!recipe.augment.isIdentity)
    #expect(recipe.data.split.minimumValidation == 0)
    #expect(recipe.data.reading.target == .finding("pneumonia"))
    #expect(recipe.evaluate.operatingPoint.criterion == .sensitivity(atLeast: 0.95))
    #expect(recipe.evaluate.conformalCoverage == nil)
    #expect(try Recipe(yaml: recipe.yaml(), file: "other.yaml") == recipe, "the resolved recipe says the same")
  }

  @Test func stagesBeginWithWhatIsSaidOfAll() throws {
    let recipe = try recipe(
      """
      stages:
        - name: head
        - name: deeper
          train: {fine_tune: full, optimizer: {lr: 0.0001}, early_stopping: none}
          augment: {flip: 0.5}
      train:
        epochs: 4
        optimizer: {weight_decay: 0.01}
        early_stopping: {patience: 2}
      """)
    #expect(recipe.plan.map(\.name) == ["head", "deeper"])
    #expect(recipe.plan.map(\.train.epochs) == [4, 4])
    #expect(recipe.plan.map(\.train.fineTune) == [.head, .full])
    #expect(recipe.plan.map(\.train.optimizer.learningRate) == [0.001, 0.0001])
    #expect(recipe.plan.map(\.train.optimizer.weightDecay) == [0.01, 0.01])
    #expect(recipe.plan.map(\.train.earlyStopping?.patience) == [2, nil])
    #expect(recipe.plan.map(\.augment.flip) == [0, 0.5])
    #expect(try Recipe(yaml: recipe.yaml(), file: "my.yaml") == recipe)
  }

  @Test func averages() throws {
    #expect(try recipe("").train.average == nil)
    for (text, expected) in [
      ("{ema: 0.98}", WeightAveraging.exponential(decay: 0.98)), ("{swa: 0.5}", .equal(share: 0.5)),
    ] {
      let all = try recipe("train: {average: \(text)}")
      #expect(all.train.average == expected)
      #expect(try Recipe(yaml: all.yaml(), file: "my.yaml") == all)
      #expect(try recipe("", "average=\(text)").train.average == expected)
      #expect(try recipe("train: {average: \(text)}", "train.average=none").train.average == nil)
    }
  }

  @Test func acquisitionAsAWordOrAMapping() throws {
    #expect(try recipe("").augment.acquisition == nil)
    #expect(try recipe("augment: {acquisition: none}").augment.isIdentity)
    var expected = AcquisitionSection()
    #expect(try recipe("augment: {acquisition: light}").augment.acquisition == expected)
    expected.preset = .strong
    #expect(try recipe("augment: {acquisition: strong}").augment.acquisition == expected)
    expected.probability = 0.5
    expected.without = [.jpeg, .halfDark]
    let yaml = "augment: {acquisition: {preset: strong, probability: 0.5, without: [jpeg, half_dark]}}"
    let all = try recipe(yaml)
    #expect(all.augment.acquisition == expected)
    #expect(expected.kinds.count == 15)
    #expect(try Recipe(yaml: all.yaml(), file: "my.yaml") == all)
    #expect(try recipe(yaml, "acquisition=none").augment.acquisition == nil)
    expected.probability = 0.25
    #expect(try recipe(yaml, "augment.acquisition.probability=0.25").augment.acquisition == expected)
    expected.preset = .light
    #expect(
      try recipe(yaml + "\nstages: [{name: a, augment: {acquisition: light}}]", "acquisition.probability=0.25")
        .plan[0].augment.acquisition == expected)
  }

  // MARK: - What is wrong

  @Test func misspeltKeys() {
    #expect(
      refusal("train:\n  epochs: 3\n  optimiser: {}\n")
        == .unknownKey(
          line(3), key: "train.optimiser", suggestion: "optimizer",
          known: [
            "epochs", "batch_size", "seed", "fine_tune", "freeze_batch_norm", "frozen_batch_norm", "sync_batch_norm",
            "loss", "optimizer", "schedule", "early_stopping", "clip_norm", "precision", "accumulate", "checkpointing",
            "sampling", "average", "consistency", "proximal", "progressive_size",
          ]))
    #expect(refusal("\nmodle: {}")?.description == "my.yaml, line 2: unknown key modle; did you mean model?")
    #expect(
      refusal("train: {optimizer: {rate: 1}}")?.description
        == "my.yaml, line 1: unknown key train.optimizer.rate; known are kind, lr, weight_decay, momentum, betas, eps, "
        + "groups")
    #expect(
      refusal("train:\n  schedule: {kind: plateau, every: 3}")
        == .unknownKey(
          line(2), key: "train.schedule.every", suggestion: nil, known: ["factor", "patience", "min_lr", "metric"]))
  }

  @Test(arguments: [
    ("train: {epochs: many}", "train.epochs must be a whole number from 1 to 10000, not 'many'"),
    ("train: {epochs: 3.5}", "train.epochs must be a whole number from 1 to 10000, not '3.5'"),
    ("train: {epochs: \"3\"}", "train.epochs must be a whole number from 1 to 10000, not the text \"3\""),
    ("train: {epochs: 0}", "train.epochs must be a whole number from 1 to 10000, not '0'"),
    ("train: {epochs: [1]}", "train.epochs must be a whole number from 1 to 10000, not a list"),
    ("train: {epochs: }", "train.epochs must be a whole number from 1 to 10000, not nothing"),
    ("train: {optimizer: {lr: nan}}", "train.optimizer.lr must be a number above 0, up to 10, not 'nan'"),
    ("train: {optimizer: {lr: 0}}", "train.optimizer.lr must be a number above 0, up to 10, not '0'"),
    ("train: {optimizer: {lr: 1e999}}", "train.optimizer.lr must be a number above 0, up to 10, not '1e999'"),
    ("train: {seed: -1}", "train.seed must be a whole number of at least 0, not '-1'"),
    ("train: {checkpointing: yes}", "train.checkpointing must be true or false, not 'yes'"),
    ("train: {clip_norm: no}", "train.clip_norm must be a number above 0, up to 1000000, or none, not 'no'"),
    (
      "train: {precision: bf61}",
      "train.precision must be one of f32, bf16, fp16, auto, not 'bf61' (did you mean bf16?)"
    ),
    (
      "train: {fine_tune: all}", "train.fine_tune must be head, full or {last_blocks: N} with N from 1 to 64, not 'all'"
    ),
    (
      "train: {average: ema}",
      "train.average must be {ema: DECAY} from 0 to below 1, or {swa: SHARE} above 0, up to 1, or none, not 'ema'"
    ),
    (
      "train: {average: {mean: 1}}",
      "train.average must be {ema: DECAY} from 0 to below 1, or {swa: SHARE} above 0, up to 1, not keys and values"
    ),
    ("train: {average: {ema: 1}}", "train.average.ema must be a number from 0 to below 1, not '1'"),
    ("train: {average: {swa: 0}}", "train.average.swa must be a number above 0, up to 1, not '0'"),
    (
      "augment: {acquisition: weak}",
      "augment.acquisition must be none, light, strong or {preset: strong, probability: 0.7, without: [jpeg]}, not 'weak'"
    ),
    ("augment: {acquisition: {preset: weak}}", "augment.acquisition.preset must be one of light, strong, not 'weak'"),
    (
      "augment: {acquisition: {preset: light, without: [jpg]}}",
      "augment.acquisition.without must be a list of brightness, contrast, gamma, blur, noise, jpeg, "
    ),
    (
      "augment: {acquisition: {preset: light, without: [brightness, contrast, gamma, blur, noise, jpeg, low_resolution]}}",
      "augment.acquisition.without must be fewer than all kinds of the preset, not all of them"
    ),
    (
      "augment: {acquisition: {preset: light, probability: 2}}",
      "augment.acquisition.probability must be a number from 0 to 1, not '2'"
    ),
    ("augment: {aspect: 0.9}", "augment.aspect must be a number from 1 to 2, not '0.9'"),
    ("augment: {gamma: -1}", "augment.gamma must be a number from 0 to 3, not '-1'"),
    ("augment: {erase: 1.5}", "augment.erase must be a number from 0 to 1, not '1.5'"),
    ("augment: {cutmix: -1}", "augment.cutmix must be a number from 0 to 10, not '-1'"),
    ("train: 3", "train must be keys and values, not '3'"),
    ("- 3", "a recipe must be keys and values, not a list"),
    ("stages: {}", "stages must be a list of stages, not keys and values"),
    (
      "stages: [{name: a}, {name: a}]",
      "stages[2].name must be a word of letters, digits, - and _ that no other stage has, not 'a'"
    ),
    (
      "evaluate: {operating_point: best}",
      "evaluate.operating_point must be youden, balanced_accuracy, min_class, f1, sensitivity=S, specificity=S, "
        + "cost=RATIO, cost=RATIO,prevalence=P or fixed=THRESHOLD, not 'best'"
    ),
  ])
  func valuesOfTheWrongTypeOrOutOfRange(yaml: String, sentence: String) {
    #expect(
      refusal(yaml)?.description.hasPrefix("my.yaml, line 1: \(sentence)") == true,
      "\(refusal(yaml)?.description ?? "")")
  }

  @Test func preprocessingErrorsNameTheLine() throws {
    let start = "input:\n  color: rgb\n  steps:\n    - resize: {width: 224, height: 224}\n"
    let end = "  mean: [0.5, 0.5, 0.5]\n  std: [0.5, 0.5, 0.5]\n"
    guard case .malformed(line(5), let problem)? = refusal(start + "    - sharpen: {}\n" + end) else {
      Issue.record("an unknown step is refused with its line")
      return
    }
    #expect(problem.contains("sharpen"))
    let tooLarge = refusal("input:\n  steps:\n    - resize: {width: 224, height: 99999}\n")
    #expect(tooLarge?.description.contains("99999") == true)
    #expect(refusal("input:\n  colour: rgb\n")?.description.contains("line 2") == true)
    let merged = try recipe("input: {fast_decode: true}")
    #expect(merged.input.fastDecode)
    #expect(merged.input.steps == Preprocessing.imageNet224.steps)
  }

  @Test func whatIsNoYAML() {
    guard case .malformed(line(3), let problem)? = refusal("train:\n  epochs: 3\n  - a: [\n") else {
      Issue.record("broken YAML is refused with its line")
      return
    }
    #expect(!problem.isEmpty)
  }

  @Test func repetitionAndNesting() {
    #expect(refusal("train: {}\ntrain: {}\n") == .duplicateKey(line(1), key: "train"))
    let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
    #expect(
      refusal("stages: \(deep)")
        == .malformed(line(1), problem: "it is nested too deeply, or repeats itself through aliases"))
    let bomb = (1..<9).reduce("a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n") { text, level in
      text + "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
    }
    guard case .malformed(_, "it is nested too deeply, or repeats itself through aliases")? = refusal(bomb) else {
      Issue.record("an alias bomb is refused")
      return
    }
  }

  @Test func contradictions() {
    #expect(
      refusal("model: {head: {outputs: sigmoid}}")
        == .contradiction(file: "my.yaml", "outputs: sigmoid needs loss kind: bce_with_logits, focal, asymmetric"))
    #expect(
      refusal("train: {loss: {kind: asymmetric}}")
        == .contradiction(file: "my.yaml", "outputs: softmax needs loss kind: cross_entropy, bce_with_logits, focal"))
    let refusedLosses = [
      "train: {loss: {gamma: 3}}", "train: {loss: {kind: focal, clip: 0.1}}",
      "train: {loss: {kind: focal, alpha: 0.2}}",
      sigmoid("{kind: focal, alpha: 0.2, class_weights: balanced}"),
      sigmoid("{kind: asymmetric, class_weights: balanced}"), sigmoid("{kind: cross_entropy}"),
      "train: {loss: {kind: bce_with_logits, class_weights: balanced}}",
      "train: {optimizer: {kind: sgd, betas: [0.5, 0.9]}}", "train: {optimizer: {kind: sgd, eps: 1e-7}}",
      "train: {optimizer: {betas: [0.5, 0.9]}, schedule: {kind: one_cycle}}",
      "train: {freeze_batch_norm: true, frozen_batch_norm: train}",
      "train: {schedule: {kind: plateau, metric: stress_auroc}}",
    ]
    for text in refusedLosses {
      guard case .contradiction? = refusal(text) else {
        Issue.record("\(text)")
        continue
      }
    }
    #expect(refusal("train: {optimizer: {momentum: 0.9}}") != nil)
    #expect(refusal("model: {head: {batch_norm: true}}") != nil)
    let oneChannel = "input: {color: grayscale, steps: [{resize: {width: 64, height: 64}}], mean: [0.5], std: [0.5]}"
    #expect(refusal(oneChannel)?.description.contains("the networks take three channels") == true)
    #expect(refusal("data: {val_fraction: 0.5, test_fraction: 0.5}") != nil)
    let small = "input: {steps: [{resize: {width: 64, height: 64}}]}"
    let positions = refusal("model: {architecture: hybrid_resnet18}\n" + small)?.description
    #expect(positions?.contains("hybrid_resnet18 takes pictures of 224 × 224") == true)
  }

  @Test func aHybridsTransformerLearnsFromPicturesWithTheHead() throws {
    let hybrid = try recipe("model: {architecture: hybrid_resnet18}\ntrain: {consistency: {weight: 2}}")
    #expect(hybrid.train.fineTune == .head)
    #expect(refusal("model: {architecture: vit_tiny}\ntrain: {consistency: {weight: 2}}") != nil)
  }

  private func sigmoid(_ loss: String) -> String {
    "model: {head: {outputs: sigmoid}}\ntrain: {loss: \(loss)}"
  }

  @Test func focalAndAsymmetricLosses() throws {
    let focal = try recipe(sigmoid("{kind: focal, gamma: 1.5, alpha: 0.25, label_smoothing: 0.1}"))
    #expect(focal.train.loss.gamma == 1.5 && focal.train.loss.alpha == 0.25)
    #expect(try Recipe(yaml: focal.yaml(), file: "other.yaml").train == focal.train)
    #expect(try recipe("train: {loss: {kind: focal, class_weights: balanced}}").train.loss.kind == .focal)
    let asymmetric = try recipe(sigmoid("{kind: asymmetric, gamma_negative: 3, gamma_positive: 0, clip: 0}")).train.loss
    #expect(asymmetric.gammaNegative == 3 && asymmetric.gammaPositive == 0 && asymmetric.clip == 0)
    for wrong in ["gamma: 11", "gamma: -1", "alpha: 2", "clip: 1"] {
      #expect(refusal(sigmoid("{kind: focal, \(wrong)}")) != nil)
    }
  }

  @Test func keysOfOtherSystems() throws {
    let recipe = try recipe(
      """
      model: {initialization: glorot}
      input: {dicom_levels: stored, steps: [{resize_bilinear: {width: 64, height: 32}}]}
      train:
        frozen_batch_norm: train
        loss: {kind: bce_with_logits}
        optimizer: {betas: [0.5, 0.99], eps: 1e-7}
        schedule: {kind: plateau, metric: accuracy}
      data: {val_fraction: 0}
      """)
    #expect(recipe.model.initialization == .glorot && recipe.train.frozenBatchNorm == .train)
    #expect(recipe.input.dicomLevels == .stored && recipe.input.inputSize == ImageSize(width: 64, height: 32))
    #expect(recipe.train.optimizer.betas.first == 0.5 && recipe.train.optimizer.betas.second == 0.99)
    #expect(recipe.train.optimizer.epsilon == 1e-7 && recipe.data.split.validationFraction == 0)
    guard case .plateau(let plateau) = recipe.train.schedule else { throw CocoaError(.featureUnsupported) }
    #expect(plateau.metric == .figure(.accuracy))
    #expect(try Recipe(yaml: recipe.yaml(), file: "my.yaml") == recipe)
    let standard = try self.recipe("train: {schedule: {kind: plateau}}")
    #expect(try Recipe(yaml: standard.yaml(), file: "my.yaml") == standard)
    #expect(try !standard.yaml().contains("dicom_levels"))
    for wrong in [
      "train: {optimizer: {betas: [0.9]}}", "train: {optimizer: {betas: 0.9}}", "train: {optimizer: {betas: [0.9, 1]}}",
      "train: {optimizer: {eps: 0}}", "train: {frozen_batch_norm: true}", "model: {initialization: keras}",
      "input: {dicom_levels: raw}", "train: {schedule: {kind: plateau, metric: acuracy}}", "data: {val_fraction: -0.1}",
    ] {
      #expect(refusal(wrong) != nil, "\(wrong)")
    }
  }

  @Test func theMeanOverClassesHasTwoNames() throws {
    for name in ["auroc", "macro_auroc"] {
      let early = try recipe("train: {early_stopping: {metric: \(name)}}").train.earlyStopping
      #expect(early?.metric == .figure(.auroc) && early?.metric.name == "auroc")
    }
  }

  @Test func consistencyNeedsPictures() throws {
    let full = try recipe("train: {fine_tune: full, consistency: {weight: 0.5}}")
    #expect(full.train.consistency?.weight == 0.5)
    #expect(try Recipe(yaml: full.yaml(), file: "other.yaml").train == full.train)
    #expect(try recipe("train: {fine_tune: full, consistency: {}}").train.consistency?.weight == 1)
    #expect(try recipe("train: {consistency: {weight: 2}}\naugment: {flip: 0.5}").train.consistency != nil)
    #expect(try recipe("train: {fine_tune: full, consistency: none}").train.consistency == nil)
    let refused = refusal("train: {consistency: {weight: 1}}\nstages: [{name: head}]")?.description
    #expect(refused?.contains("stage head learns from stored features") == true)
    #expect(refusal("train: {fine_tune: full, consistency: {weight: 0}}") != nil)
    #expect(refusal("train: {fine_tune: full, consistency: 1}") != nil)
  }

  @Test func picturesThatGrowNeedPicturesAndANetworkOfAnySize() throws {
    let full = try recipe("train: {fine_tune: full, progressive_size: 0.6}")
    #expect(full.train.progressiveSize == 0.6)
    #expect(try Recipe(yaml: full.yaml(), file: "other.yaml").train == full.train)
    #expect(refusal("train: {progressive_size: 0.6}")?.description.contains("learns from stored features") == true)
    let tokens = refusal("model: {architecture: vit_tiny}\ntrain: {fine_tune: full, progressive_size: 0.6}")
    #expect(tokens?.description.contains("takes pictures of one size alone") == true)
    #expect(refusal("train: {fine_tune: full, progressive_size: 1}") != nil)
  }

  @Test func picturesMayBeVariedBeforeLungsAreOutlined() throws {
    func input(_ steps: String) -> String {
      "input: {color: grayscale, steps: [\(steps)], mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5]}\n"
    }
    let (resize, lungs) = ("{resize: {width: 64, height: 64}}", "{lungs: {mask: soft, fill: mean}}")
    let augment = "augment: {before_lungs: true, rotation: 5}"
    let good = try recipe(input("\(resize), \(lungs)") + augment)
    #expect(good.augment.isBeforeLungs && !good.augment.isIdentity)
    let parts = try #require(PartedPreprocessing(beforeLungsOf: good.input))
    #expect(parts.first.steps == [.resize(ImageSize(width: 64, height: 64))] && parts.rest.needsLungs)
    #expect(!parts.first.needsLungs && parts.rest.steps.count == 1)
    for steps in [resize, "\(lungs), \(resize)"] {
      let refused = refusal(input(steps) + augment)?.description
      #expect(refused?.contains("augment.before_lungs needs a step lungs in input.steps, after one") == true)
    }
    // Where nothing is varied there is nothing to come before.
    #expect(try recipe(input("\(resize), \(lungs)") + "augment: {before_lungs: true}").augment.isIdentity)
  }

  @Test func theOperatingPointMayBeChosenUnderStress() throws {
    let stressed = try recipe("evaluate: {operating_point: {on: stress, maximise: balanced_accuracy}}")
    #expect(stressed.evaluate.operatingPoint.pictures == .stress)
    #expect(stressed.evaluate.operatingPoint.criterion == .youden)
    #expect(try Recipe(yaml: stressed.yaml(), file: "other.yaml").evaluate == stressed.evaluate)
    let plain = try recipe("evaluate: {operating_point: min_class}")
    #expect(plain.evaluate.operatingPoint.pictures == .validation)
    #expect(plain.evaluate.operatingPoint.criterion == .minClass)
    let overridden = try recipe("name: a", "operating_point={on: stress, maximise: sensitivity=0.9}")
    #expect(overridden.evaluate.operatingPoint.pictures == .stress)
    #expect(overridden.evaluate.operatingPoint.criterion == .sensitivity(atLeast: 0.9))
    #expect(refusal("evaluate: {operating_point: {on: test}}")?.description.contains("operating_point.on") == true)
    #expect(refusal("evaluate: {operating_point: {at: stress}}") != nil)
  }

  @Test func epochsMayBeJudgedUnderStressWherePicturesAreSeen() throws {
    let recipe = try recipe("train: {fine_tune: full, early_stopping: {metric: stress_auroc}}")
    #expect(recipe.train.earlyStopping?.metric == .stressed(.auroc))
    #expect(try Recipe(yaml: recipe.yaml(), file: "other.yaml").train == recipe.train)
    let refused = refusal("train: {early_stopping: {metric: stress_balanced_accuracy}}")?.description
    #expect(refused?.contains("metric: stress_balanced_accuracy needs pictures") == true)
    #expect(refusal("train: {early_stopping: {metric: stress_f1}}") != nil)
  }

  // MARK: - Overrides

  @Test func overrides() throws {
    let recipe = try recipe(
      "train: {epochs: 3, schedule: {kind: plateau, factor: 0.5}}", "optimizer.lr=3e-4", "epochs=5", "epochs=6",
      "fine_tune={last_blocks: 1}", "train.schedule.patience=2", "weights=none", "name=other",
      "operating_point=sensitivity=0.9")
    #expect(recipe.train.optimizer.learningRate == 3e-4)
    #expect(recipe.train.epochs == 6)
    #expect(recipe.train.fineTune == .lastBlocks(1))
    var plateau = PlateauScheduleSection()
    plateau.factor = 0.5
    plateau.patience = 2
    #expect(recipe.train.schedule == .plateau(plateau))
    #expect(recipe.model.weights == nil)
    #expect(recipe.name == "other")
    #expect(recipe.evaluate.operatingPoint.criterion == .sensitivity(atLeast: 0.9))
  }

  @Test func overridesOfStages() throws {
    let yaml = "stages: [{name: head}, {name: deeper, train: {epochs: 2}}]"
    #expect(try recipe(yaml, "stages.deeper.epochs=9").plan.map(\.train.epochs) == [10, 9])
    #expect(try recipe(yaml, "batch_size=8").plan.map(\.train.batchSize) == [8, 8])
    #expect(try recipe(yaml, "stages=[]").plan.map(\.name) == ["train"])
    #expect(
      refusal(yaml, "epochs=9") == .overriddenByStages("train.epochs", keys: ["stages.deeper.train.epochs"]))
    #expect(
      refusal(yaml, "stages.third.epochs=9")
        == .unknownKey(
          .override("stages.third.epochs=9"), key: "stages.third", suggestion: nil,
          known: ["stages.head", "stages.deeper"]))
  }

  @Test func overridesThatAreWrong() {
    #expect(refusal("", "epochs") == .malformedOverride("epochs"))
    #expect(
      refusal("", "optimizer.rl=1")?.description
        == "--set optimizer.rl=1: unknown key optimizer.rl; did you mean optimizer.lr?")
    #expect(
      refusal("", "kind=adam")
        == .ambiguousOverride("kind", keys: ["train.loss.kind", "train.optimizer.kind", "train.schedule.kind"]))
    #expect(
      refusal("", "epochs=none")?.description
        == "--set epochs=none: train.epochs must be a whole number from 1 to 10000, not 'none'")
  }

  // MARK: - Comparing

  @Test func differences() throws {
    let one = try recipe("train: {epochs: 3}")
    let two = try recipe("train: {epochs: 4, early_stopping: {patience: 3}}")
    #expect(one.differences(from: one).isEmpty)
    #expect(two.differences(from: one).first == "train.epochs: 4, not 3")
    #expect(two.differences(from: one).contains("train.early_stopping.patience: 3, not absent"))
  }
}
