public import Foundation

/// One labelled image of a data set.
public struct Sample: Sendable, Hashable {
  /// Where the image is.
  public let url: URL
  /// Its path relative to the data set's folder, with `/` between the parts; unique within the data set.
  public let path: String
  /// Index into ``Dataset/classes``.
  public let label: Int
  /// Whose image it is; images of one patient never end up in different splits.
  public let patient: String
  /// The part it plays; `nil` while the data set has not been split.
  public let split: Split?
  /// What else is known of it, for figures by subgroup.
  public let attributes: SampleAttributes
  /// Where the outline of its lungs is, if the data set has it.
  public let outline: URL?

  /// A sample of your own.
  public init(
    url: URL, path: String, label: Int, patient: String, split: Split? = nil,
    attributes: SampleAttributes = SampleAttributes(), outline: URL? = nil
  ) {
    self.url = url
    self.path = path
    self.label = label
    self.patient = patient
    self.split = split
    self.attributes = attributes
    self.outline = outline
  }

  /// The file's name, without any folder.
  public var fileName: String { url.lastPathComponent }

  /// The same sample in another split.
  public func moved(to split: Split?) -> Sample {
    Sample(url: url, path: path, label: label, patient: patient, split: split, attributes: attributes, outline: outline)
  }

  /// The same sample with another class index.
  func relabelled(_ label: Int) -> Sample {
    Sample(url: url, path: path, label: label, patient: patient, split: split, attributes: attributes, outline: outline)
  }
}

/// What is known of a sample besides its class, by which figures are broken down; `nil` where it is not known.
public struct SampleAttributes: Sendable, Hashable {
  /// View position, such as `PA` or `AP`.
  public var view: String?
  /// Age in years.
  public var age: Double?
  /// Sex: `F`, `M` or `O`.
  public var sex: String?
  /// A finer kind of the class, such as `bacteria` or `virus` for pneumonia.
  public var subtype: String?

  /// Attributes of your own.
  public init(view: String? = nil, age: Double? = nil, sex: String? = nil, subtype: String? = nil) {
    self.view = view
    self.age = age
    self.sex = sex
    self.subtype = subtype
  }
}
