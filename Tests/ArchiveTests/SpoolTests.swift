import Archive
import Foundation
import Testing

struct SpoolTests {
  @Test func whatIsNoObjectIsRefusedAndLeavesNothing() async throws {
    let archive = try ArchiveFixture()
    #expect(try archive.receive("1.2.3", bytes: Array("no object".utf8)) == .cannotUnderstand)
    #expect(try archive.receive("1.2.4", bytes: ArchiveFixture.object("9.9")) == .notThisClass)
    #expect(try archive.receive("1.2.5", sopClass: "1.2.840.10008.5.1.4.1.1.7") == .notThisClass)
    #expect(try await archive.store.page(limit: 9).objects.isEmpty)
    #expect(archive.happened == [.refused(status: "C000"), .refused(status: "A900"), .refused(status: "A900")])
    #expect(try archive.names("incoming").isEmpty && archive.names("objects").isEmpty)
  }

  @Test func itsOwnPicturesAreLeftAlone() async throws {
    let archive = try ArchiveFixture()
    let sopClass = "1.2.840.10008.5.1.4.1.1.7"
    let own = ArchiveFixture.object("1.2.3", sopClass: sopClass, manufacturer: "Hilum")
    #expect(try archive.receive("1.2.3", bytes: own, sopClass: sopClass) == .success)
    #expect(archive.happened == [.ownResult])
    let other = ArchiveFixture.object("1.2.4", sopClass: sopClass, manufacturer: "Scanner")
    #expect(try archive.receive("1.2.4", bytes: other, sopClass: sopClass) == .success)
    #expect(try await archive.store.page(limit: 9).objects.map(\.identity.sopInstance) == ["1.2.4"])
  }

  @Test func aFullDiskOrSpoolRefusesBeforeBytesCome() throws {
    var limits = SpoolLimits.small
    limits.minimumFreeBytes = .max
    let full = try ArchiveFixture(limits)
    #expect(try full.receive("1.2.3") == .outOfResources)
    #expect(full.spool.fullness?.contains("disk") == true)
    limits = .small
    limits.maximumBytes = 500
    let small = try ArchiveFixture(limits)
    #expect(try small.receive("1.2.3") == .success)
    #expect(try small.receive("1.2.4") == .outOfResources)
  }

  @Test func whatIsBeingReceivedCountsAsHeld() throws {
    var limits = SpoolLimits.small
    limits.maximumBytes = 500
    let archive = try ArchiveFixture(limits)
    let coming = archive.folder.url.appending(path: "incoming/half.dcm")
    try Data(count: 500).write(to: coming)
    #expect(try archive.receive("1.2.3") == .outOfResources)
    try FileManager.default.removeItem(at: coming)
    #expect(try archive.receive("1.2.3") == .success)
  }

  @Test func whereRoomRunsShortDeliveredFilesGoAtOnce() async throws {
    var limits = SpoolLimits.small
    limits.maximumBytes = 500
    let archive = try ArchiveFixture(limits)
    let id = try await archive.read("1.2", to: ["A"])
    #expect(try archive.receive("1.3") == .outOfResources)
    let keeper = SpoolKeeper(archive.spool, logger: .quiet)
    try await keeper.sweep(at: .start + 60)
    #expect(try archive.receive("1.3") == .outOfResources)
    let due = try await archive.store.due(to: "A", limit: 1, at: .start)
    try await archive.store.settle([(due[0].delivery, .sent)], at: .start)
    try await keeper.sweep(at: .start + 60)
    #expect(!FileManager.default.fileExists(atPath: archive.folder.object(id).path))
    #expect(try archive.receive("1.3") == .success)
  }

  @Test func leftoversAreRemovedAtTheStart() async throws {
    let archive = try ArchiveFixture()
    try archive.receive("1.2.3")
    let url = archive.folder.url
    try Data("half".utf8).write(to: url.appending(path: "incoming/half.dcm"))
    try Data("of no row".utf8).write(to: url.appending(path: "objects/7.dcm"))
    try FileManager.default.createDirectory(at: archive.folder.results(of: 7), withIntermediateDirectories: true)
    try await archive.spool.recover(destinations: [], at: .start)
    #expect(try archive.names("incoming").isEmpty && archive.names("results").isEmpty)
    #expect(try archive.names("objects") == ["1.dcm"])
    #expect(archive.spool.heldBytes == ArchiveFixture.object("1.2.3").count)
    // The number of an object that was never entered is given again.
    try Data("of no row".utf8).write(to: archive.folder.object(2))
    try archive.receive("1.2.4")
    #expect(try Array(Data(contentsOf: archive.folder.object(2))) == ArchiveFixture.object("1.2.4"))
  }

  @Test func nobodyElseLooksIntoTheFolder() throws {
    let archive = try ArchiveFixture()
    let url = archive.folder.url
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
    _ = try ArchiveStore(existingIn: archive.folder)
    for folder in [url] + ["incoming", "objects", "results"].map({ url.appending(path: $0) }) {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.path)
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o700)
    }
  }

  @Test(.enabled(if: geteuid() != 0, "the administrator may look after any folder"))
  func aFolderOfAnotherUserIsRefused() throws {
    #expect(throws: SpoolError.self) {
      _ = try ArchiveStore(SpoolFolder(URL(filePath: "/usr", directoryHint: .isDirectory)))
    }
  }

  @Test func theBellIsRungNowhereElse() async throws {
    let archive = try ArchiveFixture()
    let bell = archive.folder.url.appending(path: "bell")
    let other = archive.folder.url.appending(path: "other")
    try Data().write(to: other)
    try FileManager.default.createSymbolicLink(at: bell, withDestinationURL: other)
    try await archive.store.retryAll()
    try FileManager.default.removeItem(at: bell)
    try Data().write(to: bell)
    try await archive.store.retryAll()
    #expect(try Data(contentsOf: bell).isEmpty && Data(contentsOf: other).isEmpty)
  }

  @Test func oneNodeAtATime() throws {
    let archive = try ArchiveFixture()
    #expect(throws: SpoolError.inUse(folder: "spool")) { _ = try Spool(archive.folder, logger: .quiet) }
  }

  @Test func filesGoOnceDelivered() async throws {
    let archive = try ArchiveFixture()
    let id = try await archive.read("1.2", to: ["A"])
    let due = try await archive.store.due(to: "A", limit: 1, at: .start)
    try await archive.store.settle([(due[0].delivery, .sent)], at: .start)
    try archive.receive("1.3")
    let keeper = SpoolKeeper(archive.spool, logger: .quiet)
    try await keeper.sweep(at: .start + 3600)
    #expect(FileManager.default.fileExists(atPath: archive.folder.object(id).path))
    try await keeper.sweep(at: .start + 90_000)
    #expect(!FileManager.default.fileExists(atPath: archive.folder.object(id).path))
    #expect(!FileManager.default.fileExists(atPath: archive.folder.results(of: id).path))
    #expect(try await archive.store.object(id).state == .done)
    try await keeper.sweep(at: .start + 366 * 86_400)
    await #expect(throws: SpoolError.unknownObject(id)) { _ = try await archive.store.object(id) }
    #expect(try await archive.store.object(2).state == .waiting)
    #expect(FileManager.default.fileExists(atPath: archive.folder.object(2).path))
  }
}

extension ArchiveFixture {
  func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: self.folder.url.appending(path: folder).path).sorted()
  }
}
