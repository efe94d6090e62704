import FolderTesting
import Foundation
import TensorFiles
import Testing

@Suite struct WeightsCommandTests {
  private let folder: TemporaryFolder

  /// A module's parameters as PyTorch saves them.
  private static let stateDict = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../TensorFilesTests/Goldens/module.pth").standardizedFileURL

  init() throws { folder = try TemporaryFolder() }

  private func convert(to output: String) throws -> Outcome {
    try Hilum.run("weights", "convert", Self.stateDict.path, "--output", output, in: folder.url)
  }

  @Test func theCatalogueIsListed() throws {
    let outcome = try Hilum.run("weights", "list", in: folder.url)
    #expect(outcome.code == 0)
    #expect(outcome.lines.count == 10)
    for line in outcome.lines { #expect(line.contains(/^\w+ +[\w-]+ .* https:\/\/download\.pytorch\.org\/models\//)) }
    #expect(outcome.output.contains("mobilenet_v2-b0353104"))
  }

  @Test func anUnknownNameListsTheKnownOnes() throws {
    let outcome = try Hilum.run("weights", "pull", "resnet99", in: folder.url)
    #expect(outcome.code == 1)
    #expect(
      outcome.errors.hasPrefix("hilum: there are no pretrained weights named resnet99; known are resnet18-f37072fd"))
  }

  @Test func aStateDictBecomesSafetensors() throws {
    let outcome = try convert(to: "out.safetensors")
    #expect(outcome.code == 0)
    let original = try TensorFile.tensors(contentsOf: Self.stateDict)
    #expect(try TensorFile.tensors(contentsOf: folder.url.appending(path: "out.safetensors")) == original)
    #expect(outcome.output == "\(original.count) tensors, \(original.values.reduce(0) { $0 + $1.count }) values\n")
  }

  @Test func aFolderThatIsNotThere() throws {
    let outcome = try convert(to: "no/out.safetensors")
    #expect(outcome.code == 1)
    #expect(outcome.errors == "hilum: cannot create out.safetensors: there is no such file or directory\n")
  }
}
