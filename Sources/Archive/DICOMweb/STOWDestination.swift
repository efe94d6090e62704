/// A DICOMweb server to which results are sent by STOW-RS.
public struct STOWDestination: Destination {
  /// What it is called in the configuration.
  public let name: String
  private let client: DICOMwebClient

  /// A server.
  ///
  /// - Throws: ``DICOMwebError`` where its address or a file for TLS can't be used.
  public init(name: String, _ endpoint: DICOMwebEndpoint, timeout: Duration = .seconds(60)) throws(DICOMwebError) {
    self.name = name
    client = try DICOMwebClient(endpoint, limits: DICOMwebLimits(time: timeout))
  }

  /// Sends a DICOM object, and returns once the server has it.
  ///
  /// - Throws: ``DeliveryError``; permanent for what is no DICOM object, and for what the server would refuse again.
  public func send(_ result: OutgoingResult) async throws(DeliveryError) {
    guard let instance = result.sopInstance else {
      throw DeliveryError(reason: "DICOMweb takes DICOM objects only, no \(result.kind.rawValue)", isPermanent: true)
    }
    let answer: StoreAnswer
    do {
      answer = try await client.store([result.file])
    } catch {
      throw DeliveryError(reason: error.description, isPermanent: error.isPermanent)
    }
    guard !answer.isEmpty, !answer.stored.contains(instance) else { return }
    guard let failure = answer.failures.first else {
      throw DeliveryError(reason: "the DICOMweb server does not say that it has the object", isPermanent: false)
    }
    throw DeliveryError(reason: "the DICOMweb server refuses: \(failure)", isPermanent: failure.isPermanent)
  }
}
