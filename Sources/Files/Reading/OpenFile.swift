import CLinux
import FoundationEssentials
import Glibc

/// An open file descriptor that closes itself; its errors name the file it stands for.
struct OpenFile: ~Copyable {
  private let descriptor: Int32
  private let name: String

  /// Opens or creates the file at `url`.
  ///
  /// - Parameter name: The name that errors give, when it is not the URL's own (a temporary stands for its target).
  init(_ url: URL, _ flags: Int32, operation: FileError.Operation, name: String? = nil) throws(FileError) {
    let name = name ?? url.lastPathComponent
    let descriptor = Glibc.open(url.path, flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .system(operation, file: name, code: errno) }
    self.descriptor = descriptor
    self.name = name
  }

  deinit { close(descriptor) }

  /// The size in bytes of a regular file.
  func byteCount() throws(FileError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(.read, file: name, code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegularFile(file: name) }
    return Int(status.st_size)
  }

  /// Reads up to `buffer.count` bytes; 0 means the end of the file.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw .system(.read, file: name, code: errno) }
    }
  }

  /// Writes all bytes.
  func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      } else if errno != EINTR {
        throw .system(.write, file: name, code: errno)
      }
    }
  }

  /// Waits until what was written is on the disk; of a directory, its entries.
  func synchronize() throws(FileError) {
    guard fsync(descriptor) == 0 else { throw .system(.write, file: name, code: errno) }
  }

  /// Waits until everything that was written on this file's file system is on the disk; for a directory of thousands of
  /// files one such call takes a small part of the time that syncing each of them does.
  func synchronizeFileSystem() throws(FileError) {
    guard syncfs(descriptor) == 0 else { throw .system(.write, file: name, code: errno) }
  }

  /// Drops all but the first `byteCount` bytes.
  func cut(to byteCount: Int) throws(FileError) {
    guard ftruncate(descriptor, byteCount) == 0 else { throw .system(.write, file: name, code: errno) }
  }

  /// Maps the first `count` bytes into memory, to be read only; they stay valid after the file is closed.
  func map(_ count: Int) throws(FileError) -> Data {
    guard count > 0 else { return Data() }
    guard let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED else {
      throw .system(.read, file: name, code: errno)
    }
    return Data(bytesNoCopy: address, count: count, deallocator: .custom { address, count in munmap(address, count) })
  }

  /// Marks the file as in use until it is closed, also by a kill; false if another process has marked it.
  @discardableResult
  func lock() -> Bool {
    flock(descriptor, LOCK_EX | LOCK_NB) == 0
  }

  /// Marks the file as in use; true if another process has marked it, false also where the file system knows no marks.
  func isLockedElsewhere() -> Bool {
    flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }
}
