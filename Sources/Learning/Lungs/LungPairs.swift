import Datasets
public import Foundation
import Metrics

/// Pictures with masks of the same names.
public struct LungPairs: Sendable {
  /// The pairs, by name.
  public let pairs: [LungPair]
  /// Pictures that have no mask.
  public let unmaskedCount: Int
  /// Masks that have no picture.
  public let strayCount: Int

  /// Patients that are held out, as a share.
  static let heldOutShare = 0.2

  /// Reads the pictures (JPEG, PNG, DICOM) and the PNG masks at any depth below two folders.
  ///
  /// - Throws: `LungDataError`; `DataError` where a folder can't be listed.
  public init(images: URL, masks: URL, progress: (@Sendable (Int, Int) -> Void)? = nil) throws {
    let images = try Self.files(images) { _ in true }
    let masks = try Self.files(masks) { $0.pathExtension.lowercased() == "png" }
    let names = masks.keys.filter { images[$0] != nil }.sorted()
    guard !names.isEmpty else { throw LungDataError.noPairs(pictures: images.count, masks: masks.count) }
    strayCount = masks.count - names.count
    // A few strays are let pass; many mean that the folder of pictures is another one or not all there.
    guard strayCount * 10 <= masks.count else {
      let examples = masks.keys.filter { images[$0] == nil }.sorted().prefix(3)
      throw LungDataError.picturesMissing(count: strayCount, masks: masks.count, examples: Array(examples))
    }
    unmaskedCount = images.count - names.count
    let sources = names.compactMap { name in images[name].flatMap { image in masks[name].map { (name, image, $0) } } }
    let results = sources.concurrentMap(progress: { progress?($0, sources.count) }) { name, image, mask in
      Result { try LungPair(name: name, image: image, mask: mask) }
        .mapError { $0 is LungDataError ? $0 : LungDataError.unreadable(name, reason: "\($0)") }
    }
    pairs = try results.map { try $0.get() }
  }

  /// Pairs in memory.
  package init(_ pairs: [LungPair]) {
    self.pairs = pairs
    (unmaskedCount, strayCount) = (0, 0)
  }

  /// The files below a folder, by name without extension; the same file twice counts once.
  private static func files(_ folder: URL, where accepts: (URL) -> Bool) throws -> [String: URL] {
    guard FileStatus(folder)?.isFolder == true else {
      throw LungDataError.unreadable(folder.lastPathComponent, reason: "there is no such folder")
    }
    var files: [String: URL] = [:]
    for url in try ImageFileScan(folder).paths.map({ folder.appending(path: $0) }) where accepts(url) {
      let name = url.deletingPathExtension().lastPathComponent
      if let other = files.updateValue(url, forKey: name) {
        guard FileManager.default.contentsEqual(atPath: url.path, andPath: other.path) else {
          throw LungDataError.nameTwice(name)
        }
      }
    }
    return files
  }

  // MARK: - Parts

  /// Patients of whom there are pictures.
  public var patientCount: Int { Set(pairs.map(\.patient)).count }

  /// Divides the pairs by patient: those to learn from, and a fifth of the patients to measure on.
  ///
  /// Where a patient goes follows from its name and the seed alone, so that who was held out is known in any other folder.
  public func divided(seed: UInt64) -> (learning: [LungPair], heldOut: [LungPair]) {
    (pairs.filter { !Self.isHeldOut($0.patient, seed) }, pairs.filter { Self.isHeldOut($0.patient, seed) })
  }

  private static func isHeldOut(_ patient: String, _ seed: UInt64) -> Bool {
    // FNV-1a (Fowler, Noll and Vo, 1991).
    let hash = patient.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    var random = SplitMix64(seed: seed, stream: hash)
    return random.uniform() < heldOutShare
  }
}
