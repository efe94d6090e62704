import DICOMTesting
import Datasets
import FolderTesting
import Foundation
import Testing

/// What figures are broken down by.
@Suite struct AttributeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    arguments: [
      (0, "0–4"), (4.99, "0–4"), (5, "5–17"), (17.9, "5–17"), (18, "18–39"), (40, "40–59"), (60, "60–79"), (80, "80+"),
      (110, "80+"),
    ] as [(Double, String)])
  func agesAreInBands(_ age: Double, _ band: String) {
    #expect(SampleAttributes(age: age)[.age] == band)
  }

  /// A line each as NIH, CheXpert, PadChest and MIMIC name their columns.
  @Test(arguments: [
    ("Patient Age,Patient Gender,View Position", "045Y,F,PA", SampleAttributes(view: "PA", age: 45, sex: "F")),
    ("Age,Sex,Frontal/Lateral,AP/PA", "61,Male,Frontal,AP", SampleAttributes(view: "AP", age: 61, sex: "M")),
    (
      "age,sex,view,site,device", "018M,other,AP,north,X 1",
      SampleAttributes(view: "AP", age: 1.5, sex: "O", site: "north", device: "X 1")
    ),
    (
      "PatientSex_DICOM,Projection,Manufacturer_DICOM", "F,PA,Philips",
      SampleAttributes(view: "PA", sex: "F", device: "Philips")
    ),
    ("gender,ViewPosition,Institution", "unknown,,", SampleAttributes()),
  ])
  func columnsOfPublicDataSets(_ header: String, _ row: String, _ expected: SampleAttributes) throws {
    try folder.touch("1.png", "2.png")
    let cells = row.split(separator: ",", omittingEmptySubsequences: false).count
    try folder.write(
      "path,label,\(header)\n1.png,A,\(row)\n2.png,B\(String(repeating: ",", count: cells))\n", "labels.csv")
    let dataset = try Dataset.read(folder.url)
    #expect(dataset.samples.map(\.attributes) == [expected, SampleAttributes()])
    #expect(dataset.classes == ["A", "B"])
  }

  @Test func headersTellSiteAndDeviceOnlyWhenAsked() throws {
    for (number, hospital) in ["SENTINEL-A", "SENTINEL-B", "SENTINEL-A"].enumerated() {
      let picture = DICOMBuilder.radiograph(
        of: hospital, age: "061Y", sex: "F", view: "PA",
        device: (maker: "Maker", model: number == 1 ? "Maker 7" : "Seven"))
      try folder.write(picture.file(), "\(number == 2 ? "PNEUMONIA" : "NORMAL")/\(number).dcm")
    }
    let plain = SampleAttributes(view: "PA", age: 61, sex: "F")
    #expect(try Dataset.read(folder.url).samples.allSatisfy { $0.attributes == plain })
    var options = DatasetOptions()
    options.attributes = [.site, .device]
    let dataset = try Dataset.read(folder.url, options: options)
    #expect(dataset.samples.map(\.attributes.site) == ["site-01", "site-02", "site-01"])
    #expect(dataset.samples.map(\.attributes.device) == ["Maker Seven", "Maker 7", "Maker Seven"])
    #expect(!"\(dataset)".contains("SENTINEL"))
    // A table that knows patients leaves the headers closed, unless they are asked for what it lacks.
    try folder.write(
      "path,label,patient\nNORMAL/0.dcm,A,p\nNORMAL/1.dcm,B,q\nPNEUMONIA/2.dcm,B,r\n", "labels.csv")
    #expect(try Dataset.read(folder.url).attributes == [])
    let asked = try Dataset.read(folder.url, options: options)
    #expect(asked.samples.map(\.attributes.site) == ["site-01", "site-02", "site-01"])
    #expect(
      asked.samples.map(\.patient) == ["p", "q", "r"]
        && !asked.provenance.notes.contains { $0.contains("Patient ID") })
  }

  @Test func whatNobodyTellsIsNamed() throws {
    try folder.touch("1.png", "2.png")
    try folder.write("path,label,sex,age\n1.png,A,F,4\n2.png,B,,\n", "labels.csv")
    let dataset = try Dataset.read(folder.url)
    #expect(dataset.attributes == [.age, .sex])
    try dataset.require([.sex, .age])
    let error = thrown(DataError.self) { try dataset.require([.sex, .site, .view]) }
    #expect(error == .unknownAttributes(["site", "view"], known: ["age", "sex"]))
    #expect(
      error?.description
        == "the data tell no site, view of any image; they tell age, sex (columns of other names: --columns site=NAME)")
  }
}
