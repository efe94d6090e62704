import Files
import Foundation
import Reporting
import Testing

@Suite struct HistoryTests {
  @Test func writesAndReadsBackExactly() throws {
    try withFolder { folder in
      let url = folder.appending(path: "history.csv")
      var history = History()
      history.append(epoch: 1, [("train_loss", 0.1 + 0.2), ("seconds", 74)])
      history.append(epoch: 2, [("train_loss", .nan), ("validation_loss", 1e-17)])
      try history.write(to: url)
      let read = try History(contentsOf: url)
      #expect(read.columns == ["train_loss", "seconds", "validation_loss"])
      #expect(read.rows[0] == history.rows[0])
      #expect(read.rows[1].values["train_loss"]?.isNaN == true)
      #expect(read.rows[1].values["seconds"] == nil)
      #expect(read["validation_loss"] == [PlotPoint(x: 2, y: 1e-17)])
    }
  }

  @Test func textIsPlainCSV() {
    var history = History()
    history.append(epoch: 1, [("train_loss", 0.5), ("odd,name\n", 2)])
    #expect(history.csv == "epoch,train_loss,odd_name_\n1,0.5,2.0\n")
  }

  @Test func resumingRepeatsNoEpoch() {
    var history = History()
    for epoch in 1...5 { history.append(epoch: epoch, [("train_loss", Double(epoch))]) }
    history.append(epoch: 4, [("train_loss", 40)])
    #expect(history["train_loss"].map(\.y) == [1, 2, 3, 40])
  }

  @Test(arguments: ["epoch,loss\n1,0.5\n2,0.", "epoch,loss\r\n1,0.5\r\n2", "epoch,loss\n1,0.5\n2,0.25,"])
  func aTornLastLineIsPassedOver(csv: String) throws {
    let history = try History(csv: csv, name: "history.csv")
    #expect(history.rows == [.init(epoch: 1, values: ["loss": 0.5])])
  }

  @Test(arguments: ["", "epo", "epoch,loss"]) func aTornHeaderIsAnEmptyHistory(csv: String) throws {
    #expect(try History(csv: csv, name: "history.csv") == History())
  }

  @Test(
    arguments: [
      ("loss\n1\n", 1, .header), ("epoch,a,a\n", 1, .header), ("epoch,a\n1,2,3\n", 2, .cells(expected: 2, found: 3)),
      ("epoch,a\n1,2\nx,3\n", 3, .number(column: "epoch")), ("epoch,a\n1,two\n", 2, .number(column: "a")),
      ("epoch,a\n2,1\n2,1\n", 3, .order), ("epoch,a\n\n1,2\n", 2, .cells(expected: 2, found: 1)),
    ] as [(String, Int, ReportingError.HistoryProblem)])
  func damagedFilesSayWhere(csv: String, line: Int, reason: ReportingError.HistoryProblem) {
    let error = ReportingError.malformedHistory(file: "history.csv", line: line, reason: reason)
    #expect(throws: error) { try History(csv: csv, name: "history.csv") }
    #expect(error.description.hasPrefix("history.csv, line \(line): "))
  }

  @Test func aMissingFileIsAFileError() {
    #expect(throws: FileError.self) { try History(contentsOf: URL(filePath: "/nowhere/history.csv")) }
  }
}
