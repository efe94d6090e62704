package import FoundationEssentials

/// What the bytes of a shared library tell of it without loading it.
///
/// - SeeAlso: elf(5): a file begins with 7F 45 4C 46; byte 5 says that it is little-endian; the machine is the 16-bit
///   number at byte 18.
package struct SharedLibrary: Sendable {
  /// The processor that a library is for, by ELF's number.
  package struct Machine: Hashable, Sendable {
    package let number: UInt16

    package init(number: UInt16) { self.number = number }

    package static let x86 = Machine(number: 62)
    package static let arm = Machine(number: 183)

    /// That of this program.
    #if arch(arm64)
      package static let current = arm
    #else
      package static let current = x86
    #endif
  }

  /// What it is for.
  package let machine: Machine
  private let bytes: Data

  /// The library in a file, which is mapped, not read.
  ///
  /// - Throws: `CocoaError` if it can't be read; `TorchError.badArgument` if it is no shared library.
  package init(contentsOf file: URL) throws { try self.init(Data(contentsOf: file, options: .alwaysMapped)) }

  /// The library of these bytes.
  ///
  /// - Throws: `TorchError.badArgument` if they are none.
  package init(_ bytes: Data) throws {
    let start = Array(bytes.prefix(20))
    guard start.count == 20, start.prefix(4) == [0x7F, 0x45, 0x4C, 0x46], start[5] == 1 else {
      throw TorchError.badArgument(operation: "reading a library", reason: "the file is no shared library")
    }
    machine = Machine(number: UInt16(start[18]) | UInt16(start[19]) << 8)
    self.bytes = bytes
  }

  /// Whether `libc10.so` was compiled with the strings of C++11 (`_GLIBCXX_USE_CXX11_ABI=1`), as Hilum is: its errors then
  /// are made of such a string.
  package var hasNewStrings: Bool { has("_ZN3c105ErrorC1ENS_14SourceLocationENSt7__cxx1112basic_string") }

  private func has(_ symbol: String) -> Bool {
    bytes.withUnsafeBytes { $0.contains(symbol.utf8) }
  }
}

extension SharedLibrary.Machine: CustomStringConvertible {
  /// "x86-64", "arm64", or its number.
  package var description: String {
    switch self {
    case .x86: "x86-64"
    case .arm: "arm64"
    default: "machine \(number)"
    }
  }
}
