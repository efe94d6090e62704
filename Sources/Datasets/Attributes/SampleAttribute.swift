public import Metrics

/// An attribute by which figures are broken down.
public enum SampleAttribute: String, Sendable, Hashable, CaseIterable {
  case age, sex, view, site, device, subtype

  /// Which negative cases a group of it is measured against: only ill people have a subtype.
  public var negatives: Subgroup.Negatives { self == .subtype ? .all : .own }
}

extension Dataset {
  /// The attributes that some sample has.
  public var attributes: [SampleAttribute] {
    SampleAttribute.allCases.filter { attribute in samples.contains { $0.attributes[attribute] != nil } }
  }

  /// Refuses attributes that no sample has.
  ///
  /// - Throws: ``DataError/unknownAttributes(_:known:)``.
  public func require(_ wanted: [SampleAttribute]) throws {
    let known = attributes
    let unknown = wanted.filter { !known.contains($0) }
    guard unknown.isEmpty else {
      throw DataError.unknownAttributes(unknown.map(\.rawValue), known: known.map(\.rawValue))
    }
  }
}
