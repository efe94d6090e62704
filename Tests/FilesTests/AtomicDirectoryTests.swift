import Files
import FoundationEssentials
import Glibc
import Testing

@Suite struct AtomicDirectoryTests {
  struct Interrupted: Error {}

  /// Fills a directory with a file, and one in a subdirectory.
  private func fill(_ directory: URL, _ text: String) throws {
    try AtomicFile.write(Data(text.utf8), to: directory.appending(path: "model.json"))
    let inner = directory.appending(path: "inner")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: false)
    try AtomicFile.write(Data(text.utf8), to: inner.appending(path: "file"))
  }

  private func text(_ directory: URL) throws -> [String] {
    try ["model.json", "inner/file"].map {
      String(decoding: try FileReading.bytes(of: directory.appending(path: $0), limit: 100), as: UTF8.self)
    }
  }

  @Test func createsAndReplaces() throws {
    try withTemporaryDirectory { directory in
      let url = directory.appending(path: "bundle")
      try AtomicDirectory.replace(at: url) { try fill($0, "first") }
      #expect(try text(url) == ["first", "first"])
      try AtomicDirectory.replace(at: url) { temporary in
        #expect(try text(url) == ["first", "first"])
        try fill(temporary, "second")
        #expect(try text(url) == ["first", "first"])
      }
      #expect(try text(url) == ["second", "second"])
      #expect(try names(in: url) == ["inner", "model.json"])
      #expect(try names(in: directory) == ["bundle"])
    }
  }

  @Test func aFailureLeavesTheOldDirectoryWhole() throws {
    try withTemporaryDirectory { directory in
      let url = directory.appending(path: "bundle")
      try AtomicDirectory.create(at: url) { try fill($0, "old") }
      #expect(throws: Interrupted.self) {
        try AtomicDirectory.replace(at: url) { temporary in
          try fill(temporary, "new")
          throw Interrupted()
        }
      }
      #expect(try text(url) == ["old", "old"])
      #expect(try names(in: directory) == ["bundle"])
    }
  }

  @Test func createRefusesWhatIsThereByThen() throws {
    try withTemporaryDirectory { (directory) throws in
      let url = directory.appending(path: "3")
      #expect(throws: FileError.system(.create, file: "3", code: ENOTEMPTY)) {
        try AtomicDirectory.create(at: url) { temporary in
          try fill(temporary, "late")
          try AtomicDirectory.create(at: url) { try fill($0, "early") }
        }
      }
      #expect(try text(url) == ["early", "early"])
      #expect(try names(in: directory) == ["3"])
      #expect(FileError.system(.create, file: "3", code: ENOTEMPTY).description == "cannot create 3: it exists already")
    }
  }

  @Test func replaceRefusesAFile() throws {
    try withTemporaryDirectory { directory in
      let url = directory.appending(path: "file")
      try AtomicFile.write(Data("text".utf8), to: url)
      #expect(throws: FileError.system(.replace, file: "file", code: ENOTDIR)) {
        try AtomicDirectory.replace(at: url) { try fill($0, "new") }
      }
      #expect(try FileReading.bytes(of: url, limit: 100) == Data("text".utf8))
      #expect(try names(in: directory) == ["file"])
    }
  }

  @Test func removesWhatAKillLeftBehind() throws {
    try withTemporaryDirectory { directory in
      let abandoned = directory.appending(path: ".bundle.tmp-1")
      try AtomicDirectory.create(at: abandoned) { try fill($0, "half") }
      try setAge(of: abandoned, seconds: 3600)
      try AtomicDirectory.replace(at: directory.appending(path: "bundle")) { try fill($0, "new") }
      #expect(try names(in: directory) == ["bundle"])
    }
  }
}
