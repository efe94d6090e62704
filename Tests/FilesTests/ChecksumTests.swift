import Files
import FoundationEssentials
import Glibc
import Testing

@Suite struct ChecksumTests {
  /// The test vectors of FIPS 180-2, appendix B.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func publishedVectors(text: String, hex: String) throws {
    #expect(Checksum(of: Data(text.utf8)).hex == hex)
    try withTemporaryDirectory { directory in
      let url = directory.appending(path: "text")
      try AtomicFile.write(Data(text.utf8), to: url)
      #expect(try Checksum(ofFileAt: url).hex == hex)
    }
  }

  @Test func fileOfSeveralPieces() throws {
    let bytes = Data((0..<3_000_001).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    try withTemporaryDirectory { directory in
      let url = directory.appending(path: "large")
      try AtomicFile.write(bytes, to: url)
      #expect(try Checksum(ofFileAt: url) == Checksum(of: bytes))
    }
  }

  @Test func takesOnlySixtyFourDigits() throws {
    let hex = String(repeating: "aB", count: 32)
    #expect(Checksum(hex: hex)?.hex == hex.lowercased())
    #expect(Checksum(hex: String(hex.dropLast())) == nil)
    #expect(Checksum(hex: hex.dropLast() + "g") == nil)
    #expect(Checksum(hex: hex.dropLast() + "１") == nil)
    #expect(Checksum(hex: "") == nil)
  }

  @Test func isAStringInJSON() throws {
    let checksum = Checksum(of: Data())
    let json = try JSONEncoder().encode([checksum])
    #expect(String(decoding: json, as: UTF8.self) == "[\"\(checksum)\"]")
    #expect(try JSONDecoder().decode([Checksum].self, from: json) == [checksum])
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([Checksum].self, from: Data("[\"12\"]".utf8)) }
  }

  @Test func verifiesAFile() throws {
    try withTemporaryDirectory { directory in
      let url = directory.appending(path: "weights.pth")
      try AtomicFile.write(Data("abc".utf8), to: url)
      let right = Checksum(of: Data("abc".utf8))
      let wrong = Checksum(of: Data("abd".utf8))
      try right.verify(fileAt: url)
      let error = FileError.checksumMismatch(file: "weights.pth", expected: wrong, found: right)
      #expect(throws: error) { try wrong.verify(fileAt: url) }
      #expect(error.description.contains("weights.pth is damaged or not the expected file"))
      #expect(throws: FileError.system(.open, file: "none", code: ENOENT)) {
        try right.verify(fileAt: directory.appending(path: "none"))
      }
      #expect(throws: FileError.notRegularFile(file: directory.lastPathComponent)) {
        try right.verify(fileAt: directory)
      }
    }
  }
}
