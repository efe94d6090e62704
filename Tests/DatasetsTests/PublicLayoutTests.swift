import Datasets
import FolderTesting
import Foundation
import Testing

/// The public data sets, made small as they are unpacked: counts, patients and splits to the last one.
@Suite struct PublicLayoutTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ options: DatasetOptions = DatasetOptions(), at path: String = "") throws -> Dataset {
    try Dataset.read(path.isEmpty ? folder.url : folder.url.appending(path: path), options: options)
  }

  /// Writes pictures, no two alike.
  private func pictures(_ paths: String...) throws {
    for (number, path) in paths.enumerated() { try folder.write(DataPNG.smooth(number), path) }
  }

  private func counts(_ dataset: Dataset, in split: Split? = nil) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: zip(dataset.classes, dataset.counts(in: split)))
  }

  @Test func kagglePneumoniaAsUnpacked() throws {
    for copy in ["", "chest_xray/"] {
      for name in [
        "train/NORMAL/IM-0115-0001", "train/PNEUMONIA/person1_virus_6", "test/NORMAL/IM-0001-0001",
        "test/PNEUMONIA/person3_bacteria_10", "val/NORMAL/NORMAL2-IM-1427-0001",
        "val/PNEUMONIA/person1946_bacteria_4874",
      ] {
        try pictures("chest_xray/\(copy)\(name).jpeg")
      }
    }
    try folder.touch(
      "chest_xray/__MACOSX/chest_xray/train/NORMAL/._IM-0115-0001.jpeg", "__MACOSX/._chest_xray",
      "chest_xray/train/.DS_Store", "chest_xray/train/NORMAL/.DS_Store")
    let dataset = try read()
    #expect(dataset.provenance.layout == LayoutName("split_folders"))
    #expect(dataset.classes == ["NORMAL", "PNEUMONIA"])
    for split in Split.allCases { #expect(dataset.counts(in: split) == [1, 1]) }
    #expect(Set(dataset.samples.map(\.patient)).count == 6)
    #expect(dataset.provenance.notes.contains("The data set is in chest_xray."))
    #expect(try read(at: "chest_xray").samples.count == 6)
  }

  @Test func nihWithCarriageReturns() throws {
    try pictures(
      "images_001/images/00000001_000.png", "images_001/images/00000001_001.png",
      "images_002/images/00000002_000.png", "images_002/images/00000009_000.png")
    let rows = [
      "Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,",
      "00000001_000.png,Cardiomegaly|Pneumonia,0,1,058Y,M,PA,", "00000001_001.png,No Finding,1,1,058Y,M,PA,",
      "00000002_000.png,No Finding,0,2,081Y,F,AP,", "00000003_000.png,Hernia,0,3,081Y,F,PA,",
    ]
    try folder.write(rows.joined(separator: "\r\n"), "Data_Entry_2017.csv")
    let dataset = try read()
    #expect(dataset.provenance.layout == LayoutName("nih_chestxray14"))
    #expect(counts(dataset) == ["Normal": 2, "Abnormal": 1])
    #expect(Set(dataset.samples.map(\.patient)).count == 2)
    #expect(dataset.provenance.notes.contains("1 of the 4 images in the table are not here: left out."))
    #expect(dataset.provenance.notes.contains("1 images are not in the table: left out."))
    #expect(counts(try read(DatasetOptions(target: .finding("pneumonia")))) == ["No Pneumonia": 2, "Pneumonia": 1])
  }

  @Test func rsna() throws {
    try pictures("stage_2_train_images/a1.dcm", "stage_2_train_images/a2.dcm", "stage_2_train_images/a3.dcm")
    try folder.write(
      "patientId,x,y,width,height,Target\na1,,,,,0\na2,264,152,213,379,1\na2,562,152,256,453,1\na3,,,,,0\n",
      "stage_2_train_labels.csv")
    try folder.write(
      "patientId,class\na1,Normal\na2,Lung Opacity\na2,Lung Opacity\na3,No Lung Opacity / Not Normal\n",
      "stage_2_detailed_class_info.csv")
    let dataset = try read()
    #expect(dataset.provenance.layout == LayoutName("rsna_pneumonia"))
    #expect(counts(dataset) == ["No Pneumonia": 2, "Pneumonia": 1])
    #expect(dataset.samples.map(\.patient) == ["a1", "a2", "a3"])
    #expect(counts(try read(DatasetOptions(target: .abnormal))) == ["Normal": 1, "Abnormal": 2])
  }

  private func cheXpert() throws {
    let header =
      "Path,Sex,Age,Frontal/Lateral,AP/PA,No Finding,Enlarged Cardiomediastinum,Cardiomegaly,Lung Opacity,Lung Lesion,"
      + "Edema,Consolidation,Pneumonia,Atelectasis,Pneumothorax,Pleural Effusion,Pleural Other,Fracture,Support Devices"
    func row(_ path: String, _ plane: String, normal: String = "", pneumonia: String = "") -> String {
      "CheXpert-v1.0-small/\(path),Male,61,\(plane),\(plane == "Frontal" ? "AP" : ""),\(normal),,,,,,,\(pneumonia),,,,,,"
    }
    let train = [
      header, row("train/patient00001/study1/view1_frontal.jpg", "Frontal", normal: "1.0"),
      row("train/patient00002/study1/view1_frontal.jpg", "Frontal", pneumonia: "1.0"),
      row("train/patient00002/study1/view2_lateral.jpg", "Lateral", pneumonia: "1.0"),
      row("train/patient00003/study1/view1_frontal.jpg", "Frontal", pneumonia: "-1.0"),
    ]
    let valid = [
      header, row("valid/patient64541/study1/view1_frontal.jpg", "Frontal", normal: "1.0", pneumonia: "0.0"),
    ]
    try folder.write(train.joined(separator: "\n"), "CheXpert-v1.0-small/train.csv")
    try folder.write(valid.joined(separator: "\n"), "CheXpert-v1.0-small/valid.csv")
    for path in [
      "train/patient00001/study1/view1_frontal", "train/patient00002/study1/view1_frontal",
      "train/patient00002/study1/view2_lateral", "train/patient00003/study1/view1_frontal",
      "valid/patient64541/study1/view1_frontal",
    ] {
      try pictures("CheXpert-v1.0-small/\(path).jpg")
    }
  }

  @Test(arguments: zip(UncertainPolicy.allCases, [[1, 1], [1, 2], [2, 1]]))
  func cheXpertPneumonia(_ uncertain: UncertainPolicy, _ expected: [Int]) throws {
    try cheXpert()
    var options = DatasetOptions(target: .finding("Pneumonia"))
    options.uncertain = uncertain
    let dataset = try read(options)
    #expect(dataset.provenance.layout == LayoutName("chexpert"))
    #expect(dataset.classes == ["No Pneumonia", "Pneumonia"])
    #expect(dataset.counts(in: .train) == expected)
    #expect(dataset.counts(in: .validation) == [1, 0])
    #expect(Set(dataset.samples.map(\.patient)).count == (uncertain == .ignore ? 3 : 4))
    #expect(dataset.samples.allSatisfy { $0.attributes == SampleAttributes(view: "AP", age: 61, sex: "M") })
  }

  @Test func cheXpertWithLateralViews() throws {
    try cheXpert()
    var options = DatasetOptions(target: .finding("pneumonia"))
    options.views = .all
    #expect(try read(options).counts(in: .train) == [1, 2])
  }

  @Test(arguments: zip(ReaderPolicy.allCases, [[2, 1], [1, 2], [3, 0]]))
  func vinDr(_ readers: ReaderPolicy, _ expected: [Int]) throws {
    try pictures("train/i1.dicom", "train/i2.dicom", "train/i3.dicom")
    try folder.write(
      """
      image_id,class_name,class_id,rad_id,x_min,y_min,x_max,y_max
      i1,No finding,14,R1,,,,
      i1,No finding,14,R2,,,,
      i1,No finding,14,R3,,,,
      i2,Infiltration,6,R1,10,10,20,20
      i2,Infiltration,6,R1,30,10,40,20
      i2,Infiltration,6,R2,10,10,20,20
      i2,No finding,14,R3,,,,
      i3,Infiltration,6,R1,10,10,20,20
      i3,No finding,14,R2,,,,
      i3,No finding,14,R3,,,,
      """, "train.csv")
    var options = DatasetOptions()
    options.readers = readers
    let dataset = try read(options)
    #expect(dataset.provenance.layout == LayoutName("vindr_cxr"))
    #expect(dataset.classes == ["Normal", "Abnormal"])
    #expect(dataset.counts(in: nil) == expected)
  }

  @Test func padChest() throws {
    try pictures("0/a.png", "0/b.png", "1/c.png", "1/d.png")
    try folder.write(
      """
      ,ImageID,ImageDir,StudyDate_DICOM,StudyID,PatientID,PatientBirth,PatientSex_DICOM,ViewPosition_DICOM,Projection,Labels
      0,a.png,0,20140915,s1,p1,1960.0,M,POSTEROANTERIOR,PA,['normal']
      1,b.png,0,20140915,s1,p1,1960.0,M,LATERAL,L,['normal']
      2,c.png,1,20150101,s2,p2,1950.0,F,ANTEROPOSTERIOR,AP,"['pneumonia', 'cardiomegaly']"
      3,d.png,1,20150101,s3,p3,1950.0,F,ANTEROPOSTERIOR,AP,['unchanged']
      """, "PADCHEST_chest_x_ray_images_labels.csv")
    let dataset = try read()
    #expect(dataset.provenance.layout == LayoutName("padchest"))
    #expect(counts(dataset) == ["Normal": 1, "Abnormal": 1])
    #expect(dataset.samples.map(\.patient) == ["p1", "p2"])
    #expect(dataset.samples.map(\.attributes.age) == [54, 65] && dataset.samples.map(\.attributes.sex) == ["M", "F"])
    #expect(dataset.provenance.notes.contains("1 lateral views left out (--views all takes them)."))
    #expect(counts(try read(DatasetOptions(target: .finding("cardiomegaly"))))["cardiomegaly"] == 1)
  }

  @Test func mimic() throws {
    try pictures(
      "files/p10/p10000032/s50414267/d1.jpg", "files/p10/p10000032/s50414267/d2.jpg",
      "files/p10/p10000764/s57375967/d3.jpg")
    let findings =
      "Atelectasis,Cardiomegaly,Consolidation,Edema,Enlarged Cardiomediastinum,Fracture,Lung Lesion,"
      + "Lung Opacity,No Finding,Pleural Effusion,Pleural Other,Pneumonia,Pneumothorax,Support Devices"
    try folder.write(
      "subject_id,study_id,\(findings)\n10000032,50414267,,,,,,,,,1.0,,,,,\n10000764,57375967,,,1.0,,,,,,,,,1.0,,\n",
      "mimic-cxr-2.0.0-chexpert.csv")
    try folder.write(
      "dicom_id,subject_id,study_id,PerformedProcedureStepDescription,ViewPosition\n"
        + "d1,10000032,50414267,CHEST (PA AND LAT),PA\nd2,10000032,50414267,CHEST (PA AND LAT),LATERAL\n"
        + "d3,10000764,57375967,CHEST (PORTABLE AP),AP\n", "mimic-cxr-2.0.0-metadata.csv")
    try folder.write(
      "dicom_id,study_id,subject_id,split\nd1,50414267,10000032,train\nd2,50414267,10000032,train\n"
        + "d3,57375967,10000764,validate\n", "mimic-cxr-2.0.0-split.csv")
    let dataset = try read(DatasetOptions(target: .finding("Pneumonia")))
    #expect(dataset.provenance.layout == LayoutName("mimic_cxr_jpg"))
    #expect(dataset.counts(in: .train) == [1, 0])
    #expect(dataset.counts(in: .validation) == [0, 1])
    #expect(dataset.samples.map(\.patient) == ["10000032", "10000764"])
  }

  @Test func packedTablesAreNamed() throws {
    try folder.touch("mimic-cxr-2.0.0-chexpert.csv.gz", "mimic-cxr-2.0.0-metadata.csv.gz")
    #expect(thrown(DataError.self) { _ = try read() } == .compressedTable("mimic-cxr-2.0.0-chexpert.csv.gz"))
  }

  @Test func covidRadiographyKeepsMasksAsOutlines() throws {
    for name in ["COVID", "Normal"] {
      for number in 1...3 { try pictures("COVID-19_Radiography_Dataset/\(name)/images/\(name)-\(number).png") }
      for number in 1...2 { try pictures("COVID-19_Radiography_Dataset/\(name)/masks/\(name)-\(number).png") }
    }
    try folder.touch("COVID-19_Radiography_Dataset/Normal.metadata.xlsx")
    let dataset = try read()
    #expect(dataset.provenance.layout == LayoutName("covid_radiography"))
    #expect(counts(dataset) == ["COVID": 3, "Normal": 3])
    #expect(dataset.samples.filter { $0.outline != nil }.count == 4)
    #expect(dataset.positiveClass == 0)
  }

  @Test func covidCollection() throws {
    try pictures("images/a.png", "images/b.png", "images/c.png", "images/d.png")
    try folder.write(
      """
      patientid,offset,sex,age,finding,RT_PCR_positive,view,modality,filename
      2,0,M,65,Pneumonia/Viral/COVID-19,Y,PA,X-ray,a.png
      2,3,M,65,Pneumonia/Viral/COVID-19,Y,L,X-ray,b.png
      4,,F,52,No Finding,,PA,X-ray,c.png
      5,,F,,Pneumonia,,Axial,CT,d.png
      """, "metadata.csv")
    let dataset = try read()
    #expect(dataset.provenance.layout == LayoutName("ieee8023_covid"))
    #expect(counts(dataset) == ["Normal": 1, "Abnormal": 1])
    #expect(dataset.samples.map(\.patient) == ["2", "4"])
    #expect(counts(try read(DatasetOptions(target: .finding("COVID-19"))))["COVID-19"] == 1)
  }
}
