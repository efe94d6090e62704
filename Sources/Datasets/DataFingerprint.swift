public import Files
import Foundation

/// One hash that changes with any image, label or split of a data set, and with nothing else.
///
/// It is the SHA-256 of the samples' lines in the order of their paths: path, size in bytes, SHA-256 of the bytes, name of
/// the class (or all findings, as `Effusion=1|Mass=0|Hernia=?`), and split (`-` where there is none), separated by NUL
/// and ended by LF.
public struct DataFingerprint: Sendable, Hashable {
  /// What of a file goes into the fingerprint.
  public struct Content: Sendable, Hashable {
    /// Bytes of the file.
    public let size: Int
    /// Their SHA-256.
    public let checksum: Checksum

    /// Content of a file that has been read.
    public init(size: Int, checksum: Checksum) {
      self.size = size
      self.checksum = checksum
    }
  }

  /// The hash.
  public let checksum: Checksum

  /// The fingerprint of samples whose files have been read.
  ///
  /// - Parameter contents: one for each of the data set's samples; `nil` for a file that can't be read.
  public init(_ dataset: Dataset, contents: [Content?]) {
    let lines = zip(dataset.samples, contents).map { sample, content in
      let fields = [
        sample.path, content.map { "\($0.size)" } ?? "-", content?.checksum.hex ?? "-",
        sample.truth.text(dataset.classes),
        sample.split?.rawValue ?? "-",
      ]
      return fields.joined(separator: "\0") + "\n"
    }
    checksum = Checksum(of: Data(lines.joined().utf8))
  }

  /// The fingerprint of a data set, whose files are read for it on all cores.
  ///
  /// - Parameter progress: called with the number of files that are done.
  public init(reading dataset: Dataset, progress: (@Sendable (Int) -> Void)? = nil) {
    let contents = dataset.samples.concurrentMap(progress: progress) { sample -> Content? in
      guard let size = FileStatus(sample.url)?.size, let checksum = try? Checksum(ofFileAt: sample.url) else {
        return nil
      }
      return Content(size: size, checksum: checksum)
    }
    self.init(dataset, contents: contents)
  }
}
