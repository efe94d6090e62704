import Foundation

/// The device that is always full.
enum FullDevice {
  static let isThere = FileManager.default.fileExists(atPath: "/dev/full")
}
