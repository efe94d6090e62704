import Backbones
import FolderTesting
import Foundation
import Learning
import Metrics
import Radiograph
import Testing

@Suite struct RecipeCatalogueTests {
  private static let checkout = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL
  private static let catalogue = RecipeCatalogue(folders: [checkout.appending(path: "Recipes")])

  @Test func theKnownSystemsAreThere() {
    let known = [
      "chexnet", "compact-cnn", "gradcam-resnet50", "hilum-best", "hilum-best-resnet18", "hybrid",
      "medxfer", "mobilenetv2-frozen", "resnet152-frozen", "resnet18-frozen", "three-classes",
    ]
    #expect(Set(known).isSubset(of: Self.catalogue.names))
  }

  @Test(arguments: catalogue.names)
  func everyRecipeReadsAndSaysWhatItIs(name: String) throws {
    let url = try Self.catalogue.url(for: name)
    let recipe = try Self.catalogue.recipe(name)
    #expect(recipe.name == name)
    #expect(!recipe.summary.isEmpty)
    #expect(try String(contentsOf: url, encoding: .utf8).hasPrefix("# "))
    #expect(try Recipe(yaml: recipe.yaml(), file: "resolved.yaml") == recipe)
  }

  @Test func theKnownSystemsAreAsPublished() throws {
    let first = try Self.catalogue.recipe("resnet18-frozen")
    #expect(first.train.epochs == 3)
    #expect(first.train.seed == 101010)
    #expect(first.train.optimizer.learningRate == 1e-3)
    #expect(first.augment.isIdentity)
    let gradcam = try Self.catalogue.recipe("gradcam-resnet50", overrides: ["outputs=softmax", "precision=bf16"])
    #expect(gradcam.train.optimizer.weightDecay == 1e-4)
    #expect(gradcam.augment.rotation == 10)
    #expect(gradcam.input.steps.first == .equalizeHistogram)
    #expect(gradcam.model.head.dropout == 0.5 && gradcam.model.head.outputs == .softmax)
    #expect(gradcam.train.earlyStopping?.metric == .figure(.accuracy))
    let medxfer = try Self.catalogue.recipe("medxfer", overrides: ["architecture=resnet50"])
    #expect(medxfer.plan.map(\.train.fineTune) == [.head, .lastBlocks(1)])
    let compact = try Self.catalogue.recipe("compact-cnn")
    #expect(compact.input.mean == [0, 0, 0] && compact.input.std == [1, 1, 1])
    #expect(compact.input.steps == [.resizeBilinear(ImageSize(width: 224, height: 224))])
    #expect(compact.model.initialization == .glorot && compact.train.optimizer.epsilon == 1e-7)
  }

  @Test func severalClassesAndSeveralFindings() throws {
    let three = try Self.catalogue.recipe("three-classes")
    #expect(try three.yaml().contains("PNEUMONIA/*virus*"))
    #expect(try three.model.head.count(for: .multiclass, classes: 3) == 3)
    #expect(three.plan.allSatisfy { $0.train.loss.kind == .crossEntropy && $0.train.loss.classWeights == .balanced })
    let chexnet = try Self.catalogue.recipe("chexnet")
    #expect(try chexnet.yaml().contains("task: multi-label"))
    #expect(try chexnet.model.head.count(for: .multilabel, classes: 14) == 14)
    #expect(chexnet.model.architecture == .densenet121 && chexnet.train.batchSize == 16)
    #expect(chexnet.train.loss.kind == .bceWithLogits && chexnet.train.optimizer.learningRate == 1e-4)
  }

  @Test func theReferenceIsUpToDate() throws {
    let page = try String(contentsOf: Self.checkout.appending(path: "docs/recipes.md"), encoding: .utf8)
    #expect(page.hasSuffix("\n\n" + RecipeReference.markdown))
  }

  @Test func lookUpOrder() throws {
    let root = try TemporaryFolder()
    try root.write("summary: mine\n", "own/resnet18-frozen.yaml")
    try root.write("summary: installed\n", "share/hilum/Recipes/resnet18-frozen.yaml")
    try root.write("summary: installed\n", "share/hilum/Recipes/other.yaml")
    try root.folder("bin")
    let executable = root.url.appending(path: "bin/hilum")
    let installed = RecipeCatalogue.standard(environment: [:], executable: executable)
    #expect(installed.names == ["other", "resnet18-frozen"])
    let own = RecipeCatalogue.standard(
      environment: ["HILUM_RECIPES": root.url.appending(path: "own").path], executable: executable)
    #expect(try own.recipe("resnet18-frozen").summary == "mine")
    #expect(try own.recipe("other").summary == "installed")
    #expect(try own.recipe(root.url.appending(path: "own/resnet18-frozen.yaml").path).summary == "mine")
    let built = RecipeCatalogue.standard(
      environment: [:], executable: Self.checkout.appending(path: ".build/release/hilum"))
    #expect(built.names == Self.catalogue.names)
  }

  @Test func unknownNames() throws {
    let root = try TemporaryFolder()
    #expect(
      thrown(RecipeError.self) { _ = try Self.catalogue.url(for: "resnet18-frosen") }
        == .notFound("resnet18-frosen", suggestion: "resnet18-frozen", known: Self.catalogue.names))
    #expect(
      thrown(RecipeError.self) { _ = try RecipeCatalogue(folders: []).url(for: "x") }
        == .notFound("x", suggestion: nil, known: []))
    #expect(
      thrown(RecipeError.self) { _ = try Self.catalogue.url(for: root.url.appending(path: "absent.yaml").path) }
        == .notFound("absent.yaml", suggestion: nil, known: Self.catalogue.names))
    let large = try root.write(Array(repeating: 35, count: 70_000), "large.yaml")
    #expect(
      thrown(RecipeError.self) { _ = try Recipe(contentsOf: large) }
        == .unreadable(file: "large.yaml", reason: "it has more than 65536 bytes"))
    let binary = try root.write([0xFF, 0xFE, 0xFF], "binary.yaml")
    #expect(thrown(RecipeError.self) { _ = try Recipe(contentsOf: binary) } != nil)
  }
}
