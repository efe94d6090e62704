import Files
public import Foundation
public import Metrics
import Reporting

extension SeveralRunComparison {
  /// Writes the comparison for people into a folder: `compare.html`, `compare.svg` and `compare.png`.
  ///
  /// - Throws: `FileError`, `ReportingError`.
  public func write(to folder: URL) throws {
    try Folder.make(at: folder)
    let page = SeveralComparisonPage(models.map { ($0.name, $0.report) }, comparison)
    let drawing = page.drawing
    try AtomicFile.write(Data(page.html.utf8), to: folder.appending(path: "compare.html"))
    try AtomicFile.write(Data(drawing.svg.utf8), to: folder.appending(path: "compare.svg"))
    try AtomicFile.write(Data(SVGRasterizer.png(drawing)), to: folder.appending(path: "compare.png"))
  }
}

extension ModelComparison {
  /// Writes the comparison for people into a folder: `compare.html`, `compare.svg` and `compare.png`.
  ///
  /// - Throws: `FileError`, `ReportingError`.
  public func write(to folder: URL) throws {
    try Folder.make(at: folder)
    let page = ComparisonPage(self)
    let drawing = page.drawing
    try AtomicFile.write(Data(page.html.utf8), to: folder.appending(path: "compare.html"))
    try AtomicFile.write(Data(drawing.svg.utf8), to: folder.appending(path: "compare.svg"))
    try AtomicFile.write(Data(SVGRasterizer.png(drawing)), to: folder.appending(path: "compare.png"))
  }
}
