import Bundles
import Files
import Foundation

/// A run at an MLflow server: the calls that it takes, in their order.
struct MLflowRun: Sendable {
  private let client: MLflowClient
  private let tracked: TrackedRun
  private let artefacts: String

  /// Whether the run was there before.
  let isResumed: Bool

  /// Where a person looks at it.
  var page: String { client.server.page(of: tracked.run, in: tracked.experiment) }

  // MARK: - Beginning

  /// Begins a run, or goes on with the one that a folder names.
  ///
  /// - Parameters:
  ///   - folder: The training's folder, which keeps the run's number.
  ///   - tags: What is said of it from the beginning.
  /// - Throws: ``TrackingError``.
  init(
    with client: MLflowClient, named name: String, folder: URL, tags: [MLflowRequest.Entry]
  ) async throws(TrackingError) {
    self.client = client
    let server = client.server
    if let kept = TrackedRun(of: folder), kept.server == server.address,
      let run = try await Self.existing(kept, client)
    {
      (tracked, artefacts, isResumed) = (kept, run.artefacts, true)
      try await client.send(.update(kept.run, .running))
      return
    }
    let experiment = try await Self.experiment(server.experiment, client)
    let answer = try await client.send(
      .makeRun(in: experiment, name: name, start: Date.now.milliseconds, tags: tags))
    guard let run = answer?.run?.info else { throw .malformedAnswer }
    tracked = TrackedRun(server: server.address, experiment: experiment, run: run.id)
    (artefacts, isResumed) = (run.artefacts, false)
    do { try tracked.write(to: folder) } catch { throw .localFile("\(error)") }
  }

  /// A run that the server still has.
  private static func existing(
    _ kept: TrackedRun, _ client: MLflowClient
  ) async throws(TrackingError) -> MLflowAnswer.Run.Info? {
    do throws(TrackingError) {
      let info = try await client.send(.run(kept.run))?.run?.info
      return info?.stage == "deleted" ? nil : info
    } catch .refused(404, _) {
      return nil
    }
  }

  /// The number of an experiment, which is made where there is none of the name.
  private static func experiment(
    _ name: String, _ client: MLflowClient
  ) async throws(TrackingError) -> String {
    if let found = try await known(name, client) { return found }
    do throws(TrackingError) {
      guard let made = try await client.send(.makeExperiment(name))?.experimentID else { throw .malformedAnswer }
      return made
    } catch .refused(_, "RESOURCE_ALREADY_EXISTS") {
      // Another training was faster.
      guard let found = try await known(name, client) else { throw .malformedAnswer }
      return found
    }
  }

  private static func known(
    _ name: String, _ client: MLflowClient
  ) async throws(TrackingError) -> String? {
    do throws(TrackingError) {
      guard let found = try await client.send(.experiment(named: name))?.experiment else { throw .malformedAnswer }
      guard found.stage != "deleted" else { throw .experimentIsDeleted(name) }
      return found.id
    } catch .refused(404, "RESOURCE_DOES_NOT_EXIST") {
      return nil
    }
  }

  // MARK: - While it goes on

  /// Logs numbers and parameters.
  func log(metrics: [MLflowRequest.Metric] = [], parameters: [MLflowRequest.Entry] = []) async throws(TrackingError) {
    for request in try MLflowRequest.log(to: tracked.run, metrics: metrics, parameters: parameters) {
      try await client.send(request)
    }
  }

  /// Puts a file among the run's artefacts.
  func put(_ body: MLflowRequest.Body, as name: String) async throws(TrackingError) {
    try await client.send(ArtefactStore(artefacts, of: client.server.address).put(body, as: name))
  }

  /// Says that the run has come to its end, and how.
  func end(_ status: MLflowRequest.Status) async throws(TrackingError) {
    try await client.send(.update(tracked.run, status, end: Date.now.milliseconds))
  }

  // MARK: - Its model

  /// Makes the run's model.
  ///
  /// - Returns: The model, without its files; nil at a server before MLflow 3, where the model is a folder of the run.
  func makeModel() async throws(TrackingError) -> MLflowModel? {
    do throws(TrackingError) {
      let answer = try await client.send(.makeModel("model", of: tracked.run, in: tracked.experiment))
      guard let info = answer?.model?.info else { throw .malformedAnswer }
      return MLflowModel(id: info.id, artefacts: info.artefacts)
    } catch .refused(404, _) {
      return nil
    }
  }

  /// Puts a bundle's files where the model's are, and says that it is complete.
  ///
  /// - Parameter step: The epoch whose weights it has.
  func put(_ bundle: ModelBundle, as model: MLflowModel?, step: Int) async throws(TrackingError) {
    let store = try ArtefactStore(model?.artefacts ?? artefacts, of: client.server.address)
    let folder = model == nil ? "model/" : ""
    let description = MLmodel(bundle.metadata, run: tracked.run, model: model?.id)
    let names = bundle.metadata.files.keys.sorted() + [ModelBundle.metadataName]
    for name in names {
      let file = MLflowRequest.Body.file(bundle.url.appending(path: name))
      try await client.send(store.put(file, as: "\(folder)\(MLmodel.bundle)/\(name)"))
    }
    // The last, as it makes the folder a model.
    try await client.send(store.put(.bytes(Data(description.yaml.utf8)), as: folder + MLmodel.name))
    guard let model else { return }
    try await client.send(.finishModel(model.id))
    try await client.send(.output(model.id, of: tracked.run, step: step))
  }
}

/// A model of a run, from MLflow 3.
struct MLflowModel: Sendable {
  let id: String
  /// Where its files are put.
  let artefacts: String
}

extension Date {
  /// Milliseconds since 1970, as MLflow counts.
  var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }
}
