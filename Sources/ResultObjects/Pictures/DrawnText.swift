import Synchronization

/// Drawings of text that many pictures have alike, such as the lines about a model: the latest few are kept.
final class DrawnText: Sendable {
  /// Those of all pictures.
  static let shared = DrawnText()

  private static let limit = 16
  /// Larger drawings, in bytes, are not kept.
  private static let largest = 1 << 20

  private struct Drawing {
    let svg: String
    let samples: [UInt8]
  }

  private let drawings = Mutex<[Drawing]>([])

  /// The samples of a drawing, made with `draw` where they are not kept.
  func samples(of svg: String, _ draw: (String) throws -> [UInt8]) rethrows -> [UInt8] {
    if let kept = drawings.withLock({ drawings in drawings.first { $0.svg == svg }?.samples }) { return kept }
    let samples = try draw(svg)
    guard samples.count <= Self.largest else { return samples }
    drawings.withLock { drawings in
      if drawings.count >= Self.limit { drawings.removeFirst() }
      drawings.append(Drawing(svg: svg, samples: samples))
    }
    return samples
  }
}
