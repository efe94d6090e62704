import ArgumentParser
import Auditing
import Foundation

extension FeedbackCommand {
  /// `hilum feedback export`.
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the feedback as a table of labelled pictures, which `hilum train --data` reads.",
      discussion: """
        The audit store keeps no pictures but their SHA-256, by which --pictures finds them; without it the table names \
        them as `serve --audit-uploads` does, so that it can lie beside or above that folder. The latest word on a picture \
        counts; what others said otherwise is listed, and stands in the table.
        """)

    @Option(help: "The audit store of `serve --audit`, which may be in use.")
    var audit: String

    @Option(help: ArgumentHelp("The table to write.", valueName: "table.csv"))
    var output: String

    @Option(help: "Folder with the pictures, at or below the table's.")
    var pictures: String?

    @Option(help: "Only feedback on readings of this model.")
    var model: String?

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
      let store = try AuditStore(existing: URL(filePath: audit))
      let (model, url) = (model, URL(filePath: output))
      let annotations = try ServerProcess.wait { try await store.annotations(model: model) }
      var table = try AnnotationTable(annotations, model: model)
      if let pictures { try table.findPictures(in: URL(filePath: pictures, directoryHint: .isDirectory), for: url) }
      try table.write(to: url)
      let summary = FeedbackSummary(table)
      if json { try JSONOutput.print(summary) } else { print(summary.text) }
    }
  }
}
