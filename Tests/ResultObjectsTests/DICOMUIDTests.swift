import ResultObjects
import Testing

struct DICOMUIDTests {
  @Test(arguments: [
    ("1.2.840.10008.1.1", true), ("1", true), ("1.02", true), ("", false), (".", false), ("1..2", false),
    ("1.2 ", false),
    ("1.2.a", false), ("1.2*", false), (String(repeating: "1", count: 64), true),
    (String(repeating: "1", count: 65), false),
  ])
  func knowsUIDs(text: String, isValid: Bool) {
    #expect(DICOMUID.isValid(text) == isValid)
  }
}
