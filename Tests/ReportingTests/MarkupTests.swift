import Reporting
import Testing

@Suite struct MarkupTests {
  @Test func textAndAttributesAreEscaped() {
    let markup = Markup("p", ["title": "a \"b\" & 'c'"]) { "<script>1 < 2 & 3</script>" }
    #expect(
      markup.text
        == "<p title=\"a &quot;b&quot; &amp; &#39;c&#39;\">&lt;script&gt;1 &lt; 2 &amp; 3&lt;/script&gt;</p>")
  }

  @Test func charactersThatXMLForbidsAreReplaced() {
    #expect(Markup.text("a\u{0}\u{1B}[31m\u{FFFE}\tb\n").text == "a\u{FFFD}\u{FFFD}[31m\u{FFFD}\tb\n")
  }

  @Test func voidElementsAndEmptyOnes() {
    #expect(
      Markup("div") {
        Markup("br"); Markup("td"); Markup("path", ["d": "M0 0"])
      }.text
        == "<div><br><td></td><path d=\"M0 0\"/></div>")
  }

  @Test func absentAttributesAreLeftOutAndNumbersAreShort() {
    let absent: String? = nil
    let markup = Markup("rect", ["id": absent, "x": 1.0, "y": -0.126, "width": Double.nan, "rx": 3])
    #expect(markup.text == "<rect x=\"1\" y=\"-0.13\" width=\"0\" rx=\"3\"/>")
  }

  @Test func builderTakesLoopsAndConditions() {
    let isShown = false
    let list = Markup("ul") {
      for name in ["a", "b"] { Markup("li") { name } }
      if isShown { "no" }
      if isShown { "no" } else { "yes" }
    }
    #expect(list.text == "<ul><li>a</li><li>b</li>yes</ul>")
  }
}
