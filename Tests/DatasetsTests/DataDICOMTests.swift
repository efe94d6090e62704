import DICOMTesting
import Datasets
import FolderTesting
import Foundation
import Testing

/// DICOM files in class folders, whose headers know patients.
@Suite struct DataDICOMTests {
  private let root: TemporaryFolder

  init() throws {
    root = try TemporaryFolder()
    try root.write(DICOMBuilder.radiograph(of: "SENTINEL-B", age: "061Y", sex: "F", view: "PA").file(), "NORMAL/a.dcm")
    try root.write(DICOMBuilder.radiograph(of: "SENTINEL-A", age: "006M", sex: "M", view: "AP").file(), "NORMAL/b")
    try root.write(DICOMBuilder.radiograph(of: "SENTINEL-A").bytes, "PNEUMONIA/1.2.840.7")
    try root.write(DICOMBuilder.radiograph(of: nil).file(), "PNEUMONIA/person7_virus_1.dcm")
    try root.write("not what its name says", "PNEUMONIA/bad.dcm")
    try root.write("notes of a radiologist", "PNEUMONIA/notes")
    try root.write(DataPNG.smooth(1), "PNEUMONIA/person8_bacteria_1.png")
  }

  @Test func patientsAreToldApartByPatientID() throws {
    let dataset = try Dataset.read(root.url)
    let samples = dataset.samples
    #expect(
      samples.map(\.path) == [
        "NORMAL/a.dcm", "NORMAL/b", "PNEUMONIA/1.2.840.7", "PNEUMONIA/bad.dcm", "PNEUMONIA/person7_virus_1.dcm",
        "PNEUMONIA/person8_bacteria_1.png",
      ])
    #expect(
      samples.map(\.patient) == ["dicom-0001", "dicom-0002", "dicom-0002", "bad", "person7", "person8"])
    #expect(samples[0].attributes == SampleAttributes(view: "PA", age: 61, sex: "F"))
    #expect(samples[1].attributes == SampleAttributes(view: "AP", age: 0.5, sex: "M"))
    #expect(samples[4].attributes == SampleAttributes(subtype: "virus"))
    #expect(dataset.provenance.ignored[.notImage] == 1)
    #expect(
      dataset.provenance.notes == [
        "Patients of 3 DICOM files are told apart by Patient ID, which is kept nowhere. "
          + "1 DICOM file has none and goes by its name."
      ])
    #expect(try Dataset.read(root.url) == dataset)
  }

  @Test func aTableThatDoesNotKnowPatientsAsksTheImages() throws {
    try root.write("path,label\nNORMAL/b,0\nPNEUMONIA/1.2.840.7,1\nNORMAL/a.dcm,0\n", "images.csv")
    let dataset = try Dataset.read(root.url)
    #expect(dataset.samples.map(\.patient) == ["dicom-0001", "dicom-0002", "dicom-0002"])
    try root.write("path,label,patient\nNORMAL/b,0,x\nPNEUMONIA/1.2.840.7,1,y\n", "images.csv")
    #expect(try Dataset.read(root.url).samples.map(\.patient) == ["x", "y"])
  }

  @Test func whatIdentifiesAPatientIsInNoReportTableOrNote() throws {
    for number in 0..<12 {
      for name in ["NORMAL", "PNEUMONIA"] {
        let radiograph = DICOMBuilder.radiograph(of: "SENTINEL-\(name)-\(number / 2)", age: "050Y", side: 32)
        try root.write(radiograph.file(), "\(name)/\(number).dcm")
      }
    }
    let dataset = try Dataset.read(root.url)
    let report = DataCheck.run(dataset)
    let split = try dataset.split(validation: 0.2, test: 0.2, seed: 1)
    let output = root.url.appending(path: "split")
    try SplitWriter.write(split, to: output)
    let table = try String(contentsOf: output.appending(path: SplitWriter.tableName), encoding: .utf8)
    let json = String(decoding: try JSONEncoder().encode(report), as: UTF8.self)
    for text in ["\(dataset)", "\(split)", "\(report)", report.text, json, table] {
      #expect(!text.contains("SENTINEL"))
      #expect(!text.isEmpty)
    }
    #expect(table.contains("dicom-0001") && table.contains(",50.0,"))
    #expect(split.sharedPatients.isEmpty)
    #expect(try Dataset.read(output).samples.map(\.patient).sorted() == split.samples.map(\.patient).sorted())
  }
}
