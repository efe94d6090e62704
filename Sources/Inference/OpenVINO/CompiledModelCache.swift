public import Files
import FoundationEssentials
import Glibc

/// Keeps compiled models on disk, so that a process that runs a known model need not compile it.
///
/// OpenVINO writes and reads the entries itself (its `CACHE_DIR`). Hilum gives each state of a model's file, together
/// with the options, a directory of its own that appears whole or not at all. So a model that has been replaced is never
/// mistaken for the old one, nor a half-written entry for a whole one, whatever other processes do meanwhile.
public enum CompiledModelCache {
  /// What the cache did for a model.
  public enum Outcome: Sendable, Equatable {
    /// No cache was asked for.
    case disabled
    /// The model came from the cache.
    case hit
    /// The model was compiled and stored.
    case stored
    /// The model was compiled; the cache could not store it.
    case unusable(FileError)
  }

  /// A model, what the cache did for it, and the entry that it was loaded from.
  struct Compiled {
    let model: CompiledModel
    let outcome: Outcome
    var entry: URL?
  }

  /// The most bytes that the cache keeps; the entries longest unused go first.
  static let byteLimit = 2 << 30

  /// Compiles the model at `url`, through the cache in `directory` if there is one.
  ///
  /// - Parameters:
  ///   - key: the options that the compiled model depends on.
  ///   - compile: compiles with OpenVINO's cache in the given directory; also told whether an entry is there.
  static func compile(
    _ url: URL, in directory: URL?, key: String, _ compile: (URL?, Bool) throws(InferenceError) -> CompiledModel
  ) throws(InferenceError) -> Compiled {
    guard let directory else { return Compiled(model: try compile(nil, false), outcome: .disabled) }
    let entry = directory.appending(path: try entryName(url, key: key))
    if holdsModel(entry) {
      _ = utimes(entry.path, nil)
      return Compiled(model: try compile(entry, true), outcome: .hit, entry: entry)
    }
    let staging = directory.appending(path: stagingPrefix + UUID().uuidString)
    try? FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    prune(directory)
    guard mkdir(staging.path, 0o700) == 0 else {
      let error = FileError.system(.create, file: directory.lastPathComponent, code: errno)
      return Compiled(model: try compile(nil, false), outcome: .unusable(error))
    }
    defer { try? FileManager.default.removeItem(at: staging) }
    let model = try compile(staging, false)
    // Where another process was first, its entry stays and ours goes.
    guard holdsModel(staging), rename(staging.path, entry.path) == 0 || holdsModel(entry) else {
      let error = FileError.system(.write, file: directory.lastPathComponent, code: errno)
      return Compiled(model: model, outcome: .unusable(error))
    }
    // Loaded from the entry the model takes half the memory, and this start cannot differ from later ones.
    return Compiled(model: try compile(entry, true), outcome: .stored, entry: entry)
  }

  // MARK: - Entries

  private static let stagingPrefix = ".staging-"

  /// The name for the model file as it stands now, compiled with the options `key`.
  private static func entryName(_ url: URL, key: String) throws(InferenceError) -> String {
    var status = stat()
    guard stat(url.path, &status) == 0 else {
      throw .file(.system(.open, file: url.lastPathComponent, code: errno))
    }
    let modified = "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    let path = url.standardizedFileURL.path
    let identity = "\(path)|\(status.st_dev)|\(status.st_ino)|\(status.st_size)|\(modified)|\(key)"
    return String(Checksum(of: Data(identity.utf8)).hex.prefix(32))
  }

  /// Whether OpenVINO has put a compiled model into a directory.
  private static func holdsModel(_ directory: URL) -> Bool { byteCount(directory) > 0 }

  private static func byteCount(_ directory: URL) -> Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
    return names.reduce(0) { sum, name in
      var status = stat()
      return stat(directory.appending(path: name).path, &status) == 0 ? sum + Int(status.st_size) : sum
    }
  }

  /// Makes room: removes what a killed process left, and the entries longest unused beyond the limit.
  private static func prune(_ directory: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
    let entries = names.map { name in
      let url = directory.appending(path: name)
      var status = stat()
      let used = stat(url.path, &status) == 0 ? status.st_mtim.tv_sec : 0
      return (url: url, used: used, bytes: byteCount(url))
    }
    var total = 0
    for entry in entries.sorted(by: { $0.used > $1.used }) {
      total += entry.bytes
      let abandoned = entry.url.lastPathComponent.hasPrefix(stagingPrefix) && entry.used < time(nil) - 3600
      if abandoned || total > byteLimit { try? FileManager.default.removeItem(at: entry.url) }
    }
  }
}
