import ArgumentParser
import Datasets
import Foundation

/// Attributes between commas, as `--by` takes them.
struct AttributeList: ExpressibleByArgument {
  /// Each once, in the order given.
  let attributes: [SampleAttribute]

  /// `nil` if a name is none of an attribute.
  init?(argument: String) {
    var attributes: [SampleAttribute] = []
    for name in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let attribute = SampleAttribute(rawValue: name.trimmingCharacters(in: .whitespaces)) else { return nil }
      if !attributes.contains(attribute) { attributes.append(attribute) }
    }
    self.attributes = attributes
  }
}
