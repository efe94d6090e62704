import Foundation
import Reporting
import Testing

@Suite struct TensorBoardTests {
  @Test func checksumsAreCastagnolis() {
    // RFC 3720, appendix B.4.
    #expect(CRC32C.checksum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(CRC32C.checksum([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
    #expect(CRC32C.checksum(Array(0..<32)) == 0x46DD_794E)
    #expect(CRC32C.checksum(Array("123456789".utf8)) == 0xE306_9283)
    #expect(CRC32C.checksum([]) == 0)
  }

  @Test func recordsAreByteForByteTensorBoards() throws {
    let scores = [0.05, 0.2, 0.25, 0.5, 0.55, 0.8, 0.99, 1.0]
    let isPositive = [false, false, true, false, true, true, true, true]
    let png = (0..<512).map { UInt8(truncatingIfNeeded: $0) }
    let events: [(Int, Event.Content)] = [
      (0, .fileVersion), (6, .sessionStart), (7, .summary(tag: "loss/train", .scalar(0.4375))),
      (300, .summary(tag: "samples", .image(png: png, width: 5, height: 3, channels: 4))),
      (
        1 << 40,
        .summary(tag: "pr", .precisionRecall(.init(scores: scores, isPositive: isPositive, thresholds: 5)))
      ), (0, .summary(tag: "recipe", .text("épochs: 20"))),
    ]
    let bytes = events.flatMap { Event(time: 1_700_000_000.5, step: $0.0, content: $0.1).record }
    #expect(bytes == Array(try Data(contentsOf: goldens.appending(path: "events.bin"))))
  }

  @Test func theWriterFramesEveryEvent() throws {
    try withFolder { folder in
      let logs = folder.appending(path: "logs")
      let writer = try EventWriter(folder: logs)
      try writer.add("loss/train", scalar: 0.5, step: 1)
      try writer.add("loss/train", scalar: .nan, step: 2)
      try writer.add("samples", png: [1, 2, 3], width: 4, height: 5, step: 2)
      try writer.add("recipe", text: "epochs: 2", step: 0)
      try writer.add("pr", precisionRecallOf: [0.2, .nan, 2], isPositive: [false, true, true], step: 2)
      let name = try #require(try FileManager.default.contentsOfDirectory(atPath: logs.path).first)
      #expect(name.wholeMatch(of: #/events\.out\.tfevents\.\d{10}\..+\.\d+\.0/#) != nil)
      let bytes = Array(try Data(contentsOf: logs.appending(path: name)))
      #expect(try records(in: bytes).count == 6)
    }
  }

  @Test func aSessionThatResumesComesLaterAndSaysFromWhere() throws {
    try withFolder { folder in
      for step in [nil, 3, 5] {
        let writer = try EventWriter(folder: folder, resumingAt: step)
        try writer.add("loss", scalar: 1, step: step ?? 1)
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      #expect(names.count == 3)
      let files = try names.map { try records(in: Array(try Data(contentsOf: folder.appending(path: $0)))) }
      #expect(files.map(\.count) == [2, 3, 3])
      // Step (field 2) and session log (field 7) that holds START (1 = 1), behind the nine bytes of the time.
      #expect(files.dropFirst().map { Array($0[1].dropFirst(9)) } == [3, 5].map { [0x10, $0, 0x3A, 2, 8, 1] })
    }
  }

  @Test func aFolderThatCanNotBeMadeIsAnError() throws {
    try withFolder { folder in
      let file = folder.appending(path: "file")
      try Data().write(to: file)
      #expect(throws: (any Error).self) { try EventWriter(folder: file.appending(path: "logs")) }
    }
  }

  /// The data of all records, each checked against both of its checksums.
  private func records(in bytes: [UInt8]) throws -> [[UInt8]] {
    var records: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let length = rest.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
      try #require(rest.count >= length + 16)
      let data = Array(rest.dropFirst(12).prefix(length))
      try #require(TFRecord.framed(data) == Array(rest.prefix(length + 16)))
      records.append(data)
      rest = rest.dropFirst(length + 16)
    }
    return records
  }
}
