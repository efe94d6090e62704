import DICOMTesting
import Foundation
import Radiograph
import Testing

@Suite("DICOM: what the header tells, and what it must not")
struct DICOMAcquisitionTests {
  private func acquisition(_ configure: (inout DICOMBuilder) -> Void) throws -> Acquisition {
    try DICOMFile(bytes: DICOMBuilder.picture(configure: configure)).acquisition
  }

  @Test("typed metadata")
  func metadata() throws {
    let acquisition = try acquisition {
      $0.add(0x0008, 0x0060, "CS", "DX")
      $0.add(0x0008, 0x0068, "CS", "FOR PRESENTATION")
      $0.add(0x0008, 0x0070, "LO", "Maker & Sons ")
      $0.add(0x0008, 0x1090, "LO", "Model 7")
      $0.add(0x0010, 0x0040, "CS", "F")
      $0.add(0x0010, 0x1010, "AS", "045Y")
      $0.add(0x0018, 0x0015, "CS", "CHEST")
      $0.add(0x0018, 0x1164, "DS", "0.2\\0.1")
      $0.add(0x0018, 0x5101, "CS", "PA")
      $0.add(0x0020, 0x0062, "CS", "U")
    }
    var expected = Acquisition()
    expected.modality = "DX"
    expected.presentationIntent = "FOR PRESENTATION"
    expected.manufacturer = "Maker & Sons"
    expected.manufacturerModel = "Model 7"
    expected.patientSex = "F"
    expected.patientAgeYears = 45
    expected.bodyPart = "CHEST"
    expected.pixelSpacing = PixelSpacing(row: 0.2, column: 0.1)
    expected.viewPosition = "PA"
    expected.laterality = "U"
    expected.frameCount = 1
    #expect(acquisition == expected)
  }

  @Test(
    "ages",
    arguments: [
      ("045Y", 45.0), ("006M", 0.5), ("052W", 52 * 7 / 365.25), ("010D", 10 / 365.25), ("000Y", nil), ("", nil),
      ("abcY", nil), ("-10Y", nil), ("045", nil),
    ] as [(String, Double?)])
  func ages(text: String, years: Double?) throws {
    #expect(try acquisition { $0.add(0x0010, 0x1010, "AS", text) }.patientAgeYears == years)
  }

  @Test("an age that is not stated follows from the dates of birth and study")
  func ageFromDates() throws {
    func age(_ birth: String, _ study: String) throws -> Double? {
      try acquisition {
        $0.add(0x0008, 0x0020, "DA", study)
        $0.add(0x0010, 0x0030, "DA", birth)
      }.patientAgeYears
    }
    #expect(try age("19800229", "20200229") == 40)
    #expect(try age("19800301", "20200229") == 39)
    #expect(try age("20190901", "20200301") == 0.5)
    #expect(try age("20200229", "20200229") == 0)
    #expect(try age("20210101", "20200101") == nil)
    #expect(try age("19801399", "20200101") == nil)
    #expect(try age("", "20200101") == nil)
  }

  @Test("a spacing of the detector serves where there is no other; zeros are no spacing")
  func spacing() throws {
    let both = try acquisition {
      $0.add(0x0018, 0x1164, "DS", "0.2\\0.2")
      $0.add(0x0028, 0x0030, "DS", "0.15\\0.14")
    }
    #expect(both.pixelSpacing == PixelSpacing(row: 0.15, column: 0.14))
    #expect(try acquisition { $0.add(0x0028, 0x0030, "DS", "0\\0") }.pixelSpacing == nil)
    #expect(try acquisition { $0.add(0x0028, 0x0030, "DS", "0.1") }.pixelSpacing == nil)
  }

