import Files
public import Foundation

/// How far a training is: the content of `progress.json`, which stands in a run's folder only while the run goes on.
///
/// It is written anew at least every ``beat``; one that is older is what a killed run has left.
public struct RunProgress: Sendable, Equatable, Codable {
  /// What is being done, in words.
  public var stage: String
  /// How much of it is done: batches of an epoch, or images.
  public var done: Int?
  /// How much there is to do.
  public var total: Int?
  /// The epoch that is under way, from 1.
  public var epoch: Int?
  /// Epochs at most.
  public var epochs: Int?
  /// The mean loss of the last batch.
  public var loss: Double?

  /// The beginning of something.
  public init(stage: String) { self.stage = stage }

  /// The longest time between two writings.
  public static let beat = Duration.seconds(10)
  private static let patience = 60.0
  private static let byteLimit = 64 << 10

  /// The file in a run's folder.
  public static func file(in run: URL) -> URL { run.appending(path: "progress.json") }

  /// How far the run in a folder is; nil where it does not go on.
  public init?(of run: URL) {
    let url = Self.file(in: run)
    guard let written = try? FileManager.default.attributesOfItem(atPath: url.path)[.modificationDate] as? Date,
      -written.timeIntervalSinceNow < Self.patience,
      let bytes = try? FileReading.bytes(of: url, limit: Self.byteLimit),
      let progress = try? JSONDecoder().decode(RunProgress.self, from: bytes)
    else { return nil }
    self = progress
  }

  /// Writes it to a run's folder.
  ///
  /// - Throws: `FileError`.
  public func write(to run: URL) throws {
    try AtomicFile.write(JSONLine.bytes(self), to: Self.file(in: run))
  }
}
