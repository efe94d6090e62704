/// Why models can't read together in one bundle.
public enum EnsembleFault: Sendable, Equatable {
  /// There are fewer than two.
  case tooFew(Int)
  /// One of them, by name, is an ensemble itself.
  case nested(String)
  /// Two of them, by name, differ in something that `model.json` calls so.
  case differing(key: String, String, String)

  /// What keeps these models from reading together; nil if nothing does.
  public init?(_ models: [ModelMetadata]) {
    guard models.count >= 2 else {
      self = .tooFew(models.count)
      return
    }
    for model in models where model.ensemble != nil {
      self = .nested("\(model.name)")
      return
    }
    self.init(of: models[0], with: models.dropFirst())
  }

  /// What keeps the member of an ensemble from being one; nil if nothing does.
  init?(ensemble: ModelMetadata, member: ModelMetadata) {
    if member.ensemble != nil {
      self = .nested("\(member.name)")
      return
    }
    self.init(of: ensemble, with: [member])
  }

  private init?(of first: ModelMetadata, with others: some Sequence<ModelMetadata>) {
    for other in others {
      let key: String? =
        if other.task != first.task {
          "task"
        } else if other.classes != first.classes {
          "classes"
        } else if other.positiveClass != first.positiveClass {
          "positive_class"
        } else if other.negativeClass != first.negativeClass {
          "negative_class"
        } else if other.input != first.input {
          "input"
        } else {
          nil
        }
      guard let key else { continue }
      self = .differing(key: key, "\(first.name)", "\(other.name)")
      return
    }
    return nil
  }
}
