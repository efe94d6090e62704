import Foundation
import TensorFiles
import Testing

@Suite struct WeightsCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func theCatalogueIsListed() throws {
    let outcome = try Hilum.run("weights", "list", in: folder.url)
    #expect(outcome.code == 0)
    #expect(outcome.lines.count == 6)
    for line in outcome.lines { #expect(line.contains(/^\w+ +[\w-]+ .* https:\/\/download\.pytorch\.org\/models\//)) }
    #expect(outcome.output.contains("mobilenet_v2-b0353104"))
  }

  @Test func anUnknownNameListsTheKnownOnes() throws {
    let outcome = try Hilum.run("weights", "pull", "resnet99", in: folder.url)
    #expect(outcome.code == 1)
    #expect(outcome.errors.hasPrefix("hilum: there are no pretrained weights named resnet99; known are resnet18-f37072fd"))
  }

  @Test func aStateDictBecomesSafetensors() throws {
    let source = URL(filePath: #filePath).appending(path: "../../TensorFilesTests/Goldens/module.pth").standardizedFileURL
    let outcome = try Hilum.run("weights", "convert", source.path, "--output", "out.safetensors", in: folder.url)
    #expect(outcome.code == 0)
    let original = try TensorFile.tensors(contentsOf: source)
    #expect(try TensorFile.tensors(contentsOf: folder.url.appending(path: "out.safetensors")) == original)
    #expect(outcome.output == "\(original.count) tensors, \(original.values.reduce(0) { $0 + $1.count }) values\n")
  }

  @Test func aFolderThatIsNotThere() throws {
    let source = URL(filePath: #filePath).appending(path: "../../TensorFilesTests/Goldens/module.pth").standardizedFileURL
    let outcome = try Hilum.run("weights", "convert", source.path, "--output", "no/out.safetensors", in: folder.url)
    #expect(outcome.code == 1)
    #expect(outcome.errors == "hilum: cannot create out.safetensors: there is no such file or directory\n")
  }
}
