import FolderTesting
import Foundation
import Testing

@Suite struct BenchTests {
  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
  }

  private func bench(_ arguments: String) throws -> Outcome {
    try Hilum.bash(
      "$hilum bench --model \(example.run.path) \(example.data.path) --rounds 1 --limit 4 \(arguments)", in: folder.url)
  }

  /// A peer in the shell, which answers at once.
  private func writePeer(answer: String = "{\"value\": 5}") throws {
    for name in ["forward.py", "preprocess.py", "evaluate.py", "predict.py"] {
      try folder.write("echo '\(answer)'\n", "peer/\(name)")
    }
  }

  @Test func everyFigureIsThereWithThePeers() throws {
    try writePeer()
    let outcome = try bench("--json --peer peer --peer-python sh --peer-weights none.pth")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let report = try outcome.json()
    #expect(report.keys == ["machine", "model", "rows"])
    #expect(report["machine"]?.keys == ["processor", "cores", "memory_gigabytes", "load"])
    let rows = try #require(report["rows"]).items
    // Processors without bf16 run f32 in its place, and the row says so.
    for word in ["cold process", "preprocess", "batch 1, f32", "batch 32, ", "all cores, f32", "Grad-CAM"] {
      #expect(rows.contains { $0["name"]?.string?.contains(word) == true }, "\(word) is missing")
    }
    for row in rows {
      #expect(row.keys == ["name", "unit", "hilum", "peer", "ratio"])
      let value = try #require(row["hilum"]?["value"]?.number)
      guard row["unit"]?.string != "%" else { continue }
      #expect(value > 0)
      let peer = try #require(row["peer"]?["value"]?.number)
      let expected = row["unit"]?.string == "images/s" ? value / peer : peer / value
      #expect(try abs(#require(row["ratio"]?.number) - expected) < 1e-9 * expected)
    }
    let cold = try #require(rows.first)
    #expect(try #require(cold["hilum"]?["megabytes"]?.number) > 10)
  }

  @Test func badPeers() throws {
    try folder.write("", "peer/forward.py")
    let missing = try bench("--peer peer --peer-python sh --peer-weights none.pth")
    #expect(missing.code == 1)
    #expect(missing.errors == "hilum: the peer has no preprocess.py\n")
    try writePeer(answer: "no JSON")
    let wordy = try bench("--peer peer --peer-python sh --peer-weights none.pth")
    #expect(wordy.code == 1)
    #expect(wordy.error == "hilum: what preprocess.py wrote is no JSON object with the figure that was asked for")
    let absent = try bench("--peer peer --peer-python no-such-python --peer-weights none.pth")
    #expect(absent.code == 1)
    #expect(absent.error == "hilum: there is no program no-such-python")
    try folder.write("notes", "empty/notes.txt")
    let nothing = try Hilum.run("bench", "--model", example.run.path, "empty", in: folder.url)
    #expect(nothing.code == 1)
    #expect(nothing.error == "hilum: there is no picture to measure with")
  }

  @Test func costsAreToldOfEveryPhaseAndNothingIsLeft() throws {
    try folder.write("", "tmp/kept")
    let outcome = try Hilum.bash(
      "TMPDIR=$PWD/tmp $hilum bench --model \(example.run.path) \(example.data.path) --scale --pictures 24,12 --json",
      in: folder.url)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let report = try outcome.json()
    #expect(report.keys == ["machine", "model", "originals", "phases"])
    let phases = try #require(report["phases"]).items
    #expect(phases.map { $0["name"]?.string } == ["index and split", "check", "predict", "evaluate"])
    for phase in phases {
      let costs = try #require(phase["costs"]).items
      #expect(costs.map { $0["pictures"]?.number } == [12, 24])
      for cost in costs {
        #expect(
          cost.keys == [
            "pictures", "milliseconds", "milliseconds_per_picture", "processor_milliseconds_per_picture", "megabytes",
          ])
        #expect(try #require(cost["megabytes"]?.number) > 10)
      }
      #expect(try #require(phase["growth"]?.number) > 0)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/tmp") == ["kept"])
  }

  /// Once only: `timeout` on its own tells the process and then its group, and the second signal ends a program at once.
  @Test func anInterruptedScaleLeavesNothing() throws {
    try folder.write("", "tmp/kept")
    let outcome = try Hilum.bash(
      """
      TMPDIR=$PWD/tmp timeout --foreground --preserve-status --signal=TERM 2 \
        $hilum bench --model \(example.run.path) \(example.data.path) --scale --pictures 1000000
      """, in: folder.url)
    #expect(outcome.code == 130, "\(outcome.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/tmp") == ["kept"])
  }
}
