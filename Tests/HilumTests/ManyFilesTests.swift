import FolderTesting
import Foundation
import Testing

/// Folder trees with very many files, and what goes with them.
@Suite struct ManyFilesTests {
  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
  }

  private func predict(_ arguments: String) throws -> Outcome {
    try Hilum.bash("$hilum predict --model \(example.run.path) \(arguments)", in: folder.url)
  }

  /// 2,000 good pictures in a tree, and the bad ones somewhere between them.
  @Test func thousandsOfGoodFilesAndSomeBadOnes() throws {
    try SampleXrays.write(10, to: folder, "originals")
    let originals = try FileManager.default.subpathsOfDirectory(atPath: folder.url.appending(path: "originals").path)
      .filter { $0.hasSuffix(".png") }.sorted()
    for number in 0..<2000 {
      let place = folder.url.appending(path: "tree/\(number % 7)/\(number % 3)")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      let original = folder.url.appending(path: "originals/\(originals[number % originals.count])")
      try FileManager.default.linkItem(at: original, to: place.appending(path: "\(number).png"))
    }
    let bad = try BadPictures.write(to: folder).filter { !$0.path.contains("missing") && !$0.path.contains("folder") }
    for (number, picture) in bad.enumerated() {
      let name = URL(filePath: picture.path).lastPathComponent
      try folder.copy(folder.url.appending(path: picture.path), to: "tree/\(number % 7)/bad-\(name)")
    }
    let outcome = try predict("--json tree")
    #expect(outcome.code == 1)
    let lines = try outcome.lines.map { try JSONValue($0) }
    #expect(lines.count == 2000 + bad.count)
    #expect(lines.count { $0["prediction"] != nil } == 2000)
    let failed = lines.filter { $0["error"] != nil }
    #expect(Set(failed.compactMap { $0["error"]?["code"]?.string }) == Set(bad.map(\.code)))
    let files = lines.compactMap { $0["file"]?.string }
    #expect(files == files.sorted())
    #expect(files.allSatisfy { $0.hasPrefix("tree/") })
    // One picture has one reading, whoever reads it.
    let byOriginal = Dictionary(grouping: lines.filter { $0["prediction"] != nil }) { line in
      (line["file"]?.string).flatMap { Int(URL(filePath: $0).deletingPathExtension().lastPathComponent) }
        .map { $0 % originals.count }
    }
    for readings in byOriginal.values {
      let confidences = readings.compactMap { $0["confidence"]?.number }
      #expect((confidences.max() ?? 1) - (confidences.min() ?? 0) < 1e-6)
    }
    #expect(outcome.errors.contains("Reading: \(lines.count)/\(lines.count) images"))
  }

  @Test func csv() throws {
    try SampleXrays.write(3, to: folder, "tree")
    try folder.write("a letter", "tree/NORMAL/a, \"b\".jpeg")
    let outcome = try predict("--csv tree")
    #expect(outcome.code == 1)
    let header =
      "file,prediction,confidence,probability_NORMAL,probability_PNEUMONIA,positive,threshold,in_distribution,spread,"
      + "quality,model,version,heatmap,milliseconds,error_code,error"
    #expect(outcome.lines.first.map(String.init) == header)
    #expect(outcome.lines.count == 8)
    let columns = header.split(separator: ",").count
    for line in outcome.lines.dropFirst() where !line.contains("\"") {
      #expect(line.split(separator: ",", omittingEmptySubsequences: false).count == columns)
    }
    #expect(outcome.output.contains("\"tree/NORMAL/a, \"\"b\"\".jpeg\",,,,,,,,,,,,,,unsupported_media_type,"))
    #expect(outcome.output.contains(#"tree/PNEUMONIA/person0_bacteria_0.png,"#))
  }

  @Test func aFolderWithoutPicturesGivesNothing() throws {
    try folder.write("notes", "tree/notes.txt")
    let outcome = try predict("--json tree")
    #expect(outcome.code == 0)
    #expect(outcome.output == "")
  }

  // MARK: - Ways of reading

  /// Copies a run's bundle as older versions wrote it: whose probabilities are shown whatever they are.
  private func unbounded(_ run: URL, as name: String) throws {
    try folder.copy(run.appending(path: "bundle"), to: name)
    var metadata = try #require(
      JSONSerialization.jsonObject(with: folder.bytes("\(name)/model.json")) as? [String: Any])
    var calibration = try #require(metadata["calibration"] as? [String: Any])
    calibration["probability_limit"] = nil
    metadata["calibration"] = calibration
    try folder.write(JSONSerialization.data(withJSONObject: metadata), "\(name)/model.json")
  }

  private func probability(_ arguments: String, model: String) throws -> Double {
    let outcome = try Hilum.bash(
      "$hilum predict --model \(model) --json \(example.picture) \(arguments)", in: folder.url)
    #expect(outcome.code == 0, "\(outcome.errors)")
    return try #require(outcome.json()["probabilities"]?["PNEUMONIA"]?.number)
  }

  @Test func libTorchSaysWhatOpenVINOSays() throws {
    try unbounded(example.run, as: "free")
    #expect(abs(try probability("--engine torch", model: "free") - probability("", model: "free")) < 1e-4)
  }

  @Test func theMirrorImageHasASay() throws {
    try unbounded(example.run, as: "free")
    let plain = try probability("", model: "free")
    let averaged = try probability("--flip-averaging", model: "free")
    #expect(averaged != plain)
    #expect(abs(averaged - plain) < 0.5)
    #expect(abs(try probability("--flip-averaging --engine torch", model: "free") - averaged) < 1e-4)
  }

  @Test func modelsReadTogether() throws {
    let alike = try predict("--model \(example.run.path) --json \(example.picture)").json()
    #expect(alike["ensemble"] == .object(["members": .number(2), "spread": .number(0)]))
    #expect(
      try abs(
        #require(alike["probabilities"]?["PNEUMONIA"]?.number) - probability("", model: example.run.path)) < 1e-9)
    let other = try Hilum.run(
      "train", "--recipe", example.recipe.path, "--data", example.data.path, "--output", "other", "--set", "seed=7",
      in: folder.url)
    #expect(other.code == 0)
    try unbounded(example.run, as: "free")
    try unbounded(folder.url.appending(path: "other"), as: "free-other")
    let reading = try Hilum.bash(
      "$hilum predict --model free --model free-other --json \(example.picture)", in: folder.url
    ).json()
    let values = [try probability("", model: "free"), try probability("", model: "free-other")]
    let mean = (values[0] + values[1]) / 2
    #expect(try abs(#require(reading["probabilities"]?["PNEUMONIA"]?.number) - mean) < 1e-6)
    let spread = abs(values[0] - values[1]) / 2.0.squareRoot()
    #expect(try abs(#require(reading["ensemble"]?["spread"]?.number) - spread) < 1e-6)
  }

  @Test func theFoldsOfACrossValidationReadTogether() throws {
    let made = try Hilum.run(
      "cross-validate", "--recipe", example.recipe.path, "--data", example.data.path, "--folds", "2", "--output",
      "cross", "--set", "epochs=2", in: folder.url)
    #expect(made.code == 0, "\(made.errors)")
    func read(_ models: String) throws -> Outcome {
      try Hilum.bash("$hilum predict \(models) --json \(example.picture)", in: folder.url)
    }
    let together = try read("--model cross").json()
    let named = try read("--model cross/fold-1 --model cross/fold-2").json()
    #expect(together["ensemble"]?["members"] == .number(2))
    #expect(try #require(together["ensemble"]?["spread"]?.number) > 0)
    for key in ["ensemble", "probabilities", "decision", "prediction", "in_distribution"] {
      #expect(together[key] == named[key])
    }
    #expect(try read("--model cross --model \(example.run.path)").json()["ensemble"]?["members"] == .number(3))

    try folder.remove("cross/fold-2/bundle")
    let missing = try read("--model cross")
    #expect(missing.code == 1)
    #expect(missing.error == "hilum: the model of fold 2 of 2 is missing in cross; all of them read together")
    try folder.remove("cross/cross-validation.json")
    let unfinished = try read("--model cross")
    #expect(unfinished.code == 1)
    #expect(
      unfinished.error
        == "hilum: the cross-validation in cross has not come to its end; `hilum cross-validate --resume` goes on with it"
    )
  }
}
