import Backbones
import Bundles

extension NetworkDescription {
  /// The backbone.
  ///
  /// - Throws: ``LearningError/unknownArchitecture(_:)``, ``LearningError/graphAlone``.
  func backbone() throws -> Architecture {
    guard !isGraph else { throw LearningError.graphAlone }
    guard let architecture = Architecture(rawValue: architecture) else {
      throw LearningError.unknownArchitecture(architecture)
    }
    return architecture
  }

  /// The shape of the head.
  ///
  /// - Throws: ``LearningError/unknownArchitecture(_:)`` where there is attention that is not known.
  func head() throws -> Head.Options {
    let attention = attention ?? MapAttention.none.rawValue
    guard let attention = MapAttention(rawValue: attention) else {
      throw LearningError.unknownArchitecture("\(architecture) with \(attention)")
    }
    return Head.Options(
      outputs: outputs, hidden: hidden, batchNorm: batchNorm, dropout: dropout, attention: attention,
      scales: scales ?? 1)
  }
}
