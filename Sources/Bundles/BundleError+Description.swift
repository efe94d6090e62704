import Files

extension BundleError: CustomStringConvertible {
  /// The error as a sentence for people; names no path.
  public var description: String {
    switch self {
    case .notFound(let name):
      "there is no folder \(name) with a model"
    case .notABundle(let name):
      "\(name) is no model bundle: it has no model.json"
    case .malformedMetadata(let bundle, let reason):
      "the model.json of \(bundle) can't be read: \(reason)"
    case .unknownSchema(let bundle, let found, let supported):
      "\(bundle) is a bundle of layout \(found); this version of Hilum reads layout \(supported)"
    case .missingFile(let bundle, BundleFile.quantizedGraph.rawValue):
      "\(bundle) has no \(BundleFile.quantizedGraph.rawValue), which int8 needs; f32 and bf16 work without"
    case .missingFile(let bundle, let file):
      "\(bundle) lacks \(file)\(Self.remedy(for: file))"
    case .unlistedFile(let bundle, let file):
      "\(bundle) has a \(file) that its model.json does not know; it is not used, and neither is the bundle"
    case .changedFile(let bundle, let file, let expected, let found):
      "\(file) of \(bundle) is not what the bundle was written with (SHA-256 \(expected.hex.prefix(12))… expected, "
        + "\(found.hex.prefix(12))… found); train or copy it anew"
    case .ensemble(.tooFew(let count)):
      "an ensemble needs two models or more, not \(count)"
    case .ensemble(.nested(let name)):
      "\(name) is an ensemble itself; give its members"
    case .ensemble(.differing(let key, let first, let second)):
      "\(first) and \(second) differ in '\(key)' of their model.json and can't read together"
    case .badName(let name):
      "'\(name)' is no name for a model: up to 64 letters, digits, '-', '_' and '.', beginning with a letter or digit"
    case .unknownModel(let name, let version):
      version.map { "there is no version \($0) of the model '\(name)'" } ?? "there is no model '\(name)'"
    }
  }

  private static func remedy(for file: String) -> String {
    switch BundleFile(rawValue: file) {
    case .graph: "; `hilum export --onnx` makes it"
    case .quantizedGraph: "; `hilum export --int8 --calibration DIR` makes it"
    default: ""
    }
  }
}
