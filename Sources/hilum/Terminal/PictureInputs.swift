import ArgumentParser
import Datasets
import Foundation

/// What says which pictures are to be read.
struct PictureInputs: ParsableArguments {
  @Argument(help: "Pictures: JPEG, PNG or DICOM, folders of them, and tables (.csv, .tsv) with a column of paths.")
  var files: [String] = []

  @Option(help: "A text file with more of them: the path of a picture on each line.")
  var list: String?

  @Option(help: "The column of a table that has the paths, where its name doesn't tell: image=NAME.")
  var columns: String?

  @OptionGroup var study: StudySelection

  func validate() throws {
    let hasFiles = !files.isEmpty || list != nil
    guard hasFiles != (study.study != nil) else {
      throw ValidationError(
        hasFiles ? "files and --study exclude each other" : "say which pictures to read: files, or --study UID")
    }
  }

  /// The pictures.
  ///
  /// - Parameter strict: Whether what is named on the command line must be there: a folder that is missing is no picture
  ///   that can't be read.
  /// - Throws: `DataError`, `FileError`, and what asking an archive throws.
  func pictures(strict: Bool) throws -> NamedPictures {
    if let fetched = try study.pictures() { return NamedPictures(fetched) }
    if strict, let missing = files.first(where: { FileStatus(URL(filePath: $0)) == nil }) {
      throw DataError.notFound(missing)
    }
    let choice = try columns.map { try ColumnChoice(parsing: $0) } ?? ColumnChoice()
    let listed = try list.map { try PictureList.lines(of: URL(filePath: $0)) } ?? []
    return NamedPictures(try PictureList.files(files, columns: choice) + listed)
  }
}
