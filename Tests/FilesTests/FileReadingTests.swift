import Files
import FoundationEssentials
import Glibc
import Testing

@Suite struct FileReadingTests {
  @Test(arguments: [0, 1, 4096, 100_001])
  func readsWholeFiles(count: Int) throws {
    try withTemporaryDirectory { directory in
      let url = directory.appending(path: "file")
      let bytes = Data((0..<count).map { UInt8(truncatingIfNeeded: $0) })
      try AtomicFile.write(bytes, to: url)
      #expect(try FileReading.bytes(of: url, limit: count) == bytes)
      #expect(try FileReading.array(of: url, limit: count) == Array(bytes))
      #expect(try FileReading.mapped(url) == bytes)
    }
  }

  @Test func aMappedFileOutlivesItsReplacement() throws {
    try withTemporaryDirectory { directory in
      let url = directory.appending(path: "file")
      try AtomicFile.write(Data("old".utf8), to: url)
      let mapped = try FileReading.mapped(url)
      try AtomicFile.write(Data("newer".utf8), to: url)
      #expect(mapped == Data("old".utf8))
    }
  }

  @Test func refusesTooLargeFilesBeforeReading() throws {
    try withTemporaryDirectory { directory in
      let url = directory.appending(path: "file")
      try AtomicFile.write(Data(count: 10), to: url)
      let error = FileError.tooLarge(file: "file", byteCount: 10, limit: 9)
      #expect(throws: error) { try FileReading.bytes(of: url, limit: 9) }
      #expect(throws: error) { try FileReading.mapped(url, limit: 9) }
      #expect(error.description == "file has 10 bytes; at most 9 are read")
    }
  }

  @Test func refusesWhatIsNoFile() throws {
    try withTemporaryDirectory { directory in
      #expect(throws: FileError.notRegularFile(file: directory.lastPathComponent)) {
        try FileReading.bytes(of: directory, limit: 9)
      }
      #expect(throws: FileError.system(.open, file: "none", code: ENOENT)) {
        try FileReading.mapped(directory.appending(path: "none"))
      }
      let pipe = directory.appending(path: "pipe")
      #expect(mkfifo(pipe.path, 0o600) == 0)
      #expect(throws: FileError.notRegularFile(file: "pipe")) { try FileReading.bytes(of: pipe, limit: 9) }
    }
    #expect(throws: FileError.notRegularFile(file: "zero")) {
      try FileReading.bytes(of: URL(filePath: "/dev/zero"), limit: 9)
    }
  }
}
