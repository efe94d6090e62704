import Inference
import ResultObjects
import Testing

struct ReportTextTests {
  @Test func keepsItsSentences() {
    let text = ReportText(findings: ["a"], impression: ["b"])
    #expect(text.findings == ["a"] && text.impression == ["b"])
  }
}
