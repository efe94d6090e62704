import Metrics

extension DataError: CustomStringConvertible {
  /// The error as a sentence for people; names files, but no path of the machine.
  public var description: String {
    switch self {
    case .notFound(let name):
      "there is no file or folder \(name)"
    case .unreadable(let name, let reason):
      "\(name) can't be read: \(reason)"
    case .unwritable(let name, let reason):
      "\(name) can't be written: \(reason)"
    case .noLayout(let folder, let found):
      "\(folder) is no data set: expected train/CLASS/… and test/CLASS/… folders, CLASS/… folders, the files of a "
        + "known data set, or a table with the columns path and label (other names: --columns image=…,label=…)"
        + (found.isEmpty ? "" : "; found \(Self.list(found))")
    case .noImages(let folder):
      "\(folder) has no images"
    case .outputNotEmpty(let name):
      "\(name) exists and is not empty; choose another output folder"
    case .tooManyUnreadable(let count, let total, let examples):
      "\(count) of \(total) images can't be read, more than 5 %: \(Self.list(examples, of: count)); "
        + "`hilum data check` lists them all"
    case .oneClass(let name):
      "there is only one class\(name.isEmpty ? "" : " (\(name))"); at least two are needed"
    case .emptyClass(let name, let split):
      "class folder \(Self.folder(name, split)) has no images"
    case .classesDiffer(let split, let missing, let present):
      "the classes differ between the splits: \(split?.rawValue ?? "the data set") has \(Self.list(present)) "
        + "but no \(Self.list(missing))"
    case .findingsAllAlike(let split, let present):
      "every finding that is known of the images \(split.map { "in \($0.rawValue) " } ?? "")is "
        + (present ? "present: none is without" : "absent: none has any")
    case .classesOfModelDiffer(let model, let data):
      "the model tells \(Self.list(model)) apart, but the data set has \(Self.list(data)); say which labels are which: "
        + "--classes \"\(model.map { "\($0)=…" }.joined(separator: ","))\""
    case .malformedCSV(let file, let line, let problem):
      "\(file), line \(line): \(problem)"
    case .missingColumn(let file, let column, let present):
      "\(file) has no column \(column); it has \(Self.list(present))"
    case .emptyCell(let file, let line, let column):
      "\(file), line \(line): \(column) is empty"
    case .unknownLabel(let file, let line, let label, let known):
      "\(file), line \(line): unknown label '\(label)'; known are \(Self.list(known))"
    case .unknownSplit(let file, let line, let value):
      "\(file), line \(line): unknown split '\(value)'; it must be train, val or test"
    case .splitMissing(let file, let line):
      "\(file), line \(line): no split, though other lines have one"
    case .pathOutside(let file, let line):
      "\(file), line \(line): the path must be relative to the table's folder and stay inside it"
    case .missingImages(let file, let paths, let count):
      "\(file) names \(count) \(count == 1 ? "image that is" : "images that are") not there: \(Self.list(paths, of: count))"
    case .duplicateRow(let file, let path, let lines):
      "\(file) has \(path) more than once: lines \(Self.list(lines.map { "\($0)" }))"
    case .patientsInSeveralSplits(let file, let patients, let count):
      "\(file) puts \(count) \(count == 1 ? "patient" : "patients") into more than one split: "
        + Self.list(patients, of: count)
    case .ambiguousImage(let file, let line, let image, let paths):
      "\(file), line \(line): \(image) could be \(Self.list(paths)); give its path"
    case .compressedTable(let name):
      "\(name) is packed; unpack it first (gunzip \(name))"
    case .severalTables(let folder, let found):
      "\(folder) has several tables of images: \(Self.list(found)); name the one that is meant"
    case .severalDataSets(let folder, let found):
      "\(folder) holds several data sets: \(Self.list(found)); name the one that is meant"
    case .unknownAttributes(let attributes, let known):
      "the data tell no \(Self.list(attributes)) of any image; \(known.isEmpty ? "nor anything else of the kind" : "they tell \(Self.list(known))")"
        + " (columns of other names: --columns \(attributes.first ?? "sex")=NAME)"
    case .malformedColumns(let text):
      "columns are chosen as image=NAME,label=NAME (also patient, split, view, age, sex, subtype, site, "
        + "device), not '\(text)'"
    case .malformedClasses(let text):
      "classes are chosen as \"NORMAL=normal|No Finding,PNEUMONIA=pneumonia\": two or more, each label in one; not \(text)"
    case .tooManyClasses(let classes):
      "the data has \(classes.count) classes (\(Self.list(classes))); two are needed: merge them, or leave some out, "
        + "such as --classes \"\(Self.merging(classes))\""
    case .classesBeyondLimit(let count, let limit):
      "there are \(count) classes, more than \(limit): is there a folder or a label for each patient?"
    case .pictureInSeveralClasses(let path, let classes):
      "\(path) is in several classes: the patterns of \(Self.list(classes)) match it"
    case .unknownFindings(let names, let known):
      "the data set names no \(Self.list(names)); it names \(Self.list(Array(known.prefix(30)), of: known.count))"
    case .noFindings:
      "the data set names no finding"
    case .contradiction(let option, let task):
      "\(option) can't be chosen where the task is \(task.rawValue)"
    case .tooFewPatients(let name, let patients, let needed):
      "class \(name) has images of only \(patients) \(patients == 1 ? "patient" : "patients"), too few for \(needed) parts"
    case .invalidFractions(let validation, let test):
      "validation \(validation) and test \(test) can't be split off: each must be at least 0, together less than 1, "
        + "and what is needed above 0"
    case .invalidFoldCount(let count):
      "\(count) folds make no cross-validation; at least 2 are needed"
    case .emptySplit(let split):
      "there are no images in \(split.rawValue)"
    }
  }

  // MARK: - Parts

  /// Two classes made of several: the healthy one, and all others.
  private static func merging(_ classes: [String]) -> String {
    let healthy = classes.first(where: LabelName.isNegative) ?? classes.first ?? ""
    let others = classes.filter { $0 != healthy }
    return "\(healthy)=\(healthy),\(others.first ?? "")=\(others.joined(separator: "|"))"
  }

  private static func folder(_ name: String, _ split: Split?) -> String {
    split.map { "\($0.rawValue)/\(name)" } ?? name
  }

  /// Items as in `a, b, c and 4 more`.
  private static func list(_ items: [String], of count: Int? = nil) -> String {
    let rest = (count ?? items.count) - items.count
    return items.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}

extension CSVProblem: CustomStringConvertible {
  /// The problem as the second half of a sentence.
  public var description: String {
    switch self {
    case .empty: "the table is empty"
    case .unterminatedQuote: "a quoted field does not end"
    case .textAfterQuote: "text follows a closing quote"
    case .strayQuote: "a quote inside a field that is not quoted"
    case .nul: "there is a NUL: it is no text"
    case .utf16: "it is UTF-16; save it as UTF-8"
    case .fieldCount(let found, let expected): "\(found) fields where the header has \(expected)"
    case .duplicateColumn(let name): "two columns are called \(name)"
    case .tooManyBytes(let count, let limit): "the file has \(count) bytes; at most \(limit) are read"
    case .tooManyColumns(let limit): "more than \(limit) fields"
    case .tooManyRows(let limit): "more than \(limit) lines; divide the table"
    case .fieldTooLong(let limit): "a field is longer than \(limit) bytes"
    }
  }
}
