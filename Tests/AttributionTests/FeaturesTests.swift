import Backbones
import Foundation
import Inference
import Testing
import Torch

/// The pooled features against torchvision's (Goldens/make_features.py).
@Suite struct FeaturesTests {
  private struct Golden: Decodable {
    let count: Int
    /// One in so many is kept.
    let step: Int
    let features: [Float]
  }

  @Test(arguments: [Architecture.resnet18, .resnet50])
  func equalTorchvisions(_ architecture: Architecture) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/features.json")
    let goldens = try JSONDecoder().decode([String: Golden].self, from: Data(contentsOf: file))
    let golden = try #require(goldens[architecture.rawValue])
    let side = 64
    let engine = try OpenVINOEngine(Pattern.network(architecture).graph(height: side, width: side))
    #expect(engine.signature.embedding == golden.count)
    let image = try Pattern.pictures("image", side: side)
    let output = try engine.run(image.floats(), wanted: .embedding)
    let features = try #require(output.embedding)
    let kept = stride(from: 0, to: features.count, by: golden.step).map { features[$0] }
    #expect(golden.features.contains { abs($0) > 0.1 })
    #expect(maximumDifference(kept, golden.features) < 1e-4)
  }
}
