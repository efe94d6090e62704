import Foundation

/// VinDr-CXR (Nguyen et al., Scientific Data 2022): `annotations_train.csv` or Kaggle's `train.csv`, a line for each box
/// that a reader drew, three readers an image, and `image_id.dicom`.
struct VinDrLayout: Layout {
  let name = LayoutName("vindr_cxr")
  let title = "VinDr-CXR"

  func probe(_ folder: DataFolder, _ options: DatasetOptions) throws -> LayoutMatch? {
    folder.table(with: "image_id", "class_name", "rad_id").map {
      LayoutMatch(score: 100, reason: "\($0.table.file) has the columns image_id, class_name and rad_id")
    }
  }

  func read(_ folder: DataFolder, _ options: DatasetOptions) throws -> Listing {
    let heads = folder.tables.filter { $0.has("image_id", "class_name") }
    var result: Listing?
    var (missing, count) = (0, 0)
    var index: ImageIndex?
    var names: Set<String> = []
    for head in heads {
      let table = try TableReading(head.url, options)
      let images = try index ?? ImageIndex(folder.url, file: table.file)
      index = images
      var listing = result ?? table.listing(images)
      let votes = try Votes(table)
      let stem = FileName.last(of: table.file).lowercased().replacing(".csv", with: "")
      let split = heads.count > 1 ? stem.split(separator: "_").last.flatMap { Split(name: $0) } : nil
      count += votes.images.count
      names.formUnion(votes.names)
      for image in votes.images {
        guard let path = try images.path(of: image, line: votes.lines[image] ?? 1) else {
          missing += 1
          continue
        }
        listing.entries.append(
          Listing.Entry(path: path, label: .findings(votes.findings(image, options.readers)), split: split))
      }
      result = listing
    }
    guard var listing = result, let index else { return Listing() }
    listing.findings = names.sorted()
    listing.columns = ["image": "image_id", "label": "class_name"]
    listing.notes.append("Findings count where \(options.readers.phrase) of an image's readers saw them.")
    listing.note(missing: missing, unlisted: index.scan.paths.count - listing.entries.count, of: count)
    return listing
  }

  /// Who saw what.
  private struct Votes {
    private(set) var images: [String] = []
    private(set) var lines: [String: Int] = [:]
    private var readers: [String: Set<String>] = [:]
    private var seen: [String: [String: Set<String>]] = [:]

    init(_ table: TableReading) throws {
      let (image, name) = (try table.required("image_id"), try table.required("class_name"))
      let reader = table.table.column("rad_id")
      for row in table.rows {
        let id = try table.cell(row, image)
        let person = reader.map { row.fields[$0].trimmed } ?? ""
        if lines[id] == nil {
          images.append(id)
          lines[id] = row.line
        }
        readers[id, default: []].insert(person)
        seen[id, default: [:]][try table.cell(row, name), default: []].insert(person)
      }
    }

    /// What any reader saw.
    var names: Set<String> { Set(seen.values.flatMap(\.keys)).filter { !LabelName.isNegative($0) } }

    func findings(_ image: String, _ policy: ReaderPolicy) -> Findings {
      let count = readers[image]?.count ?? 1
      let found = (seen[image] ?? [:]).filter { name, people in
        guard !LabelName.isNegative(name) else { return false }
        return switch policy {
        case .majority: 2 * people.count > count
        case .any: true
        case .all: people.count == count
        }
      }
      return Findings(present: Set(found.keys), isNormal: found.isEmpty)
    }
  }
}

extension ReaderPolicy {
  fileprivate var phrase: String {
    switch self {
    case .majority: "more than half"
    case .any: "any"
    case .all: "all"
    }
  }
}
