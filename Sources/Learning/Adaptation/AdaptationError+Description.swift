import Foundation
import Metrics

extension AdaptationError: CustomStringConvertible {
  /// The error as a sentence for people; names no path.
  public var description: String {
    switch self {
    case .severalClasses(let task):
      "the model's task is \(task.rawValue); only models of two classes are adapted to a site"
    case .tooFewPictures(let found, let needed):
      "there are \(found) pictures that can be read; adapting a model takes at least \(needed)"
    case .tooFewOfAClass(let name, let found, let needed):
      "there are \(found) pictures of \(name) that can be read; adapting a model takes at least \(needed) of each class"
    case .noBatchNorm(let architecture):
      "the model's network, \(architecture), has no batch normalisation; leave --batch-norm out"
    case .trainingPrevalenceUnknown(let bundle):
      "\(bundle) does not say how many pictures of each class it was trained on, without which there is no telling how "
        + "the site differs"
    case .prevalenceUncertain(let interval):
      String(
        format: "the share of positive pictures can't be told (from %.0f to %.0f %%): give more pictures, or labels",
        100 * interval.lower, 100 * interval.upper)
    }
  }
}
