/// Which layers learn.
public enum FineTuning: Sendable, Hashable {
  /// Only the head; the backbone stays as it is, its batch normalisation in evaluation mode.
  case head
  /// The head and the last blocks of the backbone; the others stay as they are.
  case lastBlocks(Int)
  /// Everything.
  case full
}

extension RecipeCodec<FineTuning> {
  /// `head`, `full` or `{last_blocks: N}`.
  static let fineTuning: RecipeCodec = {
    let allowed = "head, full or {last_blocks: N} with N from 1 to 64"
    let blocks = RecipeCodec<Int>.int(1...64)
    return RecipeCodec(
      allowed: allowed,
      read: { node, _, key in
        switch node.content {
        case .scalar("head", isQuoted: false): return .head
        case .scalar("full", isQuoted: false): return .full
        case .mapping(let entries) where entries.count == 1 && entries[0].key == "last_blocks":
          return .lastBlocks(try blocks.read(entries[0].value, 1, "\(key).last_blocks"))
        default: throw node.notAllowed(key, allowed)
        }
      },
      write: { value in
        switch value {
        case .head: .plain("head")
        case .full: .plain("full")
        case .lastBlocks(let count): .mapping([("last_blocks", .plain("\(count)"))])
        }
      })
  }()
}
