import Foundation
public import Logging

/// An archive that can be asked for studies, as the configuration has it.
public enum ArchiveSource: Sendable, Equatable {
  /// A DICOMweb server that is asked by QIDO-RS and WADO-RS.
  case dicomweb(DICOMwebEndpoint)
  /// A node that is asked by C-FIND and C-MOVE, and sends to our own at another address.
  case dimse(PeerAddress, receiver: PeerAddress, tls: TLSFiles?)

  /// How long one answer may take.
  private static let timeout = Duration.seconds(30)

  /// The archive.
  ///
  /// - Throws: ``DICOMwebError`` where an address or a file can't be used.
  public func studySource(logger: Logger) throws(DICOMwebError) -> any StudySource {
    switch self {
    case .dicomweb(let endpoint):
      DICOMwebSource(try DICOMwebClient(endpoint, limits: DICOMwebLimits(time: Self.timeout)))
    case .dimse(let peer, let receiver, let tls):
      DIMSESource(peer, receiver: receiver, tls: tls, timeout: Self.timeout, logger: logger)
    }
  }
}

extension ArchiveConfiguration {
  /// The source with a name.
  ///
  /// - Throws: ``ConfigurationError/unknownSource(name:known:)``, ``ConfigurationError/unusableSource(name:reason:)``.
  public func studySource(_ name: String, logger: Logger) throws(ConfigurationError) -> any StudySource {
    guard let source = sources[name] else { throw .unknownSource(name: name, known: sources.keys.sorted()) }
    do {
      return try source.studySource(logger: logger)
    } catch {
      throw .unusableSource(name: name, reason: error.description)
    }
  }
}

// MARK: - YAML

extension ArchiveSource {
  init(_ node: ConfigurationNode, from folder: URL) throws(ConfigurationError) {
    let values = try node.values(["dicomweb", "dimse", "receive"] + DICOMwebEndpoint.keys)
    switch (values["dicomweb"], values["dimse"]) {
    case (let place?, nil):
      if let receive = values["receive"] { throw receive.notAllowed("left out beside dicomweb") }
      self = .dicomweb(try DICOMwebEndpoint(place, values, from: folder))
    case (nil, let place?):
      for key in DICOMwebEndpoint.keys where key != "tls" {
        if let node = values[key] { throw node.notAllowed("left out beside dimse") }
      }
      guard let peer = PeerAddress(try place.text()) else { throw place.notAllowed("AE@HOST:PORT") }
      guard let receive = values["receive"] else { throw node.missing("receive") }
      guard let receiver = PeerAddress(try receive.text()) else { throw receive.notAllowed("AE@HOST:PORT") }
      self = .dimse(
        peer, receiver: receiver,
        tls: try values["tls"].map { (node) throws(ConfigurationError) in try TLSFiles(node, from: folder) })
    default: throw node.notAllowed("a source with the key dicomweb or the key dimse")
    }
  }
}
