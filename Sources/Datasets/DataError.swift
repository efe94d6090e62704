public import Metrics

/// What can be wrong with labelled images.
///
/// The sentences stand in `DataError+Description.swift`. Files and folders go by their names or by paths relative to the data set; no case carries a path of the machine.
public enum DataError: Error, Sendable, Equatable {

  // MARK: - Files and folders

  /// There is no such file or folder.
  case notFound(String)
  /// A file or folder can't be read; `reason` is the system's.
  case unreadable(name: String, reason: String)
  /// A file or folder can't be written; `reason` is the system's.
  case unwritable(name: String, reason: String)
  /// The folder has none of the layouts that are read; `found` names some of what is in it.
  case noLayout(folder: String, found: [String])
  /// There is no image below the folder.
  case noImages(folder: String)
  /// The folder to write to has something in it.
  case outputNotEmpty(String)
  /// More than ``DataCheck/unreadableLimit`` of the images can't be read; `examples` are `name: reason`.
  case tooManyUnreadable(count: Int, total: Int, examples: [String])

  // MARK: - Classes

  /// There is only one class.
  case oneClass(String)
  /// A class folder has no image.
  case emptyClass(String, split: Split?)
  /// A split lacks classes that another split has.
  case classesDiffer(split: Split?, missing: [String], present: [String])
  /// Of all findings that are known of a split's images, each is there, or none is.
  case findingsAllAlike(split: Split?, present: Bool)
  /// The data set has other classes than the model.
  case classesOfModelDiffer(model: [String], data: [String])

  // MARK: - Tables

  /// A CSV file is malformed or a limit at a line (counted from 1).
  case malformedCSV(file: String, line: Int, problem: CSVProblem)
  /// A CSV file lacks a column.
  case missingColumn(file: String, column: String, present: [String])
  /// A cell that must have a value is empty.
  case emptyCell(file: String, line: Int, column: String)
  /// A row names a class or finding that is not known.
  case unknownLabel(file: String, line: Int, label: String, known: [String])
  /// A row names something other than train, val or test as its split.
  case unknownSplit(file: String, line: Int, value: String)
  /// Some rows have a split and others none.
  case splitMissing(file: String, line: Int)
  /// A row's path is absolute or leaves the data set's folder.
  case pathOutside(file: String, line: Int)
  /// Images of the table are not there; `paths` are the first few of `count`.
  case missingImages(file: String, paths: [String], count: Int)
  /// Two rows are about the same image.
  case duplicateRow(file: String, path: String, lines: [Int])
  /// Patients whose images a table puts into several splits; `patients` are the first few of `count`.
  case patientsInSeveralSplits(file: String, patients: [String], count: Int)

  /// An image's name is that of several files.
  case ambiguousImage(file: String, line: Int, image: String, paths: [String])
  /// A table is packed.
  case compressedTable(String)
  /// A folder has several tables of images.
  case severalTables(folder: String, found: [String])
  /// A folder holds several data sets.
  case severalDataSets(folder: String, found: [String])

  /// Nothing tells these attributes of any image; `known` are those that are told.
  case unknownAttributes([String], known: [String])

  // MARK: - Choices

  /// `--columns` is not `role=column,…`.
  case malformedColumns(String)
  /// `--classes` is not `CLASS=label|label,…`, or a label is in two classes.
  case malformedClasses(String)
  /// More classes than a binary task has.
  case tooManyClasses([String])
  /// More classes or findings than are taken.
  case classesBeyondLimit(count: Int, limit: Int)
  /// Patterns of several classes match a picture.
  case pictureInSeveralClasses(path: String, classes: [String])
  /// Findings that are asked for and that the data set does not name.
  case unknownFindings([String], known: [String])
  /// Findings are asked for, and the data set names none.
  case noFindings
  /// An option is about another task.
  case contradiction(option: String, task: ClassificationTask)

  // MARK: - Splitting

  /// A class has images of fewer patients than there are parts to fill.
  case tooFewPatients(class: String, patients: Int, needed: Int)
  /// The fractions of validation and test are negative or leave nothing to train on.
  case invalidFractions(validation: Double, test: Double)
  /// Fewer than two folds are asked for.
  case invalidFoldCount(Int)
  /// A part that is needed has no image.
  case emptySplit(Split)
}

/// How a CSV file is malformed, or one of ``CSVLimits``.
public enum CSVProblem: Sendable, Equatable {
  /// The file has no header line.
  case empty
  /// A quoted field does not end.
  case unterminatedQuote
  /// Something other than a delimiter or line end follows a closing quote.
  case textAfterQuote
  /// A quote stands inside a field that does not begin with one.
  case strayQuote
  /// There is a NUL.
  case nul
  /// The bytes are UTF-16.
  case utf16
  /// A line has another number of fields than the header.
  case fieldCount(found: Int, expected: Int)
  /// The header names a column twice.
  case duplicateColumn(String)
  /// The file is larger than allowed.
  case tooManyBytes(count: Int, limit: Int)
  /// A line has more fields than allowed.
  case tooManyColumns(limit: Int)
  /// There are more lines than allowed.
  case tooManyRows(limit: Int)
  /// A field is longer than allowed.
  case fieldTooLong(limit: Int)
}
