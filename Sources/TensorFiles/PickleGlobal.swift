/// A function or class that a pickle may name.
///
/// Nothing else is on the allow-list, and none is ever executed: each stands for what `PickleMachine` itself does when a
/// pickle calls it.
struct PickleGlobal {
  /// What a global stands for.
  enum Meaning {
    case orderedDictionary
    case size
    case device
    case rebuildTensor
    case rebuildTensorV2
    case rebuildParameter
    case rebuildParameterWithState
    case storage(ScalarType)
    case scalarType
  }

  /// The name in Python, as `module.name`.
  let name: String
  /// What it stands for.
  let meaning: Meaning

  /// Looks up `module.name`; nil for everything that is not allowed.
  init?(name: String) {
    guard let meaning = Self.allowed[name] else { return nil }
    self.name = name
    self.meaning = meaning
  }

  /// The allow-list.
  private static let allowed: [String: Meaning] = {
    var allowed: [String: Meaning] = [
      "collections.OrderedDict": .orderedDictionary,
      "torch.Size": .size,
      "torch.device": .device,
      "torch._utils._rebuild_tensor": .rebuildTensor,
      "torch._utils._rebuild_tensor_v2": .rebuildTensorV2,
      "torch._utils._rebuild_parameter": .rebuildParameter,
      "torch._utils._rebuild_parameter_with_state": .rebuildParameterWithState,
    ]
    let storages: [(String, ScalarType)] = [
      ("Double", .float64), ("Float", .float32), ("Half", .float16), ("BFloat16", .bfloat16), ("Long", .int64),
      ("Int", .int32), ("Short", .int16), ("Char", .int8), ("Byte", .uint8), ("Bool", .bool),
    ]
    for (name, scalarType) in storages {
      allowed["torch.\(name)Storage"] = .storage(scalarType)
      allowed["torch.cuda.\(name)Storage"] = .storage(scalarType)
      allowed["torch.\(scalarType)"] = .scalarType
    }
    return allowed
  }()
}
