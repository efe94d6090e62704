public import Foundation
public import Metrics

/// One labelled image of a data set.
public struct Sample: Sendable, Hashable {
  /// Where the image is.
  public let url: URL
  /// Its path relative to the data set's folder, with `/` between the parts; unique within the data set.
  public let path: String
  /// Its class, as an index into ``Dataset/classes``, or which of the findings there it has.
  public let truth: Truth
  /// Whose image it is; images of one patient never end up in different splits.
  public let patient: String
  /// The part it plays; `nil` while the data set has not been split.
  public let split: Split?
  /// What else is known of it, for figures by subgroup.
  public let attributes: SampleAttributes
  /// Where the outline of its lungs is, if the data set has it.
  public let outline: URL?

  /// A sample of a class.
  public init(
    url: URL, path: String, label: Int, patient: String, split: Split? = nil,
    attributes: SampleAttributes = SampleAttributes(), outline: URL? = nil
  ) {
    self.init(
      url: url, path: path, truth: .oneOf(label), patient: patient, split: split, attributes: attributes,
      outline: outline)
  }

  /// A sample of your own.
  public init(
    url: URL, path: String, truth: Truth, patient: String, split: Split? = nil,
    attributes: SampleAttributes = SampleAttributes(), outline: URL? = nil
  ) {
    self.url = url
    self.path = path
    self.truth = truth
    self.patient = patient
    self.split = split
    self.attributes = attributes
    self.outline = outline
  }

  /// The index of its class; of findings 1 where any is there, else 0.
  public var label: Int { truth.label }

  /// The file's name, without any folder.
  public var fileName: String { url.lastPathComponent }

  /// The same sample in another split.
  public func moved(to split: Split?) -> Sample {
    Sample(url: url, path: path, truth: truth, patient: patient, split: split, attributes: attributes, outline: outline)
  }

  /// The same sample with another truth.
  func relabelled(_ truth: Truth) -> Sample {
    Sample(url: url, path: path, truth: truth, patient: patient, split: split, attributes: attributes, outline: outline)
  }
}
