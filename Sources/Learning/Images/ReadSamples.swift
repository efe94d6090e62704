import Datasets

/// Some samples after all of them were looked at: those that could be read, each with what was found, and why the others
/// could not.
struct ReadSamples<Value> {
  /// The samples that could be read, in the order in which they were given.
  let samples: [Sample]
  /// What was found of each of ``samples``.
  let values: [Value]
  /// What could not be read, by path, with the reason.
  let unreadable: [(path: String, reason: String)]

  /// Sorts what was found.
  ///
  /// - Parameter results: One for each of `all`, in the same order; nil where a sample was not reached.
  init(_ all: [Sample], _ results: some Sequence<Result<Value, any Error>?>) {
    var samples: [Sample] = []
    var values: [Value] = []
    var unreadable: [(path: String, reason: String)] = []
    for (sample, result) in zip(all, results) {
      switch result {
      case .success(let value):
        samples.append(sample)
        values.append(value)
      case .failure(let error): unreadable.append((sample.path, "\(error)"))
      case nil: unreadable.append((sample.path, "it was not reached"))
      }
    }
    self.samples = samples
    self.values = values
    self.unreadable = unreadable
  }

  /// Refuses samples of which more can't be read than `DataCheck.unreadableLimit`.
  ///
  /// - Throws: `DataError.tooManyUnreadable`.
  func check() throws {
    try DataCheck.refuse(
      unreadable: unreadable.map { (file: $0.path, reason: $0.reason) }, of: samples.count + unreadable.count)
  }
}

extension ReadSamples where Value == Int {
  /// Sorts samples by what could not be read of them; the values are the others' places among all.
  ///
  /// - Parameter failures: Why samples could not be read, by their places.
  init(_ all: [Sample], failures: [Int: String]) {
    values = all.indices.filter { failures[$0] == nil }
    samples = values.map { all[$0] }
    unreadable = failures.sorted { $0.key < $1.key }.map { (all[$0.key].path, $0.value) }
  }
}
