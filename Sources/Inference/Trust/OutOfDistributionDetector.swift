public import Bundles
public import Foundation
import TensorFiles

/// Tells by its pooled features whether a picture is unlike the training images.
///
/// See ``OutOfDistribution`` for the method. It needs no picture from outside to be set up, works from some forty training
/// images on, and takes less than a millisecond a picture.
public struct OutOfDistributionDetector: Sendable, Equatable {
  /// Reference images that are kept at most.
  public static let referenceLimit = 512
  /// Training images that the threshold is found on at most.
  private static let sampleLimit = 1024
  private static let tensorName = "references"

  /// How a score is judged.
  public let description: OutOfDistribution
  /// Row-major [references, width], each row of length 1.
  private let references: [Float]
  let width: Int

  // MARK: - Making

  /// Sets a detector up, whose threshold is the conformal quantile of the validation scores.
  ///
  /// With n validation images it is the ⌈(n + 1) percentile⌉-th smallest score: a new picture of the same kind exceeds it
  /// with a chance of 1 - percentile at most (Vovk, Gammerman and Shafer, "Algorithmic Learning in a Random World", 2005;
  /// Bates and others, "Testing for Outliers with Conformal p-values", Annals of Statistics 2023). Where n is too small for
  /// that rank (less than 49 for 98 %), it is the greatest of the validation scores, and not below the same quantile of the
  /// training images' scores, each without itself among the references.
  ///
  /// - Parameters:
  ///   - training: features of training images, row-major [images, width].
  ///   - validation: features of images that nothing was learnt from, of the kind that shall pass.
  /// - Returns: nil where there are fewer training images than `neighbours + 2`.
  public init?(
    training: [Float], validation: [Float], width: Int, neighbours: Int = 5, percentile: Double = 0.98
  ) {
    guard width > 0, neighbours > 0 else { return nil }
    let count = training.count / width
    guard count >= neighbours + 2 else { return nil }
    let rows = Self.unitRows(training, width)
    let kept = Self.spread(Self.referenceLimit, over: count)
    let references = kept.flatMap { rows[$0 * width..<($0 + 1) * width] }
    func score(_ rows: [Float], _ row: Int, rank: Int) -> Double {
      Self.distance(to: references, width, from: rows[row * width..<(row + 1) * width], rank: rank)
    }
    let held = Self.unitRows(validation, width)
    let scores = (0..<held.count / width).map { score(held, $0, rank: neighbours) }.filter(\.isFinite).sorted()
    var threshold = scores.last ?? 0
    let rank = Self.rank(percentile, of: scores.count)
    if rank <= scores.count {
      threshold = scores[rank - 1]
    } else {
      // A row that is itself a reference has itself as its nearest neighbour, which must not count.
      let isReference = Set(kept)
      let own = Self.spread(Self.sampleLimit, over: count)
        .map { score(rows, $0, rank: isReference.contains($0) ? neighbours + 1 : neighbours) }.sorted()
      threshold = max(threshold, own[min(Self.rank(percentile, of: own.count), own.count) - 1])
    }
    self.references = references
    self.width = width
    description = OutOfDistribution(neighbours: neighbours, threshold: threshold, percentile: percentile)
  }

  /// The detector of a bundle; nil where the bundle has none.
  ///
  /// - Throws: `BundleError`, `TensorFileError`; `InferenceError.references` where they do not fit the network.
  public init?(_ bundle: ModelBundle, width: Int?) throws {
    try self.init(bundle)
    guard self.width == width else { throw InferenceError.references(features: width) }
  }

  /// The detector of a bundle, whatever its network pools; nil where the bundle has none.
  init?(_ bundle: ModelBundle) throws {
    guard let description = bundle.metadata.outOfDistribution else { return nil }
    let file = try Safetensors(contentsOf: bundle.verified(.references))
    guard let tensor = file.tensors[Self.tensorName], tensor.scalarType == .float32, tensor.shape.count == 2,
      tensor.shape[0] >= description.neighbours, tensor.shape[1] > 0
    else {
      throw InferenceError.references(features: nil)
    }
    self.description = description
    self.width = tensor.shape[1]
    references = tensor.floats()
  }

  /// The bytes of ``BundleFile/references``.
  public func encoded() throws -> Data {
    let tensor = try StoredTensor(references, shape: [references.count / width, width])
    return Safetensors([Self.tensorName: tensor]).encoded()
  }

  // MARK: - Judging

  /// How unlike the training images a picture with these pooled features is.
  public func score(_ embedding: some Collection<Float>) -> Double {
    let row = Self.unitRows(Array(embedding), width)
    guard row.count == width else { return .infinity }
    return Self.distance(to: references, width, from: row[...], rank: description.neighbours)
  }

  /// Whether a picture with this score is like the training images.
  public func accepts(_ score: Double) -> Bool { score <= description.threshold }

  // MARK: - Numerics

  /// Indices of `count` of `total` rows, evenly spread; all where there are no more.
  private static func spread(_ count: Int, over total: Int) -> [Int] {
    let count = min(count, total)
    return (0..<count).map { $0 * total / count }
  }

  /// The rows brought to length 1; a row that has none, or is not finite, stays and is far from all.
  private static func unitRows(_ values: [Float], _ width: Int) -> [Float] {
    var values = values
    for start in stride(from: 0, through: values.count - width, by: width) {
      let length = values[start..<start + width].reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
      guard length > 0, length.isFinite else { continue }
      for index in start..<start + width { values[index] = Float(Double(values[index]) / length) }
    }
    return values
  }

  /// The cosine distance from the `rank`-th nearest of the rows of `references`.
  private static func distance(
    to references: [Float], _ width: Int, from row: ArraySlice<Float>, rank: Int
  ) -> Double {
    var nearest: [Float] = []
    references.withUnsafeBufferPointer { references in
      row.withUnsafeBufferPointer { row in
        for start in stride(from: 0, to: references.count, by: width) {
          let distance = 1 - dot(UnsafeBufferPointer(rebasing: references[start..<start + width]), row)
          if nearest.count == rank, !(distance < nearest[rank - 1]) { continue }
          let place = nearest.firstIndex { distance < $0 } ?? nearest.count
          nearest.insert(distance, at: place)
          if nearest.count > rank { nearest.removeLast() }
        }
      }
    }
    guard let last = nearest.last, last.isFinite else { return .infinity }
    return Double(max(0, last))
  }

  /// The scalar product of two rows of the same length.
  private static func dot(_ left: UnsafeBufferPointer<Float>, _ right: UnsafeBufferPointer<Float>) -> Float {
    let (a, b) = (UnsafeRawBufferPointer(left), UnsafeRawBufferPointer(right))
    let whole = left.count & ~15
    var lanes = SIMD16<Float>.zero
    for index in stride(from: 0, to: whole, by: 16) {
      lanes +=
        a.loadUnaligned(fromByteOffset: 4 * index, as: SIMD16<Float>.self)
        * b.loadUnaligned(fromByteOffset: 4 * index, as: SIMD16<Float>.self)
    }
    return (whole..<left.count).reduce(lanes.sum()) { $0 + left[$1] * right[$1] }
  }

  /// Which of `count` scores in ascending order, from 1, is the conformal quantile; more than `count` where they are too few.
  private static func rank(_ share: Double, of count: Int) -> Int {
    // The margin takes back the rounding of the product.
    max(1, Int((Double(count + 1) * share - 1e-9).rounded(.up)))
  }
}
