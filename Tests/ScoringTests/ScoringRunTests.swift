import FolderTesting
import Foundation
import Inference
import Parquet
import Scoring
import Testing

@Suite struct ScoringRunTests {
  private var sample: SampleRun

  init() throws { sample = try SampleRun() }

  @Test func eachPictureHasOneLineInTheListsOrder() throws {
    var sample = sample
    sample.names = ["b", "a", "d", "a", "c"]
    let run = try sample.run()
    #expect(run.reads == [0: 1, 1: 1, 2: 1, 3: 1])
    #expect(run.summary == .init(count: 4, failures: 1))
    sample.names = ["a", "b", "c", "d"]
    #expect(try sample.folder.text("out.jsonl") == sample.lines())
    #expect(sample.folder.names() == ["out.jsonl"])
  }

  @Test func noPicturesAreAnEmptyFile() throws {
    var sample = sample
    sample.names = []
    #expect(try sample.run().summary == .init(count: 0, failures: 0))
    #expect(try sample.folder.text("out.jsonl") == "")
  }

  @Test func shardsHaveEachPictureOnce() throws {
    var sample = sample
    var lines: [Substring] = []
    for index in 0..<4 {
      sample.shard = try #require(Shard(index, of: 4))
      sample.name = "out-\(index).jsonl"
      try sample.run()
      lines += try sample.folder.text(sample.name).split(separator: "\n")
    }
    #expect(try lines.sorted() == sample.lines().split(separator: "\n").sorted())
  }

  /// The journal is cut at each of its bytes, as a kill in the middle of a write leaves it: the next run gives the same file,
  /// and reads no picture whose line is whole.
  @Test func aKillAtAnyByteIsGoneOnFrom() throws {
    var stopped = sample
    stopped.stop = { $0 == 6 ? SampleRun.Stopped() : nil }
    #expect(thrown(SampleRun.Stopped.self) { try stopped.run() } != nil)
    let journal = try sample.folder.bytes("out.jsonl.partial")
    let expected = try sample.lines()
    #expect(journal.count { $0 == 10 } == 7)
    for length in 0...journal.count {
      let cut = journal.prefix(length)
      try sample.folder.write(cut, "out.jsonl.partial")
      let done = max(0, cut.count { $0 == 10 } - 1)
      #expect(try sample.begin().done == done)
      let kept = try sample.folder.bytes("out.jsonl.partial")
      #expect(kept == journal.prefix(kept.count) && kept.last == 10, "cut at \(length)")
      // All of it takes the disk's time.
      guard length % 97 == 0 || length == journal.count else { continue }
      try sample.folder.write(cut, "out.jsonl.partial")
      let run = try sample.run()
      #expect(run.reads == Dictionary(uniqueKeysWithValues: (done..<9).map { ($0, 1) }))
      #expect(try sample.folder.text("out.jsonl") == expected, "cut at \(length)")
      #expect(sample.folder.names() == ["out.jsonl"])
    }
  }

  /// What a power cut, a full disk or somebody else has done to the journal costs time, never a line.
  @Test(arguments: [
    "\0\0\0\0\0\n", "{}\n", "{\"file\": 5}\n", "null\n", "\n", "[]\n", "{\"error\": {}}\n", "\u{FFFD}\u{0}",
    "{\"file\":\"x/0.jpeg\"",
    "{\"error\":{\"code\":\"a\",\"message\":\"b\"},\"file\":\"x/8.jpeg\"}\n",
  ])
  func whatIsNotSoundIsReadAnew(_ tail: String) throws {
    var stopped = sample
    stopped.stop = { $0 == 3 ? SampleRun.Stopped() : nil }
    #expect(thrown(SampleRun.Stopped.self) { try stopped.run() } != nil)
    let journal = try sample.folder.bytes("out.jsonl.partial")
    let end = try #require(journal.lastIndex(of: 10))
    let lines = journal[...end]
    try sample.folder.write(lines + Data(tail.utf8) + lines, "out.jsonl.partial")
    let run = try sample.run()
    #expect(run.done == 3)
    #expect(try sample.folder.text("out.jsonl") == sample.lines())
  }

  /// Lines beyond the last picture are none of ours.
  @Test func tooManyLinesAreCutOff() throws {
    var stopped = sample
    stopped.stop = { $0 == 8 ? SampleRun.Stopped() : nil }
    #expect(thrown(SampleRun.Stopped.self) { try stopped.run() } != nil)
    let journal = try sample.folder.text("out.jsonl.partial")
    let last = try sample.lines().split(separator: "\n")[8]
    try sample.folder.write(journal + last + "\n" + last + "\n", "out.jsonl.partial")
    let run = try sample.run()
    #expect(run.done == 9 && run.reads.isEmpty)
    #expect(run.summary.failures == 3)
    #expect(try sample.folder.text("out.jsonl") == sample.lines())
  }

