public import Foundation

/// What reading a data set leaves open.
public struct DatasetOptions: Sendable, Hashable {
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

  /// Options with a target, classes, or those of a model.
  public init(target: Target? = nil, classes: ClassChoice? = nil, modelClasses: [String]? = nil) {
    self.target = target
    self.classes = classes
    self.modelClasses = modelClasses
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
