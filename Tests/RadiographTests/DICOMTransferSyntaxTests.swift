import DICOMTesting
import Foundation
import Radiograph
import Testing

@Suite("DICOM: stored values in every transfer syntax")
struct DICOMTransferSyntaxTests {
  private func largestDifference(_ stored: StoredPixels, _ expected: [Int]) throws -> Int {
    try #require(stored.count == expected.count)
    return (0..<stored.count).map { abs(stored[$0] - expected[$0]) }.max() ?? 0
  }

  @Test(
    "lossless syntaxes are exact",
    arguments: [
      "explicit-little", "implicit-little", "explicit-big", "deflated", "rle", "jpeg-lossless", "jpeg-lossless-sv1",
      "jpegls-lossless", "jpeg2000-lossless",
    ])
  func lossless(name: String) throws {
    let stored = try DICOMFile(bytes: DICOMGoldens.file(name)).storedPixels()
    #expect(stored.width == 48 && stored.height == 40 && stored.bits >= 12 && !stored.isSigned)
    #expect(try largestDifference(stored, DICOMGoldens.stored("gray12")) == 0)
  }

  @Test("HTJ2K is exact where OpenJPEG is new enough, and refused where it is not")
  func highThroughput() throws {
    let file = try DICOMFile(bytes: DICOMGoldens.file("htj2k-lossless"))
    guard DICOMFile.readsHTJ2K else {
      let error = #expect(throws: RadiographError.self) { try file.storedPixels() }
      #expect(error?.code == "unsupported_variety")
      #expect(error?.description.contains("OpenJPEG 2.5.3") == true)
      return
    }
    #expect(try largestDifference(file.storedPixels(), DICOMGoldens.stored("gray12")) == 0)
  }

  @Test(
    "lossy syntaxes are within 2 levels of pydicom",
    arguments: ["jpeg-baseline", "jpeg-extended", "jpegls-near-lossless", "jpeg2000-lossy"])
  func lossy(name: String) throws {
    let stored = try DICOMFile(bytes: DICOMGoldens.file(name)).storedPixels()
    #expect(try largestDifference(stored, DICOMGoldens.stored(name)) <= 2)
  }

  @Test("frames are found by count, and by offset table", arguments: ["rle-3-frames", "jpeg2000-3-frames-6-fragments"])
  func frames(name: String) throws {
    let file = try DICOMFile(bytes: DICOMGoldens.file(name))
    let first = try DICOMGoldens.stored("gray12")
    #expect(file.frameCount == 3 && file.acquisition.frameCount == 3)
    #expect(try largestDifference(file.storedPixels(frame: 0), first) == 0)
    #expect(try largestDifference(file.storedPixels(frame: 1), first.map { 4095 - $0 }) == 0)
    #expect(try largestDifference(file.storedPixels(frame: 2), first.map { $0 / 2 }) == 0)
    #expect(throws: RadiographError.noSuchFrame(index: 3, count: 3)) { try file.storedPixels(frame: 3) }
    #expect(throws: RadiographError.noSuchFrame(index: -1, count: 3)) { try file.storedPixels(frame: -1) }
  }

  @Test("colour", arguments: ["rgb", "rgb-rle", "rgb-jpeg2000-lossless"])
  func color(name: String) throws {
    let file = try DICOMFile(bytes: DICOMGoldens.file(name))
    let expected = try DICOMGoldens.stored("rgb")
    #expect(try largestDifference(file.storedPixels(), expected) == 0)
    #expect(try file.radiograph().pixels == .rgb8(expected.map(UInt8.init)))
  }

  @Test("JPEG colour comes out as YCbCr, and is converted once")
  func jpegColor() throws {
    let file = try DICOMFile(bytes: DICOMGoldens.file("rgb-jpeg-baseline"))
    #expect(try largestDifference(file.storedPixels(), DICOMGoldens.stored("rgb-jpeg-baseline")) <= 2)
    guard case .rgb8(let pixels) = try file.radiograph().pixels else {
      Issue.record("not RGB")
      return
    }
    let original = try DICOMGoldens.stored("rgb")
    let difference = zip(pixels, original).reduce(0) { $0 + abs(Int($1.0) - $1.1) }
    #expect(Double(difference) / Double(original.count) < 3)
  }

