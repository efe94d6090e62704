import Foundation
import FoundationXML
import Metrics
import Radiograph
import Reporting
import Testing

/// The folder of golden files beside these tests.
let goldens = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")

/// Whether librsvg is installed.
let canRasterize: Bool = {
  do {
    _ = try SVGRasterizer.png(svg: "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", width: 1, height: 1)
    return true
  } catch ReportingError.rasterizerMissing {
    return false
  } catch {
    return true
  }
}()

/// A folder of its own for one test, removed afterwards.
func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "reporting-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

/// Compares a drawing with a golden SVG; with `HILUM_RECORD_GOLDENS=1` writes it instead, to be looked at and committed.
func expectGolden(_ drawing: Drawing, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let url = goldens.appending(path: name + ".svg")
  if ProcessInfo.processInfo.environment["HILUM_RECORD_GOLDENS"] == "1" {
    try Data(drawing.svg.utf8).write(to: url)
  }
  let golden = String(decoding: try Data(contentsOf: url), as: UTF8.self)
  #expect(drawing.svg == golden, sourceLocation: sourceLocation)
}

/// The texts of all elements called `name`, or nil where the document is not well-formed.
func texts(of name: String, in xml: String) -> [String]? {
  let reader = TextReader(name)
  let parser = XMLParser(data: Data(xml.utf8))
  parser.delegate = reader
  return parser.parse() ? reader.texts : nil
}

private final class TextReader: NSObject, XMLParserDelegate {
  private let name: String
  private(set) var texts: [String] = []
  private var isInside = false

  init(_ name: String) {
    self.name = name
  }

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    isInside = element == name
    if isInside { texts.append("") }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    guard isInside, let last = texts.indices.last else { return }
    texts[last] += string
  }

  func parser(
    _ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?
  ) {
    isInside = false
  }
}

/// Two classes whose scores overlap, two images for each patient.
func somePredictions() throws -> BinaryPredictions {
  let scores = (0..<60).map { index in
    let isPositive = index % 3 > 0
    let spread = Double(index * 37 % 60) / 60
    return isPositive ? 0.25 + 0.74 * spread : 0.01 + 0.6 * spread
  }
  return try BinaryPredictions(
    scores: scores, labels: (0..<60).map { $0 % 3 > 0 ? 1 : 0 }, groups: (0..<60).map { "p\($0 / 2)" })
}

/// A small grey ramp.
func somePicture(side: Int = 8) throws -> Radiograph {
  try Radiograph(width: side, height: side, pixels: .gray8((0..<(side * side)).map { UInt8($0 * 255 / (side * side)) }))
}
