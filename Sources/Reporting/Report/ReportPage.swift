public import Radiograph

extension Report {
  /// The report as one HTML file that needs nothing from outside.
  ///
  /// Drawings are inline, pictures are `data:` addresses, there is no script. It can be read in light and dark, and
  /// printed.
  ///
  /// - Throws: `RadiographError` if a thumbnail is too large to be written as PNG.
  public func html() throws(RadiographError) -> String {
    Page(kicker: "Hilum report", title: title, lead: summary, sections: try ReportSections(report: self).all).html
  }
}

/// A page of sections under a heading, as all of Hilum's pages look.
struct Page {
  /// What kind of page it is, above the heading.
  let kicker: String
  /// The heading.
  let title: String
  /// What a reader should know first; empty for nothing.
  let lead: String
  /// The content.
  let sections: [ReportSection]

  /// The page as one HTML file.
  var html: String {
    let page = Markup("html", ["lang": "en"]) {
      Markup("head") {
        Markup("meta", ["charset": "utf-8"])
        Markup("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        Markup("title") { title }
        Markup.style(PageStyle.sheet)
      }
      Markup("body") {
        header
        Markup("main") { for section in sections { section.markup } }
        Markup("footer") { "Made by Hilum. \(Report.disclaimer)" }
      }
    }
    return "<!DOCTYPE html>\n" + page.text + "\n"
  }

  private var header: Markup {
    Markup("header") {
      Markup("p", ["class": "kicker"]) { kicker }
      Markup("h1") { title }
      if !lead.isEmpty { Markup("p", ["class": "lead"]) { lead } }
      Markup("p", ["class": "badge"]) { Report.disclaimer }
      Markup("nav", ["aria-label": "Sections"]) {
        for section in sections { Markup("a", ["href": "#\(section.id)"]) { section.title } }
      }
    }
  }
}

/// A part of the page with its own heading.
struct ReportSection {
  let id: String
  let title: String
  let content: [Markup]

  init(_ id: String, _ title: String, @MarkupBuilder content: () -> [Markup]) {
    self.id = id
    self.title = title
    self.content = content()
  }

  var markup: Markup {
    Markup("section", ["id": id]) {
      Markup("h2") { title }
      content
    }
  }
}
