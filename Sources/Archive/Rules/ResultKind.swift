/// What can come out of a reading.
public enum ResultKind: String, Sendable, Codable, CaseIterable {
  /// TID 1500 measurement report, a Comprehensive 3D SR.
  case structuredReport = "sr"
  /// Secondary Capture of the overlay.
  case secondaryCapture = "sc"
  /// Grayscale Softcopy Presentation State.
  case presentationState = "gsps"
  /// FHIR R4 DiagnosticReport with its Observations.
  case fhir
  /// HL7 v2 ORU, for worklists.
  case oru
  /// A message to a web address.
  case webhook
}
