import FolderTesting
import Testing

struct ArchiveCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    ("serve --models m --dicom 70000", "--dicom is from 0 to 65535"),
    ("serve --models m --dicom 0 --send-to nowhere", "--send-to is AE@HOST:PORT"),
    ("serve --models m --dicom 0 --ae-title seventeen_letters", "--ae-title has 1 to 16 characters"),
    ("serve --models m --spool s", "need --dicom PORT or --archive FILE"),
    ("archive", "Missing expected argument '--config <config>'"),
    ("archive retry", "give the number of an object, or --all"),
    ("archive retry 3 --all", "give the number of an object, or --all"),
  ])
  func wrongUsageIsNamed(_ arguments: String, _ sentence: String) throws {
    let outcome = try Hilum.bash("$hilum \(arguments)", in: folder.url)
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains(sentence))
  }

  @Test func aSpoolThatIsNotThereIsNotMade() throws {
    for command in ["status", "show 1", "retry --all"] {
      let outcome = try Hilum.bash("$hilum archive \(command) --spool none", in: folder.url)
      #expect(outcome.code == 1)
      #expect(outcome.errors == "hilum: the spool none can't be opened: there is no spool in this folder\n")
    }
    #expect(folder.names().isEmpty)
  }

  @Test func aMistakeInTheConfigurationNamesItsLine() throws {
    try folder.folder("models")
    try folder.write("node:\n  port: 0\n  ae_titel: X\n", "archive.yaml")
    let outcome = try Hilum.bash("$hilum archive --config archive.yaml --models models", in: folder.url)
    #expect(outcome.code == 1)
    #expect(outcome.errors.hasPrefix("hilum: archive.yaml, line 3: unknown key node.ae_titel"))
  }
}
