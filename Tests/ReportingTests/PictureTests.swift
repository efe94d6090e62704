import Foundation
import Radiograph
import Reporting
import Testing

@Suite struct PictureTests {
  /// Width and height in a PNG file's header.
  private func size(ofPNG bytes: [UInt8]) throws -> [Int] {
    try #require(bytes.count > 33 && bytes.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    return [16, 20].map { start in bytes[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) } }
  }

  @Test(.enabled(if: canRasterize, "librsvg is not installed"))
  func drawingBecomesPNG() throws {
    let drawing = ConfusionMatrixChart(classes: ["A", "B"], counts: [[10, 2], [1, 20]]).drawing
    let png = try SVGRasterizer.png(drawing, scale: 2)
    #expect(try size(ofPNG: png) == [drawing.pageSize.width, drawing.pageSize.height].map { Int((2 * $0).rounded()) })
    #expect(png.count > 5_000, "text and cells are there")
  }

  /// What is half transparent lies over black.
  @Test(.enabled(if: canRasterize, "librsvg is not installed"))
  func drawingBecomesPixels() throws {
    let svg = """
      <svg xmlns="http://www.w3.org/2000/svg" width="3" height="1"><rect width="1" height="1" fill="#f08010"/>\
      <rect x="1" width="1" height="1" fill="#fff" fill-opacity="0.5"/></svg>
      """
    let samples = try SVGRasterizer.pixels(svg: svg, width: 3, height: 1)
    #expect(samples.count == 9 && samples.prefix(3) == [0xF0, 0x80, 0x10] && samples.suffix(3) == [0, 0, 0])
    #expect(samples[3..<6].allSatisfy { (127...128).contains($0) })
    #expect(throws: ReportingError.self) { try SVGRasterizer.pixels(svg: "<svg", width: 3, height: 1) }
  }

  @Test(.enabled(if: canRasterize, "librsvg is not installed"))
  func whatIsNoSVGIsRefused() throws {
    for text in ["", "<svg", "<html/>", "<svg xmlns=\"http://www.w3.org/2000/svg\"><g></svg>"] {
      #expect { try SVGRasterizer.png(svg: text, width: 10, height: 10) } throws: { error in
        if case ReportingError.rasterization(let reason) = error { !reason.isEmpty } else { false }
      }
    }
  }

  @Test(arguments: [(0, 10), (.nan, 10), (10, -1), (1e5, 1e5), (.infinity, 1)] as [(Double, Double)])
  func sizesAreChecked(width: Double, height: Double) {
    #expect { try SVGRasterizer.png(svg: "<svg/>", width: width, height: height) } throws: { error in
      if case ReportingError.pictureTooLarge = error { true } else { false }
    }
  }

  @Test func radiographsBecomePNGOfEightBits() throws {
    let deep = try Radiograph(width: 3, height: 2, pixels: .gray16([0, 16, 1024, 2048, 4000, 4095], bitDepth: 12))
    let colour = try Radiograph(width: 2, height: 1, pixels: .rgb8([255, 0, 0, 0, 0, 255]))
    for (picture, colourType) in [(deep, UInt8(0)), (colour, 2)] {
      let png = try picture.pngFile()
      #expect(try size(ofPNG: png) == [picture.width, picture.height])
      #expect(png[24] == 8 && png[25] == colourType)
    }
  }

  @Test func contactSheetHoldsEveryPicture() throws {
    let items = try (0..<5).map { ContactSheet.Item(try somePicture(), caption: "sample <\($0)>") }
    let drawing = try ContactSheet(title: "Augmented", items: items, columns: 3, cell: 64).drawing()
    #expect(drawing.svg.matches(of: #/href="data:image\/png;base64,iVBORw0KGgo/#).count == 5)
    #expect(drawing.width == 3 * 64 + 2 * 8)
    #expect(drawing.svg.contains("sample &lt;4&gt;"))
    #expect(try ContactSheet(items: []).drawing().height == 1)
  }

  @Test(.enabled(if: canRasterize, "librsvg is not installed"))
  func contactSheetIsDrawnWithItsPictures() throws {
    let white = try Radiograph(width: 16, height: 16, pixels: .gray8([UInt8](repeating: 255, count: 256)))
    let noise = try Radiograph(
      width: 16, height: 16, pixels: .rgb8((0..<768).map { UInt8(truncatingIfNeeded: $0 &* 7919) }))
    let sizes = try [white, noise].map { picture in
      try SVGRasterizer.png(try ContactSheet(items: [.init(picture, caption: "a")], cell: 64).drawing()).count
    }
    #expect(sizes[1] > 2 * sizes[0], "noise takes room: the embedded picture was drawn")
  }
}
