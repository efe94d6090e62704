import Foundation
import Metrics
import Testing

/// Against scikit-learn's `classification_report` (`Goldens/make_reports.py`).
@Suite struct ClassTableTests {
  struct Golden: Decodable {
    let kind: String
    let names: [String]
    let labels: Labels
    let probabilities: Values
    let threshold: Double?
    let rows: [String: [Double?]]
    let text: [String]

    enum Labels: Decodable {
      case one([Int])
      case several([[Int]])

      init(from decoder: any Decoder) throws {
        self = try (try? [Int](from: decoder)).map { .one($0) } ?? .several([[Int]](from: decoder))
      }
    }

    enum Values: Decodable {
      case one([Double])
      case several([[Double]])

      init(from decoder: any Decoder) throws {
        self = try (try? [Double](from: decoder)).map { .one($0) } ?? .several([[Double]](from: decoder))
      }
    }

    /// Our table of the same cases.
    func table() throws -> ClassTable {
      let thresholds = names.map { _ in threshold ?? 0.5 }
      switch (labels, probabilities) {
      case (.one(let labels), .one(let scores)):
        return ClassTable(
          try ClassificationReport(
            BinaryPredictions(scores: scores, labels: labels), threshold: thresholds[0], classes: names, bootstrap: nil)
        )
      case (.one(let labels), .several(let rows)):
        let predictions = try MulticlassPredictions(probabilities: rows, labels: labels, classes: names)
        return ClassTable(
          try SeveralReport(multiclass: predictions, thresholds: thresholds, screening: nil, bootstrap: nil))
      case (.several(let labels), .several(let rows)):
        let predictions = try MultilabelPredictions(
          probabilities: rows, labels: labels.map { $0.map { $0 == 1 } }, names: names)
        return ClassTable(
          try SeveralReport(multilabel: predictions, thresholds: thresholds, screening: nil, bootstrap: nil))
      default:
        throw MetricsError.empty
      }
    }
  }

  static let goldens: [Golden] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/reports.json")
    return (try? JSONDecoder().decode([Golden].self, from: Data(contentsOf: file))) ?? []
  }()

  @Test func goldensAreThere() {
    #expect(Self.goldens.map(\.kind) == ["binary", "binary", "multiclass", "multilabel"])
  }

  @Test(arguments: goldens.indices) func printsWhatScikitLearnPrints(_ index: Int) throws {
    let golden = Self.goldens[index]
    #expect(try golden.table().lines == golden.text)
  }

  @Test(arguments: goldens.indices) func equalsScikitLearn(_ index: Int) throws {
    let golden = Self.goldens[index]
    let table = try golden.table()
    var rows = table.classes.map { ($0.name, $0.row) }
    rows += [("macro avg", table.macro), ("weighted avg", table.weighted)]
    if let micro = table.micro { rows.append(("micro avg", micro)) }
    #expect(Set(rows.map(\.0)) == Set(golden.rows.keys))
    for (name, row) in rows {
      let theirs = try #require(golden.rows[name])
      #expect(Double(row.support) == theirs[3])
      for (ours, theirs) in zip([row.precision, row.recall, row.f1], theirs) {
        #expect((ours == nil) == (theirs == nil), "\(name)")
        if let ours, let theirs { #expect(near(ours, theirs), "\(name)") }
      }
    }
  }

  @Test func undefinedIsNullInJSON() throws {
    let table = try Self.goldens[2].table()
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(table)) as? [String: Any]
    let classes = try #require(json?["classes"] as? [String: [String: Any]])
    #expect(classes["never"]?["recall"] is NSNull && classes["never"]?["support"] as? Int == 0)
    #expect(Set((json ?? [:]).keys) == ["classes", "accuracy", "micro_avg", "macro_avg", "weighted_avg"])
    #expect(json?["micro_avg"] is NSNull)
  }

  @Test func aMatrixThatIsNotSquareIsRefused() throws {
    let report = try SeveralReport(
      multiclass: MulticlassPredictions(probabilities: [[0.5, 0.3, 0.2]], labels: [0], classes: ["a", "b", "c"]),
      thresholds: [0.5, 0.5, 0.5], screening: nil, bootstrap: nil)
    let text = String(decoding: try JSONEncoder().encode(report), as: UTF8.self)
    let matrix = "\"confusion_matrix\":[[1,0,0],[0,0,0],[0,0,0]]"
    #expect(text.contains(matrix))
    for other in ["[[1,0,0,7],[0,0,0],[0,0,0]]", "[[1,0,0]]", "[[9223372036854775807,1,0],[0,0,0],[0,0,0]]"] {
      let broken = text.replacing(matrix, with: "\"confusion_matrix\":\(other)")
      #expect(throws: DecodingError.self) { try JSONDecoder().decode(SeveralReport.self, from: Data(broken.utf8)) }
    }
  }
}