  @Test("nothing that identifies a patient leaves the reader")
  func privacy() throws {
    let sentinel = "SENTINEL"
    let identifying: [(UInt16, UInt16, String)] = [
      (0x0008, 0x0012, "DA"), (0x0008, 0x0018, "UI"), (0x0008, 0x0020, "DA"), (0x0008, 0x0022, "DA"),
      (0x0008, 0x0030, "TM"), (0x0008, 0x0050, "SH"), (0x0008, 0x0080, "LO"), (0x0008, 0x0090, "PN"),
      (0x0008, 0x1010, "SH"), (0x0008, 0x1030, "LO"), (0x0010, 0x0010, "PN"), (0x0010, 0x0020, "LO"),
      (0x0010, 0x0030, "DA"), (0x0010, 0x1000, "LO"), (0x0010, 0x1010, "AS"), (0x0010, 0x1040, "LO"),
      (0x0010, 0x4000, "LT"), (0x0020, 0x000D, "UI"), (0x0020, 0x000E, "UI"), (0x0020, 0x0010, "SH"),
      (0x0020, 0x4000, "LT"), (0x0009, 0x1001, "LO"),
    ]
    let bytes = DICOMBuilder.picture { builder in
      for (group, element, vr) in identifying { builder.add(group, element, vr, sentinel) }
    }
    let file = try DICOMFile(bytes: bytes)
    var told = ["\(file.acquisition)", String(reflecting: file.acquisition)]
    told.append(String(decoding: try JSONEncoder().encode(file.acquisition), as: UTF8.self))
    told += QualityFinding.findings(in: file.acquisition).map(\.message)
    // Errors of every kind: each byte of the header damaged in turn, and the file cut at each.
    for position in 128..<bytes.count - 512 {
      var damaged = bytes
      damaged[position] ^= 0x55
      for attempt in [damaged, Array(bytes.prefix(position))] {
        do {
          told.append(String(reflecting: try DICOMFile(bytes: attempt).radiograph().acquisition))
        } catch {
          told.append("\(error) \(String(reflecting: error))")
        }
      }
    }
    #expect(told.count > 500)
    #expect(told.filter { $0.contains("SENTI") || $0.contains("TINEL") } == [])
  }
}

@Suite("Quality findings")
struct QualityFindingTests {
  private func codes(
    _ population: TrainingPopulation = TrainingPopulation(), _ configure: (inout Acquisition) -> Void
  ) -> [QualityFinding.Code] {
    var acquisition = Acquisition()
    configure(&acquisition)
    return QualityFinding.findings(in: acquisition, population: population).map(\.code)
  }

  @Test("what the header does not tell is not held against a picture")
  func unknown() {
    let adults = TrainingPopulation(minimumAgeYears: 18, maximumAgeYears: 90)
    #expect(QualityFinding.findings(in: Acquisition(), population: adults).isEmpty)
  }

  @Test("modality, body part, view, intent")
  func checks() {
    for modality in ["CR", "DX", "RG"] { #expect(codes { $0.modality = modality } == []) }
    for modality in ["CT", "MR", "US"] { #expect(codes { $0.modality = modality } == [.notCROrDX]) }
    for part in ["CHEST", "THORAX", "CHEST_ABDOMEN"] { #expect(codes { $0.bodyPart = part } == []) }
    for part in ["HAND", "SKULL"] { #expect(codes { $0.bodyPart = part } == [.notChest]) }
    for view in ["PA", "AP", "SOMETHING"] { #expect(codes { $0.viewPosition = view } == []) }
    for view in ["LL", "RL", "LATERAL"] { #expect(codes { $0.viewPosition = view } == [.lateralView]) }
    for view in ["LLD", "RLO"] { #expect(codes { $0.viewPosition = view } == [.unusualView]) }
    #expect(codes { $0.presentationIntent = "FOR PROCESSING" } == [.forProcessing])
    #expect(codes { $0.presentationIntent = "FOR PRESENTATION" } == [])
  }

  @Test("ages")
  func ages() throws {
    let children = TrainingPopulation(minimumAgeYears: 1, maximumAgeYears: 5)
    #expect(codes(children) { $0.patientAgeYears = 3 } == [])
    #expect(codes(children) { $0.patientAgeYears = 45 } == [.ageOutsideTraining])
    #expect(codes(children) { $0.patientAgeYears = 0.5 } == [.ageOutsideTraining])
    #expect(codes(TrainingPopulation(minimumAgeYears: 18)) { $0.patientAgeYears = 5 } == [.ageOutsideTraining])
    #expect(codes(TrainingPopulation(maximumAgeYears: 18)) { $0.patientAgeYears = 5 } == [])
    var adult = Acquisition()
    adult.patientAgeYears = 45
    let finding = try #require(QualityFinding.findings(in: adult, population: children).first)
    #expect(
      finding.message == "The patient is 45 years old; the model was trained on patients from 1 to 5 years.")
  }

  @Test("all that is wrong is told, in a stable form")
  func several() throws {
    let found = codes(TrainingPopulation(minimumAgeYears: 18)) {
      $0.modality = "CT"
      $0.bodyPart = "HEAD"
      $0.viewPosition = "LL"
      $0.patientAgeYears = 2
    }
    #expect(found == [.notCROrDX, .notChest, .lateralView, .ageOutsideTraining])
    #expect(
      QualityFinding.Code.allCases.map(\.rawValue) == [
        "not_cr_or_dx", "not_chest", "lateral_view", "unusual_view", "for_processing", "age_outside_training",
        "color_picture", "blank_picture", "page_like", "low_contrast", "unusual_aspect", "too_small", "framed",
        "no_lungs", "lung_cut_off", "upside_down", "turned", "lungs_too_small", "lungs_too_large", "one_lung",
        "inverted", "evidence_outside_lungs", "unlike_training", "uncalibrated",
      ])
  }
}
