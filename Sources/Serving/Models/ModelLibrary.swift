import Bundles
import Dispatch
import Files
import Foundation
import HTTPTypes
import Inference
import Logging
import Synchronization

/// The models that are served, kept in step with their folder.
///
/// A version is checked, compiled and run once before it takes requests. What fails is remembered and never takes the place
/// of a version that works; requests under way finish with the version that they began with.
final class ModelLibrary: Sendable {
  /// A version as it stands.
  struct Slot: Sendable {
    var model: ServedModel?
    var isLoading = false
    var error: String?
    /// Says whether the files have changed.
    var fingerprint = ""
    /// Since when its folder is gone.
    var goneSince: ContinuousClock.Instant?
    /// Whether an administrator has taken it out of service.
    var isUnloaded = false
  }

  private struct State {
    var slots: [ModelIdentity: Slot] = [:]
    var comparisons: [ModelIdentity: ShadowComparison] = [:]
    var isSettled = false
  }

  private let source: ModelSource
  private let loader: ModelLoader
  private let policies: [String: VersionPolicy]
  private let defaultName: String?
  private let removalDelay: Duration
  private let logger: Logger
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "hilum.models")

  init(_ source: ModelSource, loader: ModelLoader, options: ServingOptions, logger: Logger) {
    self.source = source
    self.loader = loader
    policies = options.policies
    defaultName = options.defaultModel
    removalDelay = options.removalDelay
    self.logger = logger
  }

  // MARK: - Looking up

  /// The model for a request: a canary now and then, else the version that is named, else the one that answers.
  ///
  /// - Throws: ``APIError`` where there is none.
  func model(named name: String? = nil, version: String? = nil) throws -> ServedModel {
    guard let version else { return try answering(name) }
    guard let number = Int(version), let wanted = name ?? defaultModelName else { throw APIError.unknownModel }
    guard let slot = slot(name: wanted, version: number), !slot.isUnloaded else { throw APIError.unknownModel }
    guard let model = slot.model else { throw APIError.notReady }
    return model
  }

  /// The version of a model that reads along with the one that answers.
  func shadow(of model: ServedModel) -> ServedModel? {
    guard let version = policies[model.identity.name.description]?.shadow, version != model.identity.version else {
      return nil
    }
    return slot(name: model.identity.name.description, version: version)?.model
  }

  private func answering(_ name: String?) throws -> ServedModel {
    guard let name = name ?? defaultModelName else { throw APIError.notReady }
    let slots = snapshot.filter { $0.key.name.description == name }
    guard !slots.isEmpty else { throw APIError.unknownModel }
    let policy = policies[name] ?? VersionPolicy()
    if let canary = policy.canary, Double.random(in: 0..<1) < canary.share,
      let model = slots.first(where: { $0.key.version == canary.version })?.value.model
    {
      return model
    }
    let ready = slots.filter { identity, slot in
      slot.model != nil
        && (policy.pinned.map { $0 == identity.version }
          ?? (identity.version != policy.shadow && identity.version != policy.canary?.version))
    }
    guard let model = ready.max(by: { $0.key.version < $1.key.version })?.value.model else { throw APIError.notReady }
    return model
  }

  private func slot(name: String, version: Int) -> Slot? {
    snapshot.first { $0.key.name.description == name && $0.key.version == version }?.value
  }

  /// The name that requests without one mean: the one that was configured, else the first.
  var defaultModelName: String? {
    defaultName ?? snapshot.filter { $0.value.model != nil }.map(\.key.name.description).min()
  }

  /// The version of a model that answers, if one is ready.
  func defaultVersion(of name: String) -> Int? {
    let policy = policies[name] ?? VersionPolicy()
    return snapshot.filter { identity, slot in
      identity.name.description == name && slot.model != nil
        && (policy.pinned.map { $0 == identity.version }
          ?? (identity.version != policy.shadow && identity.version != policy.canary?.version))
    }.keys.map(\.version).max()
  }

  /// Every version as it stands.
  var snapshot: [ModelIdentity: Slot] { state.withLock { $0.slots } }

  /// Whether every version that was there at the start has been loaded or refused, and some can read.
  var isReady: Bool { state.withLock { $0.isSettled && $0.slots.values.contains { $0.model != nil } } }

  /// Versions that can read.
  var readyCount: Int { snapshot.values.count { $0.model != nil } }

  /// What a version is called in lists.
  func stateName(_ identity: ModelIdentity, _ slot: Slot) -> String {
    guard slot.model != nil else { return slot.isUnloaded ? "unloaded" : slot.isLoading ? "loading" : "failed" }
    let policy = policies[identity.name.description]
    if policy?.shadow == identity.version { return "shadow" }
    return policy?.canary?.version == identity.version ? "canary" : "ready"
  }

  // MARK: - Shadows

  /// How a shadow compares with the versions that answered.
  func comparison(of identity: ModelIdentity) -> ShadowComparison? { state.withLock { $0.comparisons[identity] } }

  /// Keeps what a shadow said of a picture beside what was answered.
  func compare(_ shadow: ModelIdentity, said: Reading, answered: Reading) {
    state.withLock { $0.comparisons[shadow, default: ShadowComparison()].add(said: said, answered: answered) }
  }

  // MARK: - Keeping in step

  /// Looks at the folder once, and loads what is new in it; returns when that is done.
  func refresh() {
    queue.sync { scan() }
  }

  /// The same on another thread.
  func refreshInBackground() {
    queue.async { self.scan() }
  }

  /// Takes a version, or all of a model, out of service, or puts it back.
  ///
  /// - Throws: ``APIError`` where there is none, or it can't be loaded.
  func setLoaded(_ isLoaded: Bool, name: String, version: Int? = nil) throws {
    let identities = snapshot.keys.filter { $0.name.description == name && (version == nil || $0.version == version) }
    guard !identities.isEmpty else { throw APIError.unknownModel }
    state.withLock { state in
      for identity in identities {
        state.slots[identity]?.isUnloaded = !isLoaded
        if isLoaded, state.slots[identity]?.model == nil { state.slots[identity]?.fingerprint = "" }
        if !isLoaded { state.slots[identity]?.model = nil }
      }
    }
    guard isLoaded else { return }
    refresh()
    let slots = snapshot
    if let error = identities.lazy.compactMap({ slots[$0]?.error }).first {
      throw APIError(.badRequest, "load_failed", "the model can't be loaded: \(error)")
    }
  }

  private func scan() {
    let found = source.discover()
    let gone = state.withLock { state in
      let now = ContinuousClock.now
      for identity in state.slots.keys {
        let since = state.slots[identity]?.goneSince
        state.slots[identity]?.goneSince = found[identity] == nil ? since ?? now : nil
      }
      let gone = state.slots.filter { $0.value.goneSince.map { now - $0 >= removalDelay } ?? false }.keys
      for identity in gone { state.slots[identity] = nil }
      return gone
    }
    for identity in gone { logger.notice("model removed", metadata: ["model": "\(identity)"]) }
    for (identity, place) in found.sorted(by: { ($0.key.description) < ($1.key.description) }) {
      let slot = snapshot[identity] ?? Slot()
      guard slot.fingerprint != place.fingerprint, !slot.isUnloaded else { continue }
      load(identity, place)
    }
    state.withLock { $0.isSettled = true }
  }

  private func load(_ identity: ModelIdentity, _ place: ModelSource.Place) {
    state.withLock {
      $0.slots[identity, default: Slot()].isLoading = true
      $0.slots[identity]?.fingerprint = place.fingerprint
    }
    let result = Result { try loader.load(ModelBundle(contentsOf: place.url), as: identity) }
    state.withLock { state in
      state.slots[identity]?.isLoading = false
      switch result {
      case .success(let model):
        state.slots[identity]?.model = model
        state.slots[identity]?.error = nil
        state.comparisons[identity] = nil
      case .failure(let error):
        state.slots[identity]?.error = "\(error)"
      }
    }
    switch result {
    case .success(let model):
      logger.info("model ready", metadata: ["model": "\(identity)", "precision": "\(model.predictor.precision)"])
    case .failure(let error):
      logger.error("model can't be loaded", metadata: ["model": "\(identity)", "reason": "\(error)"])
    }
  }
}

extension APIError {
  static let unknownModel = APIError(.notFound, "unknown_model", "there is no such model or version")
  static let notReady = APIError.unavailable("not_ready", "no model is ready yet")
}
