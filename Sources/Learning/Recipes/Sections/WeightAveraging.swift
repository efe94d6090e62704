/// Which mean over the steps of a stage its weights become.
public enum WeightAveraging: Sendable, Hashable {
  /// An exponential moving average with a decay; running statistics are averaged likewise.
  case exponential(decay: Double)
  /// The equal mean over a last share of the stage's steps (SWA); running statistics are estimated anew.
  case equal(share: Double)
}

extension RecipeCodec<WeightAveraging> {
  /// `{ema: DECAY}` or `{swa: SHARE}`.
  static let averaging: RecipeCodec = {
    let allowed = "{ema: DECAY} from 0 to below 1, or {swa: SHARE} above 0, up to 1"
    let (decay, share) = (RecipeCodec<Double>.number(0..<1), RecipeCodec<Double>.positive(upTo: 1))
    return RecipeCodec(
      allowed: allowed,
      read: { node, _, key in
        guard case .mapping(let entries) = node.content, entries.count == 1, let entry = entries.first else {
          throw node.wrongType(key, allowed)
        }
        switch entry.key {
        case "ema": return .exponential(decay: try decay.read(entry.value, 0, "\(key).ema"))
        case "swa": return .equal(share: try share.read(entry.value, 1, "\(key).swa"))
        default: throw node.notAllowed(key, allowed)
        }
      },
      write: { value in
        switch value {
        case .exponential(let number): decay.write(number).map { .mapping([("ema", $0)]) }
        case .equal(let number): share.write(number).map { .mapping([("swa", $0)]) }
        }
      })
  }()
}