  @Test func otherWorkIsNotGoneOnWith() throws {
    var stopped = sample
    stopped.stop = { $0 == 5 ? SampleRun.Stopped() : nil }
    #expect(thrown(SampleRun.Stopped.self) { try stopped.run() } != nil)
    let journal = try sample.folder.bytes("out.jsonl.partial")
    func differences(_ change: (inout SampleRun) -> Void) -> ScoringError? {
      var other = sample
      change(&other)
      return thrown(ScoringError.self) { try other.run() }
    }
    func error(_ differences: String...) -> ScoringError {
      .otherWork(file: "out.jsonl.partial", differences: differences)
    }
    #expect(differences { $0.model = "n" } == error("model"))
    #expect(differences { $0.settings = "bf16" } == error("options"))
    #expect(differences { $0.names.append("y") } == error("list of pictures"))
    #expect(differences { $0.shard = Shard(0, of: 2) ?? .whole } == error("shard"))
    #expect(differences { ($0.model, $0.names) = ("n", ["a"]) } == error("model", "list of pictures"))
    #expect(try sample.folder.bytes("out.jsonl.partial") == journal)
    #expect(
      error("model", "shard").description
        == "out.jsonl.partial was begun with a different model, shard: go on with that, or use --overwrite to begin anew"
    )
    // Begun anew, it is the other work's.
    var other = sample
    other.model = "n"
    #expect(try other.run(anew: true).done == 0)
    #expect(try sample.folder.text("out.jsonl") == sample.lines())
  }

  @Test(arguments: ["a letter", "a letter\n", "{\"version\": 1}\n", "{}\n{}\n"])
  func aFileOfSomebodyElsesIsLetBe(_ text: String) throws {
    try sample.folder.write(text, "out.jsonl.partial")
    #expect(thrown(ScoringError.self) { try sample.run() } == .foreignFile("out.jsonl.partial"))
    #expect(try sample.folder.text("out.jsonl.partial") == text)
    #expect(sample.folder.names() == ["out.jsonl.partial"])
  }

  @Test func twoAtATimeAreRefused() throws {
    let first = try sample.begin()
    let error = thrown((any Error).self) { try sample.run() }
    #expect(error.map { "\($0)" } == "cannot open out.jsonl.partial: another process writes it")
    #expect(first.done == 0)
  }

  @Test func parquetHasTheRowsOfTheLines() throws {
    var sample = sample
    sample.name = "out.parquet"
    sample.stop = { $0 == 4 ? SampleRun.Stopped() : nil }
    #expect(thrown(SampleRun.Stopped.self) { try sample.run() } != nil)
    #expect(sample.folder.names() == ["out.parquet.partial"])
    sample.stop = nil
    #expect(try sample.run().summary == .init(count: 9, failures: 3))
    let file = try sample.folder.bytes("out.parquet")
    #expect(file.starts(with: Data("PAR1".utf8)) && file.suffix(4) == Data("PAR1".utf8))
    #expect(sample.folder.names() == ["out.parquet"])
  }

  @Test func columnsSayWhatLinesSay() throws {
    let records = try ["x/0.jpeg", "x/1.jpeg", "x/2.jpeg"].map(SampleRun.record)
    let table = Dictionary(
      zip(SampleRun.columns.columns.map(\.name), SampleRun.columns.values(records))
    ) { first, _ in first }
    #expect(table.count == 22)
    var writer = ParquetWriter(SampleRun.columns.columns)
    #expect(try !writer.rowGroup(SampleRun.columns.values(records)).isEmpty)
    #expect(table["file"] == .strings(["x/0.jpeg", "x/1.jpeg", "x/2.jpeg"]))
    let failed = try #require(records.firstIndex { $0.isFailure })
    func expected<Value>(_ value: Value) -> [Value?] { records.map { $0.isFailure ? nil : value } }
    #expect(table["prediction"] == .strings(expected("BACTERIA")))
    #expect(table["probability_VIRUS"] == .doubles(expected(0.2)))
    #expect(table["called_BACTERIA"] == .booleans(expected(true)))
    #expect(table["called_NORMAL"] == .booleans(expected(false)))
    #expect(table["positive"] == .booleans(expected(true)))
    #expect(table["margin"] == .doubles(expected(0.5)))
    #expect(table["in_distribution"] == .booleans([nil, nil, nil]))
    #expect(table["quality"] == .strings(expected("Dark. Turned.")))
    #expect(table["lungs_found"] == .booleans([nil, nil, nil]))
    #expect(table["repeatability"] == .doubles(expected(0.25)))
    #expect(table["disagreement"] == .doubles([nil, nil, nil]))
    #expect(table["error_code"] == .strings(records.indices.map { $0 == failed ? "empty_file" : nil }))
    #expect(table["model"] == .strings(["three", "three", "three"]))
    #expect(table["version"] == .int32s([2, 2, 2]))
  }
}
