/// Of which kinds pictures are changed as films of elsewhere differ, and how often.
public struct AcquisitionSection: RecipeSection {
  /// A list of kinds.
  public enum Preset: String, Sendable, Hashable, CaseIterable {
    /// How a picture is exposed and stored: levels, sharpness, noise, JPEG.
    case light
    /// Also how it was windowed, processed, collimated and marked.
    case strong

    /// The kinds.
    public var kinds: [AcquisitionKind] {
      switch self {
      case .light: [.brightness, .contrast, .gamma, .blur, .noise, .jpeg, .lowResolution]
      case .strong: AcquisitionKind.allCases
      }
    }
  }

  /// The list of kinds.
  public var preset = Preset.light
  /// How likely a picture is to be changed by one of them.
  public var probability = 0.7
  /// Kinds that are left out, so that they can be held against the model.
  public var without: [AcquisitionKind] = []

  /// The light kinds.
  public init() {}

  /// The kinds that are drawn from, each as likely.
  public var kinds: [AcquisitionKind] { preset.kinds.filter { !without.contains($0) } }

  static var fields: [RecipeField<Self>] {
    [
      RecipeField("preset", \.preset, .word, "which kinds"),
      RecipeField("probability", \.probability, .number(0...1), "how likely a picture is to be changed by one of them"),
      RecipeField("without", \.without, .words(), "kinds that are left out"),
    ]
  }
}

extension RecipeCodec<AcquisitionSection?> {
  /// A preset as a word, a mapping, or `none`.
  static let acquisition: RecipeCodec = {
    let section = RecipeCodec<AcquisitionSection>.section
    let presets = AcquisitionSection.Preset.allCases.map(\.rawValue)
    let allowed =
      (["none"] + presets).joined(separator: ", ") + " or {preset: strong, probability: 0.7, without: [jpeg]}"
    return RecipeCodec(
      allowed: allowed, keys: section.keys,
      read: { node, current, key in
        if let text = node.plainText, ["none", "null"].contains(text) { return nil }
        var value = current ?? AcquisitionSection()
        switch node.content {
        case .mapping:
          // An override of one key puts a mapping in the place of a word: which preset that was is gone then.
          guard current != nil || node["preset"] != nil else {
            throw RecipeError.wrongType(
              node.location, key: "\(key).preset", expected: "one of \(presets.joined(separator: ", "))",
              found: "absent")
          }
          value = try section.read(node, value, key)
        case .scalar(let text, isQuoted: false):
          guard let preset = AcquisitionSection.Preset(rawValue: text) else { throw node.notAllowed(key, allowed) }
          value.preset = preset
        case .scalar, .sequence:
          throw node.wrongType(key, allowed)
        }
        guard !value.kinds.isEmpty else {
          throw RecipeError.notAllowed(
            node.location, key: "\(key).without", allowed: "fewer than all kinds of the preset", found: "all of them")
        }
        return value
      },
      write: { $0.map(\.node) ?? .plain("none") })
  }()
}
