/// The style sheet that every chart shares: literal light colours in a file of its own, CSS variables inside a page.
enum ChartStyle {
  /// For a stand-alone SVG file, which is always light.
  static let standalone = sheet { $0.light }

  /// For charts inside a page that defines `pageVariables`.
  static let inline = sheet { "var(\($0.variable))" }

  private static func sheet(_ colour: (Ink) -> String) -> String {
    let fixed = """
      .chart text{font-family:"Helvetica Neue",Arial,"DejaVu Sans",sans-serif;font-size:11px;fill:\(colour(.text))}\
      .chart .title{font-size:13px;font-weight:bold}\
      .chart .muted{fill:\(colour(.muted))}\
      .chart .small{font-size:10px}\
      .chart .strong{font-weight:bold}\
      .chart .large{font-size:20px;font-weight:bold}\
      .chart .surface{fill:\(colour(.surface))}\
      .chart .grid{stroke:\(colour(.grid));fill:none}\
      .chart .axis{stroke:\(colour(.axis));fill:none}\
      .chart .guide{stroke:\(colour(.muted));stroke-dasharray:2 3;fill:none}\
      .chart .line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}\
      .chart .thin{stroke-width:1.5}\
      .chart .dash{stroke-dasharray:5 4}\
      .chart .band{fill-opacity:.15}\
      .chart .soft{fill-opacity:.35}\
      .chart .ring{stroke:\(colour(.surface));stroke-width:2}\
      .chart .halo{paint-order:stroke;stroke:\(colour(.surface));stroke-width:4px;stroke-linejoin:round}\
      .chart .hit{fill-opacity:0}

      """
    return Ink.series.reduce(fixed) { css, ink in
      css + ".chart .fill-\(ink.rawValue){fill:\(colour(ink))}.chart .stroke-\(ink.rawValue){stroke:\(colour(ink))}"
    }
  }
}

extension Ink {
  /// Class for something filled with this colour.
  var fill: String { "fill-\(rawValue)" }

  /// Class for something drawn in outline in this colour.
  var stroke: String { "stroke-\(rawValue)" }
}
