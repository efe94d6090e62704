import Backbones
import Torch

extension ImportError: CustomStringConvertible {
  /// The error as a sentence for people; it says what fits.
  public var description: String {
    switch self {
    case .unknownNetwork(let file, let keys):
      "\(file) is of no network that Hilum has (\(Self.known)); its tensors are \(Self.list(keys))"
    case .otherArchitecture(let file, let asked, let recognised?, _) where recognised != asked:
      "\(file) is no \(asked.rawValue); it looks like \(recognised.rawValue): --architecture \(recognised.rawValue)"
    case .otherArchitecture(let file, let asked, _, let mismatch):
      "\(file) does not fit \(asked.rawValue): \(Self.text(mismatch))"
    case .architectureGiven(let file, let architecture):
      "\(file) says itself what network it has; leave --architecture \(architecture.rawValue) out"
    case .head(let file, let fault):
      "the head in \(file) does not fit: \(fault)"
    case .outputs(let file, let found, let classes):
      "\(file) has \(found) output\(found == 1 ? "" : "s"), and --classes names \(classes.count): "
        + (found == 1
          ? "one output is for two classes, the second of which is positive unless --positive says otherwise"
          : "name \(found), in the order of the outputs")
    case .positiveIsFirst(let file, let classes):
      "the one output of \(file) is that of the second class, \(classes.last ?? ""), which must be positive; a graph with an "
        + "output for each class has no such limit"
    case .otherClasses(let file, let found, let given):
      found.sorted() == given.sorted()
        ? "\(file) has its classes in another order: --classes \(found.map(\.shown).joined(separator: ","))"
        : "\(file) is of the classes \(Self.list(found)), not \(Self.list(given)); --other-names takes the names given"
    case .differingChannels(let file):
      "the first layer in \(file) takes grey pictures: give --mean and --std as one number each"
    case .kerasLayer(let file, let name, let className, let expected):
      "\(file) is not the compact CNN: layer \(name.shown) (\(className.shown)) stands where \(expected) would fit"
    case .kerasEnd(let file, let expected):
      "\(file) is not the compact CNN: it ends where \(expected) would follow"
    case .graphInput(let file, let found, let wanted):
      "\(file) takes pictures of \(found), not \(wanted) (channels, height, width); --size, --mean and --std say others"
    case .fixedBatch(let file):
      "\(file) can't be run for several pictures at once; export it with a batch of any size (dynamic_axes, dynamic_shapes)"
    }
  }

  private static var known: String { Architecture.allCases.map(\.rawValue).joined(separator: ", ") }

  private static func list(_ names: [String]) -> String {
    names.prefix(4).map(\.shown).joined(separator: ", ") + (names.count > 4 ? ", …" : "")
  }

  private static func text(_ mismatch: StateMismatch?) -> String {
    guard let mismatch else { return "its head is of another network" }
    var parts: [String] = []
    if !mismatch.missing.isEmpty { parts.append("\(list(mismatch.missing)) missing") }
    if !mismatch.unexpected.isEmpty { parts.append("\(list(mismatch.unexpected)) not expected") }
    if let first = mismatch.shapes.first {
      parts.append("\(first.key.shown) is \(first.found) instead of \(first.expected)")
    }
    return parts.joined(separator: "; ")
  }
}

extension String {
  /// Foreign text in one printable line of at most 60 characters.
  fileprivate var shown: String {
    let head = unicodeScalars.prefix(60).map { $0.value < 0x20 || $0.value == 0x7F ? "\u{FFFD}" : String($0) }.joined()
    return unicodeScalars.dropFirst(60).isEmpty ? head : head + "…"
  }
}
