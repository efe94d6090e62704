public import Metrics

/// Labelled images, their classes, and where they come from.
///
/// Samples are in the order of their paths, so that nothing that follows depends on the file system.
public struct Dataset: Sendable, Equatable {
  /// What is decided of a picture.
  public let task: ClassificationTask
  /// Names of the classes, or of the findings; a sample's label is an index into them.
  ///
  /// For class folders they are in folder order, that is, sorted, as torchvision's `ImageFolder` has them.
  public let classes: [String]
  /// Index of the class that counts as positive for sensitivity and specificity.
  ///
  /// With two classes of which one has a name that means "nothing found" (`NORMAL`, `healthy`, `no_…`), it is the other
  /// one; else the last class.
  public let positiveClass: Int
  /// Index of the class whose name means "nothing found", if there is one; findings have none.
  public let negativeClass: Int?
  /// The samples in the order of their paths.
  public let samples: [Sample]
  /// How the data set was read.
  public let provenance: Provenance

  /// A data set of your own; the samples are put in the order of their paths.
  ///
  /// - Parameter task: What is decided of a picture; told by the number of classes where nil.
  public init(task: ClassificationTask? = nil, classes: [String], samples: [Sample], provenance: Provenance) {
    let task = task ?? .telling(apart: classes.count)
    self.task = task
    self.classes = classes
    let healthy = task == .multilabel ? [] : Self.healthyClasses(in: classes)
    negativeClass = healthy.first
    positiveClass = task == .binary && classes.count == 2 && healthy == [1] ? 0 : max(0, classes.count - 1)
    self.samples = samples.sorted { $0.path < $1.path }
    self.provenance = provenance
  }

  /// How a data set was read, and what the reader noticed.
  public struct Provenance: Sendable, Equatable {
    /// What kind of data set it is.
    public var layout: LayoutName
    /// The folder's name, without the path to it.
    public var name: String
    /// Files that were passed over, by reason.
    public var ignored: [IgnoredFile: Int]
    /// Class folders found in each split (or in the one folder, under `nil`), empty ones included.
    public var classFolders: [Split?: [String: Int]]
    /// Sentences for people: what was decided on their behalf.
    public var notes: [String]
    /// What the layout was told by.
    public var reason: String
    /// Which column of a table was taken for what.
    public var columns: [String: String]
    /// How patients are told apart.
    public var patientsFrom: String
    /// Provenance of your own.
    public init(
      layout: LayoutName, name: String, ignored: [IgnoredFile: Int] = [:],
      classFolders: [Split?: [String: Int]] = [:], notes: [String] = [], reason: String = "",
      columns: [String: String] = [:], patientsFrom: String = "file names"
    ) {
      self.layout = layout
      self.name = name
      self.ignored = ignored
      self.classFolders = classFolders
      self.notes = notes
      self.reason = reason
      self.columns = columns
      self.patientsFrom = patientsFrom
    }
  }
}

// MARK: - Looking

extension Dataset {
  /// The samples of a split, in order.
  public func samples(in split: Split?) -> [Sample] { samples.filter { $0.split == split } }

  /// Whether any sample belongs to a split.
  public var isSplit: Bool { samples.contains { $0.split != nil } }

  /// Samples of each class, or with each finding: `counts(in: .train)[label]`.
  public func counts(in split: Split?) -> [Int] { tallies(in: split).map(\.positives) }

  /// Patients with images in more than one split, in order.
  public var sharedPatients: [SharedPatient] {
    var images: [String: [Split: Int]] = [:]
    for sample in samples {
      guard let split = sample.split else { continue }
      images[sample.patient, default: [:]][split, default: 0] += 1
    }
    return images.filter { $0.value.count > 1 }.map { SharedPatient(patient: $0.key, images: $0.value) }
      .sorted { $0.patient < $1.patient }
  }

  /// What is wrong with the classes: what makes training or measuring meaningless, whatever the images are.
  public var problems: [DataError] {
    guard !samples.isEmpty else { return [.noImages(folder: provenance.name)] }
    guard task != .multilabel else { return findingProblems }
    var problems: [DataError] = []
    if classes.count < 2 { problems.append(.oneClass(classes.first ?? "")) }
    if task == .binary, classes.count > 2 { problems.append(.tooManyClasses(classes)) }
    for split in splits {
      let folders = provenance.classFolders[split]
      let counts = counts(in: split)
      let present = classes.indices.filter { counts[$0] > 0 }.map { classes[$0] }
      let empty = classes.filter { !present.contains($0) && folders?[$0] == 0 }
      problems += empty.map { .emptyClass($0, split: split) }
      let missing = classes.filter { !present.contains($0) && !empty.contains($0) }
      if !missing.isEmpty { problems.append(.classesDiffer(split: split, missing: missing, present: present)) }
    }
    return problems
  }

  /// Refuses a data set that nothing can be learnt from.
  ///
  /// - Throws: the first of ``problems``.
  public func validate() throws {
    if let problem = problems.first { throw problem }
  }

  /// The splits that have samples; `nil` is first.
  var splits: [Split?] { Set(samples.map(\.split)).sorted(by: Self.inOrder) }

  private static func inOrder(_ left: Split?, _ right: Split?) -> Bool {
    guard let right else { return false }
    guard let left else { return true }
    return left < right
  }
}

/// A patient with images in more than one split: what is learnt from one of them leaks into the figures of another.
public struct SharedPatient: Sendable, Hashable, Codable {
  /// Whose images they are.
  public let patient: String
  /// Images in each split.
  public let images: [Split: Int]
}

// MARK: - Changing

extension Dataset {
  /// The same data set with other samples, and notes added.
  public func replacing(samples: [Sample], notes: [String] = []) -> Dataset {
    var provenance = provenance
    provenance.notes += notes
    return Dataset(task: task, classes: classes, samples: samples, provenance: provenance)
  }

  /// The same data set with the class order of a model.
  ///
  /// - Throws: ``DataError/classesOfModelDiffer(model:data:)`` if the names are not the same, whatever the order.
  public func aligned(with classes: [String]) throws -> Dataset {
    guard classes != self.classes else { return self }
    guard classes.sorted() == self.classes.sorted() else {
      throw DataError.classesOfModelDiffer(model: classes, data: self.classes)
    }
    let index = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
    let samples = samples.map { sample in
      switch sample.truth {
      case .oneOf(let label): sample.relabelled(.oneOf(index[self.classes[label]] ?? label))
      case .findings(let findings):
        sample.relabelled(.findings(classes.map { name in self.classes.firstIndex(of: name).flatMap { findings[$0] } }))
      }
    }
    return Dataset(task: task, classes: classes, samples: samples, provenance: provenance)
  }

  /// The classes whose names mean that nothing was found.
  private static func healthyClasses(in classes: [String]) -> [Int] {
    let negatives: Set<String> = ["normal", "negative", "healthy", "no finding", "0"]
    return classes.indices.filter { index in
      let name = classes[index].lowercased().replacing("_", with: " ")
      return negatives.contains(name) || name.hasPrefix("no ") || name.hasPrefix("not ") || name.hasPrefix("non")
    }
  }
}
