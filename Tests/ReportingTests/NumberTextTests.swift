import Reporting
import Testing

@Suite struct NumberTextTests {
  @Test(
    arguments: [
      (0.5, 3, "0.500"), (0.9996, 3, "1.000"), (-0.0004, 3, "0.000"), (-1.25, 1, "−1.3"), (12, 0, "12"),
      (1e300, 2, "1e300"), (.nan, 3, "–"), (.infinity, 3, "–"),
    ] as [(Double, Int, String)])
  func fixed(value: Double, decimals: Int, text: String) {
    #expect(NumberText.fixed(value, decimals) == text)
  }

  @Test(
    arguments: [
      (0, "0"), (0.0003, "0.0003"), (1.25e-7, "1.25e−7"), (12.5, "12.5"), (5216, "5216"), (0.98214, "0.9821"),
      (9.999e-8, "1e−7"), (-3, "−3"), (2.5e9, "2.5e9"), (.nan, "–"),
    ] as [(Double, String)])
  func plain(value: Double, text: String) {
    #expect(NumberText.plain(value) == text)
  }

  @Test func countsHaveThinSpaces() {
    #expect(NumberText.count(5216) == "5\u{202F}216")
    #expect(NumberText.count(-1_000_000) == "−1\u{202F}000\u{202F}000")
    #expect(NumberText.count(624) == "624")
    #expect(NumberText.percent(0.8409) == "84.1\u{202F}%")
  }
}
