import FolderTesting
import Testing

@Suite struct DemoTests {
  @Test func aFolderWithSomethingInItIsRefused() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", "demo/notes.txt")
    let outcome = try Hilum.run("demo", in: folder.url)
    #expect(outcome.code == 1)
    #expect(outcome.errors == "hilum: the folder demo is there already and not empty; choose another --output\n")
    #expect(folder.names("demo") == ["notes.txt"])
  }
}
