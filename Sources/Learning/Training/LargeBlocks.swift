import CLinux

/// Keeps the memory of activations in the process from one step to the next.
///
/// Otherwise glibc asks the system for each block above 32 MB and gives it back, and the system clears every page anew: a
/// fifth of the processor time of a step of ResNet-18 in float32. The price is that the process keeps what a step needed.
enum LargeBlocks {
  private static let isKept: Bool = mallopt(M_MMAP_MAX, 0) == 1 && mallopt(M_TRIM_THRESHOLD, .max) == 1

  /// From now on; returns whether the system's allocator can do it.
  @discardableResult
  static func keep() -> Bool { isKept }
}
