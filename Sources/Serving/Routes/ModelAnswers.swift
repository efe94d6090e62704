import Bundles
import Foundation
import Inference
import Metrics
import Radiograph

/// What `/models` answers.
struct ModelList: Encodable {
  struct Model: Encodable {
    let name: String
    let defaultVersion: Int?
    let versions: [Version]

    private enum CodingKeys: String, CodingKey {
      case name, versions
      case defaultVersion = "default_version"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(defaultVersion, forKey: .defaultVersion)
      try container.encode(versions, forKey: .versions)
    }
  }

  struct Files: Encodable {
    let card: Bool
    let report: Bool
    let evaluation: Bool
  }

  struct Version: Encodable {
    let number: Int
    let state: String
    let error: String?
    let metadata: ModelMetadata?
    let precision: Precision?
    let comparison: ShadowComparison?

    private enum CodingKeys: String, CodingKey {
      case version, state, error, architecture, task, classes, metrics, evidence, stress, created, has, precision
      case shadow, agreement
      case positiveClass = "positive_class"
      case operatingPoint = "operating_point"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(number, forKey: .version)
      try container.encode(state, forKey: .state)
      try container.encode(error, forKey: .error)
      try container.encode(metadata?.network.architecture, forKey: .architecture)
      if let task = metadata?.task, task != .binary { try container.encode(task, forKey: .task) }
      try container.encode(metadata?.classes, forKey: .classes)
      try container.encode(metadata?.positiveClass, forKey: .positiveClass)
      try container.encode(metadata?.metrics.test, forKey: .metrics)
      try container.encode(metadata?.metrics.evidence, forKey: .evidence)
      try container.encode(metadata?.metrics.stress, forKey: .stress)
      try container.encode(metadata?.operatingPoint, forKey: .operatingPoint)
      try container.encode(metadata?.created, forKey: .created)
      try container.encode(precision, forKey: .precision)
      try container.encode(metadata?.agreement, forKey: .agreement)
      let files = metadata?.files ?? [:]
      try container.encode(
        Files(
          card: files[BundleFile.card.rawValue] != nil, report: files[BundleFile.report.rawValue] != nil,
          evaluation: files[BundleFile.evaluation.rawValue] != nil), forKey: .has)
      try container.encodeIfPresent(comparison, forKey: .shadow)
    }
  }

  let models: [Model]

  init(_ library: ModelLibrary) {
    let slots = library.snapshot
    models = Set(slots.keys.map(\.name.description)).sorted().map { name in
      let versions = slots.filter { $0.key.name.description == name }.sorted { $0.key.version < $1.key.version }
      return Model(
        name: name, defaultVersion: library.defaultVersion(of: name),
        versions: versions.map { identity, slot in
          Version(
            number: identity.version, state: library.stateName(identity, slot), error: slot.error,
            metadata: slot.model?.metadata, precision: slot.model?.predictor.precision.used,
            comparison: library.comparison(of: identity))
        })
    }
  }
}
