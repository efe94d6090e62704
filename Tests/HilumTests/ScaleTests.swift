import FolderTesting
import Foundation
import Testing

/// Big lists: parts, files of readings, ends in the middle.
@Suite struct ScaleTests {
  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
  }

  private func predict(_ arguments: String) throws -> Outcome {
    try Hilum.bash("$hilum predict --model \(example.run.path) \(arguments)", in: folder.url)
  }

  /// The lines of a file of readings, without the time that each took.
  private func readings(_ file: String) throws -> [String] {
    try folder.text(file).split(separator: "\n").map { String($0.replacing(/"milliseconds":[0-9.e-]+,?/, with: "")) }
  }

  private func files(_ file: String) throws -> [String?] {
    try folder.text(file).split(separator: "\n").map { try JSONValue($0)["file"]?.string }
  }

  @Test func aFileHasTheLinesOfJSON() throws {
    try SampleXrays.write(3, to: folder, "tree")
    try folder.write("a letter", "tree/NORMAL/letter.jpeg")
    let printed = try predict("--json tree")
    #expect(printed.code == 1)
    try folder.write(printed.output, "printed.jsonl")
    let outcome = try predict("--output out.jsonl tree")
    #expect(outcome.code == 0, "a picture that can't be read is a row")
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("out.jsonl: 7 pictures, 1 of them could not be read."))
    #expect(try readings("out.jsonl").sorted() == readings("printed.jsonl").sorted())
    #expect(try files("out.jsonl") == files("out.jsonl").sorted { ($0 ?? "") < ($1 ?? "") })
    #expect(folder.names() == ["out.jsonl", "printed.jsonl", "tree"])
  }

  @Test func partsHaveEachPictureOnce() throws {
    let whole = try predict("--output whole.jsonl \(example.data.path)")
    #expect(whole.code == 0)
    for shard in 0..<3 {
      #expect(try predict("--shard \(shard)/3 --output \(shard).jsonl \(example.data.path)").code == 0)
    }
    let parts = try (0..<3).map { try readings("\($0).jsonl") }
    #expect(parts.map(\.count) == [40, 40, 40])
    #expect(try parts.joined().sorted() == readings("whole.jsonl").sorted())
  }

  @Test func whatIsThereIsLetBeUnlessAsked() throws {
    try folder.write("mine", "out.jsonl")
    let first = try predict("--output out.jsonl \(example.picture)")
    #expect(first.code == 0)
    #expect(first.errors == "out.jsonl is there already; --overwrite reads anew.\n")
    #expect(try folder.text("out.jsonl") == "mine")
    #expect(try predict("--output out.jsonl --overwrite \(example.picture)").code == 0)
    #expect(try files("out.jsonl") == [example.picture])
  }

  /// kill -9 again and again: the file is the one of a run that was let alone.
  @Test(arguments: ["jsonl", "parquet"])
  func killsCostNoPicture(_ format: String) throws {
    for number in 0..<1500 {
      let place = folder.url.appending(path: "tree/\(number).png")
      if number == 0 { try folder.write(SampleXrays.picture(0, hasSpot: true), "tree/0.png") }
      if number > 0 { try FileManager.default.linkItem(at: folder.url.appending(path: "tree/0.png"), to: place) }
    }
    var wasKilled = 0
    for _ in 0..<3 where !folder.names().contains("out.\(format)") {
      let program = try Hilum.start(
        "predict", "--model", example.run.path, "--output", "out.\(format)", "tree", in: folder.url)
      let partial = folder.url.appending(path: "out.\(format).partial")
      let before = (try? Data(contentsOf: partial).count) ?? 0
      let deadline = ContinuousClock.now + .seconds(60)
      while ((try? Data(contentsOf: partial).count) ?? 0) < before + 20_000, ContinuousClock.now < deadline {
        usleep(1000)
      }
      if try program.send(SIGKILL, when: "").wasKilled { wasKilled += 1 }
    }
    let last = try predict("--output out.\(format) tree")
    #expect(last.code == 0)
    #expect(wasKilled == 0 || last.errors.contains(/\d+ of 1500 pictures were read before; going on\./))
    #expect(folder.names() == ["out.\(format)", "tree"])
    guard format == "jsonl" else { return #expect(try folder.bytes("out.parquet").suffix(4) == Data("PAR1".utf8)) }
    #expect(try files("out.jsonl") == (0..<1500).map { "tree/\($0).png" }.sorted())
  }

  @Test func otherWorkIsNamed() throws {
    try folder.write(
      """
      {"count":1,"inputs":"\(String(repeating: "0", count: 64))","model":"m","settings":"s","shard":"0/2","version":"0"}

      """, "out.jsonl.partial")
    let outcome = try predict("--output out.jsonl \(example.picture)")
    #expect(outcome.code == 1)
    #expect(
      outcome.errors.contains(
        """
        hilum: out.jsonl.partial was begun with a different version of Hilum, model, options, list of pictures, shard: \
        go on with that, or use --overwrite to begin anew
        """))
    #expect(try predict("--output out.jsonl --overwrite \(example.picture)").code == 0)
  }

  @Test func tablesAndListsNameInputs() throws {
    try SampleXrays.write(2, to: folder, "data")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.url.appending(path: "data").path)
      .filter { $0.hasSuffix(".png") }.sorted()
    try folder.write("patient;scan\n" + paths.map { "x;\($0)\n" }.joined() + "y;gone.png\n", "data/table.csv")
    try folder.write(paths.map { "data/\($0)\r\n" }.joined() + "\n", "list.txt")
    let missing = try predict("--output t.jsonl data/table.csv")
    #expect(missing.code == 1 && missing.error.contains("table.csv"), "\(missing.error)")
    #expect(try predict("--output t.jsonl --columns image=scan data/table.csv").code == 0)
    #expect(try files("t.jsonl") == paths.map { "data/\($0)" } + ["data/gone.png"])
    #expect(try predict("--output l.jsonl --list list.txt").code == 0)
    #expect(try files("l.jsonl") == paths.map { "data/\($0)" })
    #expect(try predict("--json --list list.txt").lines.count == paths.count)
  }

  @Test func usage() throws {
    let picture = example.picture
    for arguments in [
      "--shard 0/2 \(picture)", "--overwrite \(picture)", "--output out.txt \(picture)", "--output out \(picture)",
      "--output out.jsonl --json \(picture)", "--output out.jsonl --csv \(picture)",
      "--output out.jsonl --shard 2/2 \(picture)", "--output out.jsonl --shard 1 \(picture)", "--output out.jsonl",
    ] {
      #expect(try predict(arguments).code == 2, "\(arguments)")
    }
    // What is named and not there is no picture that can't be read.
    let nowhere = try predict("--output out.jsonl nowhere")
    #expect(nowhere.code == 1 && nowhere.errors == "hilum: there is no file or folder nowhere\n")
    #expect(folder.names().isEmpty)
  }
}