  @Test("all lossless relatives, and the MONOCHROME1 twin, render to the same pixels")
  func relatives() throws {
    let reference = try DICOMFile(bytes: DICOMGoldens.file("explicit-little")).radiograph().pixels
    for name in ["rle", "jpegls-lossless", "jpeg2000-lossless", "jpeg-lossless", "explicit-big"] {
      #expect(try DICOMFile(bytes: DICOMGoldens.file(name)).radiograph().pixels == reference, "\(name)")
    }
    var twin = DICOMBuilder()
    twin.addImagePixel(rows: 40, columns: 48, photometric: "MONOCHROME1")
    twin.addPixels(try DICOMGoldens.stored("gray12").map { 4095 - $0 })
    guard case .gray8(let inverted) = try DICOMFile(bytes: twin.file()).radiograph().pixels,
      case .gray8(let direct) = reference
    else {
      Issue.record("not grey")
      return
    }
    #expect(zip(inverted, direct).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
  }

  @Test("near-lossless and lossy relatives render to nearly the same pixels")
  func lossyRelatives() throws {
    guard case .gray8(let reference) = try DICOMFile(bytes: DICOMGoldens.file("explicit-little")).radiograph().pixels,
      case .gray8(let relative) = try DICOMFile(bytes: DICOMGoldens.file("jpegls-near-lossless")).radiograph().pixels
    else {
      Issue.record("not grey")
      return
    }
    #expect(zip(relative, reference).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
  }

  @Test("RadiographReader reads DICOM as it reads the rest")
  func reader() throws {
    let bytes = try DICOMGoldens.file("rle-3-frames")
    let radiograph = try RadiographReader.read(Data(bytes), options: ReadingOptions(frame: 1))
    let file = try DICOMFile(bytes: bytes)
    #expect(try radiograph == file.radiograph(frame: 1))
    #expect(radiograph.acquisition.modality == "DX" && radiograph.acquisition.patientAgeYears == 45)
    let header = try RadiographReader.header(Data(bytes))
    #expect(header == file.header && header.width == 48 && header.height == 40 && header.format == .dicom)
    #expect(throws: RadiographError.noSuchWindow(index: 0, count: 0)) {
      try RadiographReader.read(Data(bytes), options: ReadingOptions(window: 0))
    }
  }

  @Test(
    "what is not read is refused by name",
    arguments: [
      ("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile / Main Level"), ("1.2.840.10008.1.2.4.110", "JPEG XL Lossless"),
      ("1.2.840.10008.1.2.4.107", "HEVC/H.265 Main Profile / Level 5.1"),
      ("1.2.3.4.5.6", "that is not in the standard"),
    ])
  func refused(uid: String, name: String) throws {
    var builder = DICOMBuilder()
    builder.addImagePixel()
    builder.addFragments([[0, 0]])
    let error = #expect(throws: RadiographError.self) { try DICOMFile(bytes: builder.file(uid)) }
    #expect(error == .unsupportedVariety(.dicom, "the transfer syntax \(name)"))
    #expect("\(try #require(error))".contains(name))
  }

  @Test("several threads decode at once")
  func threads() async throws {
    let names = ["rle", "jpeg-lossless", "jpegls-lossless", "jpeg2000-lossless", "deflated"]
    let files = try names.map { try DICOMGoldens.file($0) }
    let expected = try DICOMGoldens.stored("gray12")
    let mismatches = try await withThrowingTaskGroup(of: Int.self) { group in
      for index in 0..<240 {
        group.addTask {
          let stored = try DICOMFile(bytes: files[index % files.count]).storedPixels()
          return (0..<stored.count).count { stored[$0] != expected[$0] }
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(mismatches == 0)
  }
}
