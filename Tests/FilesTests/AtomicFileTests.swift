import Files
import FoundationEssentials
import Glibc
import Testing

@Suite struct AtomicFileTests {
  @Test func writesAndReplaces() throws {
    try withTemporaryDirectory { directory in
      let url = directory.appending(path: "file")
      try AtomicFile.write(Data("old and long".utf8), to: url)
      try AtomicFile.write(pieces: [Data("new".utf8), Data(), Data("er".utf8)], to: url)
      #expect(try FileReading.bytes(of: url, limit: 100) == Data("newer".utf8))
      #expect(try names(in: directory) == ["file"])
    }
  }

  /// A file that may not grow past a limit is the nearest thing to a full disk that needs no rights.
  @Test func aFullDiskLeavesTheOldFileWhole() throws {
    try withTemporaryDirectory { directory in
      let url = directory.appending(path: "model.safetensors")
      try AtomicFile.write(Data("old".utf8), to: url)
      let limit = 64 << 20
      #expect(throws: FileError.system(.write, file: "model.safetensors", code: EFBIG)) {
        try withFileSizeLimit(limit) {
          try AtomicFile.write(pieces: repeatElement(Data(count: 1 << 20), count: 65), to: url)
        }
      }
      #expect(try FileReading.bytes(of: url, limit: 100) == Data("old".utf8))
      #expect(try names(in: directory) == ["model.safetensors"])
    }
  }

  @Test func saysThatTheDiskIsFull() {
    #expect(
      FileError.system(.write, file: "model.safetensors", code: ENOSPC).description
        == "cannot write model.safetensors: the disk is full")
    #expect(
      FileError.system(.write, file: "a", code: EDQUOT).description == "cannot write a: the disk quota is used up")
    #expect(FileError.system(.open, file: "a", code: EIO).description == "cannot open a: input/output error")
  }

  @Test func refusesPlacesThatCannotBeWritten() throws {
    try withTemporaryDirectory { directory in
      let orphan = directory.appending(path: "none/file")
      let error = FileError.system(.create, file: "file", code: ENOENT)
      #expect(throws: error) { try AtomicFile.write(Data(), to: orphan) }
      #expect(error.description == "cannot create file: there is no such file or directory")
      let folder = directory.appending(path: "folder")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
      #expect(throws: FileError.system(.replace, file: "folder", code: EISDIR)) {
        try AtomicFile.write(Data(), to: folder)
      }
      #expect(try names(in: directory) == ["folder"])
    }
  }

  @Test func removesWhatAKillLeftBehindButNotWhatIsInUse() throws {
    try withTemporaryDirectory { directory in
      let abandoned = directory.appending(path: ".file.tmp-1")
      let locked = directory.appending(path: ".file.tmp-2")
      let young = directory.appending(path: ".file.tmp-3")
      let other = directory.appending(path: ".other.tmp-4")
      for url in [abandoned, locked, young, other] { try AtomicFile.write(Data("half".utf8), to: url) }
      for url in [abandoned, locked, other] { try setAge(of: url, seconds: 3600) }
      let descriptor = open(locked.path, O_RDONLY)
      defer { close(descriptor) }
      #expect(flock(descriptor, LOCK_EX) == 0)

      try AtomicFile.write(Data(), to: directory.appending(path: "file"))
      #expect(try names(in: directory) == [".file.tmp-2", ".file.tmp-3", ".other.tmp-4", "file"])
    }
  }
}

/// Runs `body` while no file of this process may grow past `limit` bytes.
private func withFileSizeLimit(_ limit: Int, _ body: () throws -> Void) throws {
  signal(SIGXFSZ, SIG_IGN)
  var old = rlimit()
  try #require(getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &old) == 0)
  var new = rlimit(rlim_cur: rlim_t(limit), rlim_max: old.rlim_max)
  try #require(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &new) == 0)
  defer { setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &old) }
  try body()
}

/// Makes a file look as if it was last written `seconds` ago.
func setAge(of url: URL, seconds: Int) throws {
  let then = timespec(tv_sec: time(nil) - seconds, tv_nsec: 0)
  try #require(utimensat(AT_FDCWD, url.path, [then, then], 0) == 0)
}
