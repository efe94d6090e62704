import Archive
import ArgumentParser
import Foundation

extension ArchiveCommand {
  /// `hilum archive show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show where an object and its results stand, and where their files are.")

    @OptionGroup var options: SpoolOptions

    @Argument(help: "The object's number.")
    var id: Int

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
      let store = try options.store()
      let object = try ServerProcess.wait { try await store.object(id) }
      let shown = ShownObject(object: object, files: store.files(of: object))
      if json { try JSONOutput.print(shown) } else { print(shown.text) }
    }
  }
}

/// An object as it is shown, with its files.
private struct ShownObject {
  let object: ArchivedObject
  let files: [URL]

  /// The object for people.
  var text: String {
    var lines = ["object \(object.id): \(object.state.rawValue)" + (object.error.map { " (\($0))" } ?? "")]
    lines.append("received \(object.received.formatted(.iso8601)) from \(object.callingAE)")
    let identity = [
      ("study date", object.identity.studyDate), ("accession number", object.identity.accessionNumber),
      ("modality", object.identity.modality), ("view", object.identity.view), ("body part", object.identity.bodyPart),
    ]
    lines += identity.compactMap { name, value in value.map { "\(name) \($0)" } }
    if let outcome = object.outcome {
      let decision = outcome.isPositive ? "positive" : "negative"
      lines.append(
        outcome.isRefused
          ? "refused: no radiograph such as the model reads"
          : "\(decision): \(outcome.prediction), probability \(String(format: "%.3f", outcome.probability))")
    }
    lines += object.deliveries.map { delivery in
      "\(delivery.kind.rawValue) to \(delivery.destination): \(delivery.state.rawValue), \(delivery.attempts) "
        + (delivery.attempts == 1 ? "attempt" : "attempts") + (delivery.error.map { " (\($0))" } ?? "")
        + (delivery.nextAttempt.map { ", next at \($0.formatted(.iso8601))" } ?? "")
    }
    lines += files.map(\.path)
    return lines.joined(separator: "\n")
  }
}

extension ShownObject: Encodable {
  private enum CodingKeys: String, CodingKey { case files }

  /// Writes the object's own keys, and `files`.
  func encode(to encoder: any Encoder) throws {
    try object.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(files.map(\.path), forKey: .files)
  }
}
