public import Foundation
public import Metrics

/// What reading a data set leaves open.
public struct DatasetOptions: Sendable, Hashable {
  /// What is decided of a picture; `nil` is told by the data: two classes are binary, more are multi-class, and findings
  /// are one question, the ``target``, unless ``findings`` are named.
  public var task: ClassificationTask?
  /// Which findings, where several are told at once; `nil` for all that the data set names.
  public var findings: [String]?
  /// What is told apart where images have findings; `nil` leaves it to the layout.
  public var target: Target?
  /// Which labels make up which class; `nil` leaves it to the labels.
  public var classes: ClassChoice?
  /// Classes of a model that the data is for: labels are matched to them.
  public var modelClasses: [String]?
  /// Which column of a table is what, where their names don't tell.
  public var columns = ColumnChoice()
  /// What counts where a reader was not sure.
  public var uncertain = UncertainPolicy.ignore
  /// When a finding counts where there are several readers.
  public var readers = ReaderPolicy.majority
  /// Which views are taken.
  public var views = ViewPolicy.frontal
  /// What the headers of DICOM files are asked for where nothing else tells; sites and devices are read only so.
  public var attributes: Set<SampleAttribute> = []
  /// Whether the same picture in two classes is left out.
  public var dropsConflicts = false

  /// Options with a task, a target, classes, or those of a model, whose task goes with them.
  public init(
    task: ClassificationTask? = nil, target: Target? = nil, classes: ClassChoice? = nil, modelClasses: [String]? = nil
  ) {
    self.task = task
    self.target = target
    self.classes = classes
    self.modelClasses = modelClasses
  }

  /// Whether images are to have findings, each of them there or not.
  public var asksForFindings: Bool { task == .multilabel || (task == nil && findings != nil) }

  /// Refuses choices of which one is about another task.
  ///
  /// - Throws: ``DataError/contradiction(option:task:)``.
  package func check() throws {
    let task = asksForFindings ? .multilabel : task
    guard let task else { return }
    if findings != nil, task != .multilabel { throw DataError.contradiction(option: "findings", task: task) }
    if target != nil, task != .binary { throw DataError.contradiction(option: "target", task: task) }
  }
}

extension Dataset {
  /// Reads a folder (or a table) of labelled images, whichever its layout.
  ///
  /// Of DICOM files the header is read, for patient, view, age and sex, unless a table knows the patients and no
  /// attribute is asked for. No other image is opened, unless conflicts are to be left out.
  ///
  /// - Throws: ``DataError``.
  public static func read(_ url: URL, options: DatasetOptions = DatasetOptions()) throws -> Dataset {
    let place = try LayoutCatalogue.detect(url, options: options)
    let dataset = try Dataset(place.layout.read(place.folder, options), place, options: options)
    return options.dropsConflicts ? dataset.droppingConflicts() : dataset
  }
}
