public import Bundles
import Files
public import Foundation
public import Metrics
import Reporting

extension StressReport {
  /// Writes the report into a folder: `stress.json`, `stress.html`, `stress.svg` and `stress.png`.
  ///
  /// - Throws: `FileError`, `ReportingError`.
  public func write(to folder: URL, model: ModelName) throws {
    try Folder.make(at: folder)
    let page = StressPage(self, model: model.description)
    let drawing = page.drawing
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try AtomicFile.write(encoder.encode(self), to: folder.appending(path: "stress.json"))
    try AtomicFile.write(Data(page.html.utf8), to: folder.appending(path: "stress.html"))
    try AtomicFile.write(Data(drawing.svg.utf8), to: folder.appending(path: "stress.svg"))
    try AtomicFile.write(Data(SVGRasterizer.png(drawing)), to: folder.appending(path: "stress.png"))
  }
}
