import Anatomy
import FolderTesting
import Foundation
import Inference
import ModelTesting
import Radiograph
import TensorFiles
import Testing

@Suite("The lung-outline network")
struct LungNetworkTests {
  private struct Golden: Decodable {
    let every: Int
    let logits: [Float]
    let positive: Int
  }

  /// The network with weights of a pattern, in a folder.
  static func write(to url: URL, leavingOut missing: String? = nil) throws {
    let widths = [16, 32, 48, 80, 128]
    var shapes: [String: [Int]] = [:]
    func unit(_ name: String, _ input: Int, _ output: Int) {
      shapes["\(name).conv.weight"] = [output, input, 3, 3]
      for part in ["weight", "bias", "running_mean", "running_var"] { shapes["\(name).bn.\(part)"] = [output] }
    }
    for (level, width) in widths.enumerated() {
      unit("encoder.\(level).0", level == 0 ? 1 : widths[level - 1], width)
      unit("encoder.\(level).1", width, width)
    }
    for step in 0..<4 {
      shapes["decoder.\(step).reduce.weight"] = [widths[3 - step], widths[4 - step], 1, 1]
      shapes["decoder.\(step).reduce.bias"] = [widths[3 - step]]
      unit("decoder.\(step).fuse", widths[3 - step], widths[3 - step])
    }
    shapes["head.weight"] = [1, 16, 1, 1]
    shapes["head.bias"] = [1]
    if let missing { shapes[missing] = nil }
    var tensors: [String: StoredTensor] = [:]
    for (name, shape) in shapes { tensors[name] = try WeightPattern.weights(name, shape) }
    try Safetensors(tensors).write(to: url)
  }

  @Test("gives what PyTorch gives")
  func parity() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appending(path: "lungs.safetensors")
    try Self.write(to: url)
    let golden = try JSONDecoder().decode(
      Golden.self,
      from: Data(
        contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
          .appending(path: "Goldens/lungnet.json")))
    let grey = WeightPattern.numbers("picture", count: 224 * 224).map { UInt8(($0 + 1) * 128) }
    let input = try LungInput(Radiograph(width: 224, height: 224, pixels: .gray8(grey)))
    let logits = try OpenVINOEngine(LungNetwork(contentsOf: url).graph).run(input.values).logits
    let found = stride(from: 0, to: logits.count, by: golden.every).map { logits[$0] }
    #expect(found.count == golden.logits.count)
    for (ours, theirs) in zip(found, golden.logits) { #expect(abs(ours - theirs) < 1e-3) }
    #expect(abs(logits.count { $0 > 0 } - golden.positive) <= 2)
  }

  @Test("names a tensor that is not there")
  func missing() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appending(path: "lungs.safetensors")
    try Self.write(to: url, leavingOut: "head.bias")
    #expect(throws: AnatomyError.missing(file: "lungs.safetensors", tensor: "head.bias")) {
      try LungNetwork(contentsOf: url)
    }
  }

  @Test("survives any picture", arguments: [(16, 16), (20_000, 300), (1, 1), (3, 900)])
  func sizes(_ width: Int, _ height: Int) throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appending(path: "lungs.safetensors")
    try Self.write(to: url)
    let picture = try Radiograph(
      width: width, height: height, pixels: .gray8([UInt8](repeating: 0, count: width * height)))
    let outline = try LungFinder(contentsOf: url).outline(of: picture)
    for box in outline.boxes { #expect(box.x0 >= 0 && box.y0 >= 0 && box.x1 <= 1 && box.y1 <= 1) }
    #expect(try outline.picture().width == width)
  }

  @Test("int8 needs ranges of these very weights")
  func ranges() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appending(path: "lungs.safetensors")
    try Self.write(to: url)
    #expect(throws: AnatomyError.noRanges(file: "lungs.int8.json")) {
      try LungFinder(contentsOf: url, options: EngineOptions(precision: .int8))
    }
  }
}
