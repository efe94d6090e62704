import FolderTesting
import Foundation
import Inference
import Metrics
import Scoring
import Synchronization

/// A reading of some pictures by no model at all, to a file in a folder of its own.
struct SampleRun {
  let folder: TemporaryFolder
  var names = (0..<9).map { "x/\($0).jpeg" }
  var shard = Shard.whole
  var model = "m"
  var settings = "f32"
  var name = "out.jsonl"
  /// What stops the reading of a picture, if anything does.
  var stop: (@Sendable (Int) -> (any Error)?)?

  struct Stopped: Error {}

  init() throws { folder = try TemporaryFolder() }

  var output: URL { folder.url.appending(path: name) }
  var partial: URL { folder.url.appending(path: name + ".partial") }

  private var plan: ScoringPlan { ScoringPlan(inputs: names, shard: shard, model: model, settings: settings) }

  /// Begins a run, or goes on with one.
  func begin(anew: Bool = false) throws -> ScoringRun<ReadingRecord> {
    try ScoringRun(
      plan, to: output, RecordFormat(output)?.writer(Self.columns) ?? LineWriter<ReadingRecord>(), anew: anew)
  }

  /// Runs, and counts how often each picture is read.
  @discardableResult
  func run(anew: Bool = false) throws -> (summary: ScoringSummary, done: Int, reads: [Int: Int]) {
    let run = try begin(anew: anew)
    let inputs = plan.inputs
    let reads = Mutex([Int: Int]())
    let stop = stop
    let summary = try run { index in
      reads.withLock { $0[index, default: 0] += 1 }
      if let error = stop?(index) { return .failure(error) }
      return Result { try Self.record(inputs[index]) }
    }
    return (summary, run.done, reads.withLock { $0 })
  }

  /// Every third picture can't be read.
  static func record(_ name: String) throws -> ReadingRecord {
    let number = name.utf8.reduce(0) { $0 + Int($1) }
    if number % 3 == 0 {
      return .failure(FailedReading(file: name, error: .init(code: "empty_file", message: "it is \"empty\"\n")))
    }
    var record = try JSONDecoder().decode(Reading.self, from: Data(template.utf8))
    record.file = name
    record.milliseconds = Double(number) / 7
    return .reading(record)
  }

  /// The lines that all of it gives.
  func lines() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try names.sorted().map { String(decoding: try encoder.encode(Self.record($0)), as: UTF8.self) + "\n" }
      .joined()
  }

  /// The columns for a model with three classes.
  static let columns = RecordColumns(
    task: .multiclass, classes: ["NORMAL", "BACTERIA", "VIRUS"], model: Reading.Model(name: "three", version: 2))

  private static let template = """
    {"task": "multi-class", "prediction": "BACTERIA", "confidence": 0.7, "probabilities": {"NORMAL": 0.1, "BACTERIA": 0.7, \
    "VIRUS": 0.2}, "findings": [{"name": "NORMAL", "probability": 0.1, "decision": false, "threshold": 0.5, "interval": null}, \
    {"name": "BACTERIA", "probability": 0.7, "decision": true, "threshold": 0.4, "interval": [0.6, 0.8]}, \
    {"name": "VIRUS", "probability": 0.2, "decision": false, "threshold": 0.5, "interval": null}], \
    "decision": {"positive": true, "threshold": 0.4, "margin": 0.5}, "in_distribution": null, \
    "quality": ["Dark.", "Turned."], "model": {"name": "three", "version": 2}, "uncertainty": {"repeatability": 0.25}, \
    "lungs": null, "heatmap": null, "milliseconds": 5}
    """
}
