import DICOMTesting
import FolderTesting
import Foundation
import Radiograph
import Testing

@Suite("DICOM: the head of a file")
struct DICOMHeaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func header(_ bytes: some Sequence<UInt8>) throws -> DICOMHeader? {
    DICOMHeader(contentsOf: try folder.write(Array(bytes), UUID().uuidString))
  }

  @Test("says what the whole file says", arguments: DICOMGoldens.all)
  func wholeFile(name: String) throws {
    let bytes = try DICOMGoldens.file(name)
    var expected = try DICOMFile(bytes: bytes).acquisition
    let found = try #require(try header(bytes))
    expected.pixelSpacing = nil
    expected.frameCount = nil
    #expect(found.acquisition == expected && found.acquisition.modality != nil)
  }

  @Test("tells patients apart, with and without preamble")
  func patients() throws {
    let (ann, ben) = (DICOMBuilder.radiograph(of: "ANN-1"), DICOMBuilder.radiograph(of: "BEN-1"))
    let keys = try [ann.file(), ann.bytes, DICOMBuilder.radiograph(of: " ANN-1 ").file(), ben.file(), ben.bytes].map {
      try #require(try header($0)?.patient)
    }
    #expect(keys[0] == keys[1] && keys[0] == keys[2] && keys[3] == keys[4] && keys[0] != keys[3])
    for identifier in [nil, "", "  ", "0000", "Anonymous", "ANONYMIZED", "n/a", "Patient ID"] {
      let found = try #require(try header(DICOMBuilder.radiograph(of: identifier).file()))
      #expect(found.patient == nil, "\(identifier ?? "nil")")
    }
    let sites = try [ann, ann, ben].map { try #require(try header($0.file())?.institution) }
    #expect(sites[0] == sites[1] && sites[0] != sites[2] && sites[0] != keys[0])
    #expect(try header(DICOMBuilder.radiograph(of: "ANON-17").file())?.patient != nil)
  }

  @Test("goes on reading where the first piece of the file is not enough")
  func largeHeader() throws {
    var builder = DICOMBuilder()
    builder.add(0x0009, 0x0010, "LO", "MAKER")
    builder.add(0x0009, 0x1001, "OB", [UInt8](repeating: 7, count: 200_000))
    builder.bytes += DICOMBuilder.radiograph(of: "ANN-1", age: "044Y").bytes.dropFirst(8 + 12)
    let found = try #require(try header(builder.file()))
    #expect(found.patient == (try header(DICOMBuilder.radiograph(of: "ANN-1").file())?.patient))
    #expect(found.acquisition.patientAgeYears == 44)
  }

  @Test("what identifies a patient is in nothing that can be printed, wherever the file is cut")
  func secrecy() throws {
    let bytes = DICOMBuilder.radiograph(of: "SENTINEL", age: "044Y").file()
    var printed = ""
    for count in 0...bytes.count - 512 {
      guard let header = try header(bytes.prefix(count)) else { continue }
      print(header, "\(header)", String(reflecting: header), to: &printed)
      dump(header, to: &printed)
    }
    #expect(printed.contains("44") && !printed.contains("SENTI"))
  }

  @Test("other files have none")
  func others() throws {
    #expect(try header([]) == nil)
    #expect(try header("a letter, which goes on for a while".utf8) == nil)
    #expect(try header([UInt8](repeating: 0, count: 100_000)) == nil)
    #expect(DICOMHeader(contentsOf: folder.url) == nil)
    #expect(DICOMHeader(contentsOf: folder.url.appending(path: "nowhere")) == nil)
  }
}
