import CLinux
import Dispatch
import FoundationEssentials
import Glibc
import Synchronization

/// The pages of a cached model that OpenVINO has mapped into memory, of which it makes copies in a layout of its own.
///
/// They stay resident after the copies are made, so that a model would take twice its size. Given back, they are read
/// again from the page cache should anyone look at them.
struct MappedWeights: @unchecked Sendable {
  /// Microseconds between two releases, in which a core copies a megabyte or two.
  private static let pause: UInt32 = 250
  private let ranges: [UnsafeMutableRawBufferPointer]

  /// Finds what is mapped, to be read only, from the files in `directory`.
  init(under directory: URL) {
    let prefix = directory.resolvingSymlinksInPath().path + "/"
    ranges = Self.maps().compactMap { line in
      let fields = line.split(separator: " ", maxSplits: 5)
      guard fields.count == 6, fields[1].hasPrefix("r--"),
        fields[5].drop(while: { $0 == " " }).hasPrefix(prefix)
      else { return nil }
      let bounds = fields[0].split(separator: "-").compactMap { UInt(String($0), radix: 16) }
      guard bounds.count == 2, let start = UnsafeMutableRawPointer(bitPattern: bounds[0]) else { return nil }
      return UnsafeMutableRawBufferPointer(start: start, count: Int(bounds[1] - bounds[0]))
    }
  }

  /// Calls `body`, and gives back pages while it runs and when it is done; before it also what the process has freed but
  /// kept (malloc_trim(3)), since the copies make this the moment at which a process that reads one picture is largest.
  func releasing<Result>(
    during body: () throws(InferenceError) -> Result
  ) throws(InferenceError) -> Result {
    guard !ranges.isEmpty else { return try body() }
    malloc_trim(0)
    release()
    let isDone = Flag()
    let queue = DispatchQueue(label: "hilum.mapped-weights")
    queue.async {
      while !isDone.isSet {
        release()
        usleep(Self.pause)
      }
    }
    defer {
      isDone.set()
      // Once the model is gone, other memory may lie where it was mapped: nothing is given back after this.
      queue.sync { release() }
    }
    return try body()
  }

  /// Something that one thread tells another.
  private final class Flag: Sendable {
    private let value = Atomic(false)

    var isSet: Bool { value.load(ordering: .relaxed) }

    func set() { value.store(true, ordering: .relaxed) }
  }

  /// The lines of `/proc/self/maps`; none where there is no such file.
  private static func maps() -> [String] {
    guard let file = fopen("/proc/self/maps", "re") else { return [] }
    defer { fclose(file) }
    var line: UnsafeMutablePointer<CChar>?
    defer { free(line) }
    var capacity = 0
    var lines: [String] = []
    while case let length = getline(&line, &capacity, file), length > 0, let line {
      lines.append(String(decoding: UnsafeRawBufferPointer(start: line, count: length - 1), as: UTF8.self))
    }
    return lines
  }

  private func release() {
    for range in ranges { madvise(range.baseAddress, range.count, MADV_DONTNEED) }
  }
}
