import Foundation
import TensorFiles
import Testing

@Suite struct TorchWritingTests {
  @Test(arguments: ["every_dtype.pth", "strided.pth", "module.pth"])
  func whatIsWrittenIsReadAgain(file: String) throws {
    let tensors = try TorchFile.tensors(contentsOf: Golden.url(file))
    try withTemporaryDirectory { directory in
      let (first, second) = (directory.appending(path: "model.pth"), directory.appending(path: "again/model.pth"))
      try TorchFile.write(tensors, to: first)
      #expect(try TorchFile.tensors(contentsOf: first) == tensors)
      try FileManager.default.createDirectory(
        at: second.deletingLastPathComponent(), withIntermediateDirectories: true)
      try TorchFile.write(tensors, to: second)
      #expect(try Data(contentsOf: first) == Data(contentsOf: second))
    }
  }

  /// Entries begin at multiples of 64 bytes, as PyTorch maps them, and have the checksum that it verifies.
  @Test func entriesAreAlignedAndChecked() throws {
    let tensor = try StoredTensor([1, 2, 3, 4, 5, 6, 7, 8, 9], shape: [3, 3])
    try withTemporaryDirectory { directory in
      let url = directory.appending(path: "m.pth")
      try TorchFile.write(["a": tensor], to: url)
      let bytes = try Data(contentsOf: url)
      let place = try #require(bytes.range(of: tensor.data))
      #expect(place.lowerBound % 64 == 0)
      let name = try #require(bytes.range(of: Data("m/data/0".utf8)))
      let stored = bytes[(name.lowerBound - 16)..<(name.lowerBound - 12)].reversed().reduce(UInt32(0)) {
        $0 << 8 | UInt32($1)
      }
      let expected = ~tensor.data.reduce(UInt32.max) { crc, byte in
        (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
      }
      #expect(stored == expected)
    }
  }

  @Test(arguments: ["classes_list.pth", "classes_map.pth", "classes_index.pth"])
  func checkpointsNameTheirClasses(file: String) throws {
    let checkpoint = try TorchFile.checkpoint(Golden.bytes(file), file: file)
    #expect(checkpoint.classes == ["NORMAL", "PNEUMONIA"])
    #expect(checkpoint.tensors.keys.sorted() == ["fc.weight"])
    #expect(try TorchFile.checkpoint(Golden.bytes("module.pth"), file: "module.pth").classes == nil)
  }
}
