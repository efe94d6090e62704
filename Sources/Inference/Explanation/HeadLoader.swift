import Bundles
import Synchronization

/// Loads the head of a bundle's network when it is first needed, and only once; every precision has the same head.
final class HeadLoader: Sendable {
  private let bundle: ModelBundle
  private let loaded: Mutex<Result<ClassifierHead, any Error>?>

  /// A loader for a bundle, with the head if it is there already.
  init(_ bundle: ModelBundle, _ head: ClassifierHead?) {
    self.bundle = bundle
    loaded = Mutex(head.map { .success($0) })
  }

  /// The head.
  ///
  /// - Throws: `BundleError`, `ONNXError`, `ExplanationError`.
  func head() throws -> ClassifierHead {
    try loaded.withLock { loaded in
      if let loaded { return loaded }
      let result = Result { try ClassifierHead(of: bundle) }
      loaded = result
      return result
    }.get()
  }
}
