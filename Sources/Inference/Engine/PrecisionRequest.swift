public import Bundles

/// The arithmetic that is asked for.
public enum PrecisionRequest: String, Sendable, Hashable, Codable, CaseIterable {
  /// The fastest that the processor is quick in and that the model keeps its word in, by its own record of agreement.
  case auto
  /// 32-bit floats.
  case f32
  /// 16-bit brain floats.
  case bf16
  /// 8-bit integers.
  case int8

  /// The precision that is asked for by name; nil for ``auto``.
  public var explicit: Precision? { Precision(rawValue: rawValue) }
}

extension ModelBundle {
  /// The precision that a request comes to for this model.
  ///
  /// Without one by name it is the quickest that the processor has and that the record allows
  /// (`PrecisionAgreement.Entry.keepsWord`); f32 where there is no record, or the graph is not the one that was measured. The
  /// networks of an ensemble run in one precision, which all their records must allow.
  public func precision(_ request: PrecisionRequest, on processor: @autoclosure () -> Processor = .current) -> Precision
  {
    if let explicit = request.explicit { return explicit }
    let networks = members.isEmpty ? [self] : members
    let quickestFirst: [Precision] = [.int8, .bf16]
    return quickestFirst.first { precision in
      networks.allSatisfy { $0.agreement(in: precision)?.keepsWord == true } && processor().isQuick(in: precision)
    } ?? .f32
  }
}
