public import Foundation

/// What reading a data set leaves open.
public struct DatasetOptions: Sendable, Hashable {
  /// What counts as positive in NIH ChestX-ray14.
  public var nihTarget: NIHTarget
  /// Labels that a CSV table may have; `nil` allows any.
  public var classes: [String]?

  /// Options of your own; by default Normal/Abnormal and any class.
  public init(nihTarget: NIHTarget = .abnormal, classes: [String]? = nil) {
    self.nihTarget = nihTarget
    self.classes = classes
  }
}

extension Dataset {
  /// Reads a folder (or a CSV file) of labelled images, whichever its layout.
  ///
  /// Of DICOM files the header is read, for patient, view, age and sex, unless a table knows the patients. No other image
  /// is opened.
  ///
  /// - Throws: ``DataError``.
  public static func read(_ url: URL, options: DatasetOptions = DatasetOptions()) throws -> Dataset {
    switch try DatasetLayout.detect(url) {
    case .splitFolders(let splits):
      try ClassFolderReader(root: url).read(splits: splits)
    case .classFolders:
      try ClassFolderReader(root: url).read()
    case .nih(let table):
      try NIHReader(table: table, target: options.nihTarget).read()
    case .table(let table):
      try TableReader(table: table, classes: options.classes).read()
    }
  }
}
