import Backbones
import Foundation
import Learning
import Testing

/// What networks cost, against what torchvision publishes of them (Goldens/make_costs.py).
@Suite struct NetworkSummaryTests {
  private struct Cost: Decodable, Sendable, CustomTestStringConvertible {
    let architecture: Architecture
    let parameters: Int
    let gigaMACs: Double
    var testDescription: String { architecture.rawValue }

    enum CodingKeys: String, CodingKey {
      case architecture, parameters
      case gigaMACs = "giga_macs"
    }

    static let all: [Cost] = {
      let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Goldens/costs.json")
      return (try? JSONDecoder().decode([Cost].self, from: Data(contentsOf: file))) ?? []
    }()
  }

  @Test func everyCostIsThere() { #expect(Cost.all.count == 6) }

  @Test(arguments: Cost.all) private func costsAreThePublishedOnes(cost: Cost) throws {
    let summary = try NetworkSummary(cost.architecture, outputs: 1000)
    #expect(summary.parameters == cost.parameters)
    #expect(abs(Double(summary.macs) / 1e9 - cost.gigaMACs) < 0.00051)
    #expect(summary.flops == 2 * summary.macs)
    #expect(summary.layers.map(\.parameters).reduce(0, +) == cost.parameters)
  }

  @Test func theLayersOfAResNet() throws {
    let summary = try NetworkSummary(.resnet18, outputs: 1000)
    #expect(summary.macs == 1_814_073_344)
    let first = try #require(summary.layers.first)
    #expect(first == LayerDescription(name: "conv1", output: [64, 112, 112], parameters: 9408, macs: 118_013_952))
    let norm = try #require(summary.layers.first { $0.name == "bn1" })
    #expect(norm == LayerDescription(name: "bn1", output: [64, 112, 112], parameters: 128, macs: 0))
    #expect(summary.layers.last == LayerDescription(name: "fc", output: [1000], parameters: 513_000, macs: 512_000))
    #expect(summary.bytes == 4 * (summary.parameters + summary.buffers))
  }

  /// A recipe says what its stages learn of a network.
  @Test func theStagesOfARecipe() throws {
    let yaml = """
      model: {architecture: resnet18}
      stages: [{name: head}, {name: all, train: {fine_tune: full}}]
      """
    let summary = try NetworkSummary(Recipe(yaml: yaml, file: "my.yaml"), classes: 2)
    #expect(summary.outputs == 2 && summary.parameters == 11_177_538)
    #expect(summary.stages.map(\.trainable) == [1026, 11_177_538])
    #expect(summary.stages.map(\.frozen) == [11_176_512, 0])
    let findings = try Recipe(
      yaml: "model: {head: {outputs: sigmoid}}\ntrain: {loss: {kind: bce_with_logits}}\ndata: {findings: [A, B, C]}",
      file: "my.yaml")
    #expect(try NetworkSummary(findings, classes: 2).outputs == 3)
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(summary)) as? [String: Any]
    #expect(json?["macs"] as? Int == summary.macs && json?["flops"] as? Int == summary.flops)
    #expect((json?["layers"] as? [[String: Any]])?.first?["name"] as? String == "conv1")
  }
}
