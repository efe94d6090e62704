import Bundles
import Synchronization

/// Loads the head of a bundle's network when it is first needed; every precision has the same head.
final class HeadLoader: Sendable {
  private let bundle: ModelBundle
  private let loaded: Mutex<ClassifierHead?>

  /// A loader for a bundle, with the head if it is there already.
  init(_ bundle: ModelBundle, _ head: ClassifierHead?) {
    self.bundle = bundle
    loaded = Mutex(head)
  }

  /// The head.
  ///
  /// - Throws: `BundleError`, `ONNXError`, `ExplanationError`.
  func head() throws -> ClassifierHead {
    try loaded.withLock { loaded in
      if let loaded { return loaded }
      let head = try ClassifierHead(of: bundle)
      loaded = head
      return head
    }
  }
}
