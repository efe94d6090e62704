import Datasets
import FolderTesting
import Foundation
import Testing

@Suite struct DataTableTests {
  private let root = try? TemporaryFolder()

  private func refusal(_ csv: String, options: DatasetOptions = DatasetOptions()) throws -> DataError? {
    let root = try #require(root)
    try root.touch("1.png", "2.png", "3.png")
    try root.write(csv, "labels.csv")
    return thrown(DataError.self) { _ = try Dataset.read(root.url, options: options) }
  }

  @Test func everyColumn() throws {
    let root = try #require(root)
    try root.touch("x/1.png", "x/2.png", "x/3.png")
    try root.write(
      "Split,label,path,patient,age,sex,view,subtype\ntrain,B,x/2.png,p2,058Y,F,AP,virus\n"
        + "test,A,x/1.png,p1,,,,\nval,A,x/3.png,,7,M,PA,\n",
      "labels.csv")
    let dataset = try Dataset.read(root.url)
    #expect(dataset == (try Dataset.read(root.url.appending(path: "labels.csv"))))
    #expect(dataset.provenance.layout == LayoutName("csv"))
    #expect(dataset.classes == ["A", "B"])
    #expect(dataset.samples.map(\.path) == ["x/1.png", "x/2.png", "x/3.png"])
    #expect(dataset.samples.map(\.label) == [0, 1, 0])
    #expect(dataset.samples.map(\.patient) == ["p1", "p2", "3"])
    #expect(dataset.samples.map(\.split) == [.test, .train, .validation])
    #expect(
      dataset.samples.map(\.attributes) == [
        SampleAttributes(), SampleAttributes(view: "AP", age: 58, sex: "F", subtype: "virus"),
        SampleAttributes(view: "PA", age: 7, sex: "M"),
      ])
  }

  @Test func refusals() throws {
    #expect(
      try refusal("path,label\n4.png,B\n5.png,B\n")
        == .missingImages(file: "labels.csv", paths: ["4.png", "5.png"], count: 2))
    #expect(try refusal("path,label\n1.png,\n") == .emptyCell(file: "labels.csv", line: 2, column: "label"))
    #expect(
      try refusal("path,label\n1.png,A\n2.png,B\n1.png,B\n")
        == .duplicateRow(file: "labels.csv", path: "1.png", lines: [2, 4]))
    #expect(
      try refusal("path,label,split\n1.png,A,train\n2.png,B,exam\n")
        == .unknownSplit(file: "labels.csv", line: 3, value: "exam"))
    #expect(
      try refusal("path,label,split\n1.png,A,train\n2.png,B,\n") == .splitMissing(file: "labels.csv", line: 3))
    #expect(try refusal("path,label\n../1.png,A\n") == .pathOutside(file: "labels.csv", line: 2))
    #expect(try refusal("path,label\n/etc/passwd,A\n") == .pathOutside(file: "labels.csv", line: 2))
    #expect(
      try refusal("path,label,patient,split\n1.png,A,p,train\n2.png,B,p,test\n3.png,A,q,test\n")
        == .patientsInSeveralSplits(file: "labels.csv", patients: ["p"], count: 1))
    #expect(
      try refusal("path,label\n1.png,\"A\n") == .malformedCSV(file: "labels.csv", line: 2, problem: .unterminatedQuote))
  }
}

@Suite struct DataNIHTests {
  private let root = try? TemporaryFolder()

  /// The header as NIH publishes it, with its trailing comma.
  private static let header =
    "Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,"
    + "OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y],\n"
  private static let rows = [
    "00000001_000.png,Cardiomegaly,0,1,058Y,M,PA,2682,2749,0.143,0.143,",
    "00000001_001.png,Cardiomegaly|Pneumonia,1,1,058Y,M,PA,2894,2729,0.143,0.143,",
    "00000002_000.png,No Finding,0,2,011M,F,AP,2500,2048,0.168,0.168,",
    "00000003_000.png,Hernia,0,3,414Y,F,PA,2582,2991,0.143,0.143,",
  ]

  private func write(_ rows: [String] = rows) throws -> TemporaryFolder {
    let root = try #require(root)
    try root.write(Self.header + rows.joined(separator: "\n") + "\n", "Data_Entry_2017_v2020.csv")
    try root.touch(
      "images_001/images/00000001_000.png", "images_001/images/00000001_001.png", "images_002/00000002_000.png")
    return root
  }

  @Test func normalOrAbnormal() throws {
    let dataset = try Dataset.read(write().url)
    #expect(dataset.provenance.layout == LayoutName("nih_chestxray14"))
    #expect(dataset.classes == ["Normal", "Abnormal"])
    #expect(dataset.positiveClass == 1)
    #expect(dataset.samples.map(\.label) == [1, 1, 0])
    #expect(dataset.samples.map(\.patient) == ["1", "1", "2"])
    #expect(dataset.samples[1].path == "images_001/images/00000001_001.png")
    #expect(dataset.samples.first?.attributes == SampleAttributes(view: "PA", age: 58, sex: "M"))
    #expect(dataset.samples.last?.attributes.age == 11.0 / 12)
    #expect(dataset.provenance.notes == ["1 of the 4 images in the table are not here: left out."])
    #expect(!dataset.isSplit)
  }

  @Test func oneFinding() throws {
    let dataset = try Dataset.read(write().url, options: DatasetOptions(target: .finding("pneumonia")))
    #expect(dataset.classes == ["No Pneumonia", "Pneumonia"])
    #expect(dataset.samples.map(\.label) == [0, 1, 0])
  }

  @Test func officialLists() throws {
    let root = try write()
    try root.write("00000001_000.png\n00000001_001.png\n", "train_val_list.txt")
    try root.write("00000009_000.png\n", "test_list.txt")
    let dataset = try Dataset.read(root.url)
    #expect(dataset.samples.map(\.split) == [.train, .train])
    #expect(dataset.provenance.notes.contains("1 images are in neither official list: left out."))
  }

  @Test func refusals() throws {
    let unknown = try write(["00000001_000.png,Cold,0,1,058Y,M,PA,1,1,1,1,"])
    guard case .unknownLabel(_, 2, "Cold", let known)? = thrown(DataError.self, { _ = try Dataset.read(unknown.url) })
    else {
      Issue.record("an unknown finding is refused")
      return
    }
    #expect(known.count == 15)
    let twice = try write([Self.rows[0], Self.rows[0]])
    #expect(
      thrown(DataError.self) { _ = try Dataset.read(twice.url) }
        == .duplicateRow(file: "Data_Entry_2017_v2020.csv", path: "00000001_000.png", lines: [2, 3]))
  }
}
