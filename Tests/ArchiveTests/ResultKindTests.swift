import Archive
import Testing

struct ResultKindTests {
  @Test func namesAreThoseOfTheConfiguration() {
    #expect(ResultKind.allCases.map(\.rawValue) == ["sr", "sc", "gsps", "fhir", "oru", "webhook"])
  }
}
