import Files
import Foundation

/// A labelled data set of any size, made of a few pictures that are repeated in a folder of its own.
///
/// Each JPEG is written with a comment of its own, so that no two files are equal though their pixels are; other files are
/// linked. A table names them, with the labels in turn by original and a patient for every two.
struct RepeatedPictures {
  /// The table.
  let table: URL

  /// Makes the data set in a folder that is there.
  ///
  /// - Throws: `FileError`; `BenchmarkError.interrupted`.
  init(
    _ originals: [URL], count: Int, labels: [String], in folder: URL, isInterrupted: () -> Bool = { false }
  ) throws {
    let pictures = folder.appending(path: "pictures")
    try Folder.make(at: pictures)
    var rows = ["image,label,patient"]
    rows.reserveCapacity(count + 1)
    for number in 0..<count {
      if isInterrupted() { throw BenchmarkError.interrupted }
      let place = number % originals.count
      let original = originals[place]
      // A thousand a folder, as file systems and people like it.
      let part = "pictures/\(number / 1000)"
      if number % 1000 == 0 { try Folder.make(at: folder.appending(path: part)) }
      let name = "\(part)/\(number).\(original.pathExtension)"
      try Self.write(original, number: number, to: folder.appending(path: name))
      rows.append("\(name),\"\(labels[place % labels.count])\",p\(number / 2)")
    }
    table = folder.appending(path: "table.csv")
    try AtomicFile.write(Data((rows.joined(separator: "\n") + "\n").utf8), to: table)
  }

  private static func write(_ original: URL, number: Int, to url: URL) throws {
    let bytes = try FileReading.bytes(of: original, limit: .max)
    if let varied = commented(bytes, with: "\(number)") {
      guard FileManager.default.createFile(atPath: url.path, contents: varied) else {
        throw FileError.system(.write, file: url.lastPathComponent, code: errno)
      }
    } else if symlink(original.path, url.path) != 0 {
      throw FileError.system(.write, file: url.lastPathComponent, code: errno)
    }
  }

  /// A JPEG with a comment (ITU T.81, B.2.4.5) behind its first marker; nil where the bytes are none.
  static func commented(_ bytes: Data, with text: String) -> Data? {
    let content = Data(text.utf8)
    guard bytes.starts(with: [0xFF, 0xD8]), content.count < 256 else { return nil }
    return bytes.prefix(2) + [0xFF, 0xFE, 0, UInt8(content.count + 2)] + content + bytes.dropFirst(2)
  }
}
