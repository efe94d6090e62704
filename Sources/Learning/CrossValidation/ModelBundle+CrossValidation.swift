public import Bundles
public import Foundation

extension ModelBundle {
  /// The models at a place: the one of a bundle or of a run's folder, or those of a cross-validation's folds.
  ///
  /// - Throws: `BundleError`; ``LearningError/crossValidationUnfinished(_:)`` and ``LearningError/foldMissing(_:fold:folds:)``
  ///   where folds lack their model.
  public static func all(at url: URL) throws -> [ModelBundle] {
    guard let folder = try CrossValidationDirectory(finished: url) else { return [try ModelBundle(contentsOf: url)] }
    return try folder.models()
  }
}
