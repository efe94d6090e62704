/// A version of LibTorch as far as it decides what fits: releases that differ in the third number alone load for each
/// other.
package struct TorchVersion: Sendable, Equatable {
  package let major: Int
  package let minor: Int

  /// The version in a text such as "2.13.0+cu130"; nil if it is none.
  package init?(_ text: String) {
    let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
    guard numbers.count > 2, let major = Int(numbers[0]), let minor = Int(numbers[1]) else { return nil }
    (self.major, self.minor) = (major, minor)
  }

  /// Whether a program that was compiled for another version can load this one.
  package func fits(_ other: String) -> Bool { self == TorchVersion(other) }

  /// The first text in quotes after `key`, as version.py and version.h have it.
  package static func text(in file: String, after key: String) -> String? {
    guard let start = file.firstRange(of: key)?.upperBound else { return nil }
    let quoted = file[start...].split(maxSplits: 2, omittingEmptySubsequences: false) { $0 == "\"" || $0 == "'" }
    guard quoted.count > 2 else { return nil }
    return String(quoted[1])
  }
}
