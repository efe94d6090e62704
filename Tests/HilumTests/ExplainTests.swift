import FolderTesting
import Foundation
import Testing

@Suite struct ExplainTests {
  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
  }

  private func explain(_ arguments: String) throws -> Outcome {
    try Hilum.bash(
      "$hilum explain --model \(example.run.path) \(example.picture) --output o.png \(arguments)", in: folder.url)
  }

  @Test(arguments: [
    ("grad-cam", [8, 8]), ("grad-cam++", [8, 8]), ("grad-cam --layer block2", [16, 16]),
    ("layer-cam", [16, 16]), ("layer-cam --layer block1,block3", [32, 32]),
    ("integrated-gradients", [64, 64]), ("occlusion", [64, 64]), ("expected-gradients --references ref", [64, 64]),
  ])
  func everyMethodGivesAPictureAndAMap(_ method: String, _ size: [Int]) throws {
    try SampleXrays.write(2, to: folder, "ref")
    let outcome = try explain("--method \(method) --map m.npy --json")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let json = try outcome.json()
    #expect(json.keys == ["file", "class", "probability", "method", "layer", "output", "map", "map_size"])
    #expect(json["class"]?.string == "PNEUMONIA")
    #expect(json["map_size"] == .array(size.map { .number(Double($0)) }))
    #expect(try folder.bytes("o.png").starts(with: [0x89, 0x50, 0x4E, 0x47]))
    let map = try folder.bytes("m.npy")
    #expect(map.count == 128 + 4 * size[0] * size[1])
    #expect(String(decoding: map, as: UTF8.self).contains("'shape': (\(size[0]), \(size[1]))"))
  }

  /// The closed form out of OpenVINO against gradients out of LibTorch, of the trained network.
  @Test(arguments: ["grad-cam", "grad-cam++"])
  func bothWaysToTheLastLayerGiveOneMap(_ method: String) throws {
    for (name, layer) in [("closed.npy", ""), ("gradients.npy", "--layer block3")] {
      #expect(try explain("--method \(method) \(layer) --map \(name)").code == 0)
    }
    func values(_ name: String) throws -> [Float] {
      try folder.bytes(name).dropFirst(128).withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    }
    let (closed, gradients) = (try values("closed.npy"), try values("gradients.npy"))
    let greatest = try #require(gradients.max())
    #expect(greatest > 0)
    for (left, right) in zip(closed, gradients) { #expect(abs(left - right) <= 1e-3 * greatest) }
  }

  @Test func aClassAndColoursCanBeChosen() throws {
    let outcome = try explain("--class NORMAL --colors viridis --alpha 0.7 --map m.png")
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("NORMAL"))
    #expect(outcome.errors == "Research software, not a medical device.\n")
    #expect(try folder.bytes("m.png").starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  @Test func everyClassHasItsOwnPicture() throws {
    let outcome = try explain("--class all --map m.npy --json")
    #expect(outcome.code == 0, "\(outcome.errors)")
    guard case .array(let results)? = try outcome.json()["results"] else {
      Issue.record("no results")
      return
    }
    #expect(results.map { $0["class"]?.string } == ["NORMAL", "PNEUMONIA"])
    #expect(results.map { $0["output"]?.string } == ["o-NORMAL.png", "o-PNEUMONIA.png"])
    #expect(Set(folder.names()).isSuperset(of: ["o-NORMAL.png", "o-PNEUMONIA.png", "m-NORMAL.npy", "m-PNEUMONIA.npy"]))
    #expect(!folder.names().contains("o.png"))
  }

  /// Made pictures have no lungs.
  @Test func zonesOfAPictureWithoutLungsAreRefused() throws {
    for lungs in ["", "env -u HILUM_LUNGS"] {
      let outcome = try Hilum.bash(
        "\(lungs) $hilum explain --model \(example.run.path) \(example.picture) --method shapley --output z.png",
        in: folder.url)
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains("lung"))
    }
    #expect(!folder.names().contains("z.png"))
  }

  @Test(arguments: [
    "--payoff logit", "--method shapley --map m.npy", "--method shapley --class all", "--layer block1,block2",
    "--method layer-cam --layer block1,", "--method shapley --layer block1",
  ])
  func optionsThatDoNotGoTogether(_ arguments: String) throws {
    #expect(try explain(arguments).code == 2)
  }

  @Test func whatCannotBeExplainedIsSaid() throws {
    let layer = try explain("--layer conv9")
    #expect(layer.code == 1)
    #expect(layer.errors == "hilum: the network has no layer 'conv9'; it has block1, block2, block3\n")
    let name = try explain("--class COVID")
    #expect(name.code == 1)
    #expect(name.errors == "hilum: the model has no class 'COVID'; it tells NORMAL, PNEUMONIA apart\n")
    try folder.write("a letter", "letter.jpeg")
    let letter = try Hilum.run(
      "explain", "--model", example.run.path, "letter.jpeg", "--output", "p.png", in: folder.url)
    #expect(letter.code == 1)
    #expect(letter.errors == "hilum: letter.jpeg: this is plain text: give a JPEG, PNG or DICOM file\n")
    #expect(!folder.names().contains("p.png"))
  }
}
