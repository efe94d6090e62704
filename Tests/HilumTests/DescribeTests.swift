import FolderTesting
import Foundation
import Testing

@Suite struct DescribeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func anArchitectureLayerByLayer() throws {
    let outcome = try Hilum.run("describe", "resnet18", "--classes", "1000", in: folder.url)
    #expect(outcome.code == 0 && outcome.errors == "")
    #expect(outcome.lines.contains { $0.contains(/^conv1 +64 × 112 × 112 +9,408 +118,013,952$/) })
    #expect(outcome.output.contains("11,689,512 parameters"))
    #expect(outcome.output.contains("1.814 GMACs a picture"))
  }

  @Test func aRecipeForPrograms() throws {
    let recipe = folder.url.appending(path: "small.yaml")
    try Data("model: {architecture: compact_cnn, weights: none}\n".utf8).write(to: recipe)
    let outcome = try Hilum.run(
      "describe", recipe.path, "--set", "head.hidden=8", "--classes", "3", "--json", in: folder.url)
    #expect(outcome.code == 0)
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let json = try #require(object as? [String: Any])
    let layers = try #require(json["layers"] as? [[String: Any]])
    #expect(layers.first?["name"] as? String == "block1.conv")
    #expect(layers.first?["output"] as? [Int] == [32, 224, 224])
    #expect(layers.last?["name"] as? String == "head.output" && layers.last?["macs"] as? Int == 24)
    #expect(json["outputs"] as? Int == 3)
    let stage = try #require((json["stages"] as? [[String: Any]])?.first)
    #expect(stage["trainable"] as? Int == 129 * 8 + 9 * 3)
  }

  @Test func whatIsNeither() throws {
    let unknown = try Hilum.run("describe", "resnet99", in: folder.url)
    #expect(unknown.code == 1 && unknown.errors.hasPrefix("hilum: there is no recipe resnet99"))
    #expect(try Hilum.run("describe", "resnet18", "--set", "epochs=1", in: folder.url).code == 2)
    #expect(try Hilum.run("describe", "resnet18", "--classes", "1", in: folder.url).code == 2)
  }
}
