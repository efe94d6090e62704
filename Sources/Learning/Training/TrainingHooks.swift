/// What goes on around a training: who is told, what is kept, what may stop it.
package struct TrainingHooks {
  /// Is told of batches and epochs.
  package var observer: (TrainingEvent) -> Void = { _ in }
  /// Is given each finished epoch with its predictions on validation data, before it is kept.
  package var record: (EpochResult, TaskPredictions) throws -> Void = { _, _ in }
  /// Keeps a state, so that training can go on from it; nil where another rank does.
  package var save: ((TrainingState) throws -> Void)?
  /// May ask for an end.
  package var interruption = Interruption()
  /// Seconds after which a state is kept inside an epoch; one is always kept at its end.
  package var savingInterval = 300.0

  /// Nobody is told and nothing is kept.
  package init() {}
}
