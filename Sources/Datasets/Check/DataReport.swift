public import Metrics

/// What ``DataCheck`` found: the JSON of `hilum data check --json`.
public struct DataReport: Sendable, Equatable, Codable {
  /// Name of the data set's folder.
  public var name: String
  /// How it is laid out.
  public var layout: LayoutName
  /// What the layout was told by.
  public var layoutReason: String
  /// Which column of a table was taken for what.
  public var columns: [String: String]
  /// How patients are told apart.
  public var patientsFrom: String
  /// What is decided of a picture; `nil` where that is binary.
  public var task: ClassificationTask?
  /// Its classes or findings in the order of their indices.
  public var classes: [String]
  /// What counts as positive: a class, or that anything is found.
  public var positiveClass: String?
  /// Images in all, readable or not.
  public var images: Int
  /// Patients in all.
  public var patients: Int
  /// Images of each class, or with each finding, in each split; `all` where there is no split.
  public var counts: [String: [String: Int]]
  /// Images without each finding; `nil` where each image has one class.
  public var negatives: [String: [String: Int]]?
  /// Images of which each finding is not known; `nil` where each image has one class.
  public var unknown: [String: [String: Int]]?
  /// Images in each split; `nil` where each image has one class, and the counts add up to it.
  public var imagesPerSplit: [String: Int]?
  /// Patients in each split; `all` where there is no split.
  public var patientsPerSplit: [String: Int]
  /// Columns of the readable images.
  public var width: Spread?
  /// Rows of the readable images.
  public var height: Spread?
  /// Readable images of each format.
  public var formats: [String: Int]
  /// Readable images of each bit depth.
  public var bitDepths: [String: Int]
  /// Readable images that are grey, and that are stored in colour.
  public var colors: [String: Int]
  /// Readable images of each modality, where the header tells it.
  public var modalities: [String: Int]
  /// Images of each view position, where it is known.
  public var views: [String: Int]
  /// Images that can't be read.
  public var unreadable: [UnreadableImage]
  /// Images with the very same bytes.
  public var exactDuplicates: [DuplicateImages]
  /// Images that are nearly the same, but not byte by byte.
  public var nearDuplicates: [DuplicateImages]
  /// Patients with images in more than one split.
  public var sharedPatients: [SharedPatient]
  /// What makes the data set unfit for training, as sentences.
  public var problems: [String]
  /// The same picture in two classes, or with a finding and without.
  public var conflicts: [DuplicateImages]
  /// Whether a model may be trained on the data set.
  public var fit: Bool
  /// What makes it unfit, as sentences: ``problems`` under the name that programs look for.
  public var reasons: [String]
  /// Files that were passed over, by reason.
  public var ignored: [IgnoredFile: Int]
  /// What the reader decided or noticed, as sentences.
  public var notes: [String]
  /// The data set's ``DataFingerprint``.
  public var fingerprint: String
  /// Time that reading and decoding took.
  public var seconds: Double
  /// Images read and decoded a second.
  public var imagesPerSecond: Double?

  /// Whether a model may be trained on the data set.
  public var isUsable: Bool { fit }

  /// Smallest, middle and largest of some numbers.
  public struct Spread: Sendable, Equatable, Codable {
    /// The smallest.
    public var min: Int
    /// The middle one; of an even number the lower.
    public var median: Int
    /// The largest.
    public var max: Int

    /// `nil` for no numbers.
    init?(_ values: [Int]) {
      let sorted = values.sorted()
      guard let first = sorted.first, let last = sorted.last else { return nil }
      (min, median, max) = (first, sorted[(sorted.count - 1) / 2], last)
    }
  }

  private enum CodingKeys: String, CodingKey {
    case name, layout, classes, images, patients, counts, width, height, formats, colors, modalities, views, unreadable
    case problems, conflicts, fit, reasons, ignored, notes, fingerprint, seconds, columns
    case task, negatives, unknown
    case imagesPerSplit = "images_per_split"
    case layoutReason = "layout_reason"
    case patientsFrom = "patients_from"
    case positiveClass = "positive_class"
    case patientsPerSplit = "patients_per_split"
    case bitDepths = "bit_depths"
    case exactDuplicates = "exact_duplicates"
    case nearDuplicates = "near_duplicates"
    case sharedPatients = "shared_patients"
    case imagesPerSecond = "images_per_second"
  }
}

/// An image that can't be read.
public struct UnreadableImage: Sendable, Hashable, Codable {
  /// Its path in the data set.
  public var file: String
  /// A stable name of the reason.
  public var code: String
  /// The reason as a sentence.
  public var reason: String
}

/// Images that are the same or nearly so.
public struct DuplicateImages: Sendable, Hashable, Codable {
  /// Their paths in the data set.
  public var files: [String]
  /// Whether they lie in more than one split: what is learnt from one is measured on the other.
  public var acrossSplits: Bool
  /// Whether their labels contradict each other: at most one of them is right.
  public var acrossClasses: Bool
  /// Whether they go by more than one patient.
  public var acrossPatients: Bool

  init(_ samples: [Sample]) {
    files = samples.map(\.path)
    acrossSplits = Set(samples.map(\.split)).count > 1
    acrossClasses = samples.map(\.truth).isContradictory
    acrossPatients = Set(samples.map(\.patient)).count > 1
  }

  private enum CodingKeys: String, CodingKey {
    case files
    case acrossSplits = "across_splits"
    case acrossClasses = "across_classes"
    case acrossPatients = "across_patients"
  }
}
