public import Metrics
public import Torch

/// CutMix: a rectangle of each image of a batch comes from another one, and so does as much of its label.
///
/// The rectangle has the share 1 − λ of the area with λ of the Beta distribution with both parameters α, the proportions
/// of the image and its centre anywhere, cut off at the edges; it is one for the whole batch, whose others are in a random
/// order of the same batch. The label's share is what is left of the area. Yun and others, 2019,
/// https://arxiv.org/abs/1905.04899.
public struct CutMix: Sendable {
  private let alpha: Double
  private let seed: UInt64

  /// The mixing of a recipe, if it has one.
  public init?(_ section: AugmentSection, seed: UInt64) {
    guard section.cutmix > 0 else { return nil }
    alpha = section.cutmix
    self.seed = seed
  }

  /// A batch of images [N, channels, H, W], mixed.
  ///
  /// - Parameter batch: Its number in the epoch, from 0.
  public func mixed(_ input: Tensor, truths: [Truth], epoch: Int, batch: Int) throws -> Batch {
    guard input.rank == 4 else { return Batch(input: input, truths: truths) }
    let (height, width) = (input.shape[2], input.shape[3])
    let (cut, order) = drawn(truths.count, width: width, height: height, epoch: epoch, batch: batch)
    let others = try input.select(Tensor(order.map(Int64.init)).to(input.device), along: 0)
    let mask = try Tensor(cut.mask, shape: [1, 1, height, width]).to(input.device)
    return Batch(
      input: try input * (1 - mask) + others * mask, truths: truths,
      mix: Mix(partners: order.map { truths[$0] }, share: cut.share))
  }

  /// The rectangle, and the places of the others.
  func drawn(_ count: Int, width: Int, height: Int, epoch: Int, batch: Int) -> (cut: Cut, order: [Int]) {
    var random = SplitMix64(seed: seed ^ 0x6375_746D_6978, stream: Augmentation.stream(epoch, -1 - batch, 0))
    let share = random.beta(alpha)
    let center = (x: Int(random.uniform() * Double(width)), y: Int(random.uniform() * Double(height)))
    return (
      Cut(share: share, center: center, width: width, height: height), (0..<count).shuffled(using: &random)
    )
  }

  /// The rectangle that comes from another image, in pixels.
  package struct Cut: Sendable, Equatable {
    /// Columns.
    package let x: Range<Int>
    /// Rows.
    package let y: Range<Int>
    /// The share of the image that is left.
    package let share: Double
    private let width: Int
    private let height: Int

    /// The rectangle that should leave `share` of an image about a pixel; `rand_bbox` of the authors' program.
    package init(share: Double, center: (x: Int, y: Int), width: Int, height: Int) {
      let side = (1 - share).squareRoot()
      func range(_ center: Int, _ length: Int) -> Range<Int> {
        let half = Int(Double(length) * side) / 2
        return max(0, center - half)..<min(length, center + half)
      }
      (x, y) = (range(center.x, width), range(center.y, height))
      (self.width, self.height) = (width, height)
      self.share = 1 - Double(x.count * y.count) / Double(max(1, width * height))
    }

    /// 1 where the other image is seen, row by row.
    var mask: [Float] {
      var mask = [Float](repeating: 0, count: width * height)
      for row in y {
        for column in x { mask[row * width + column] = 1 }
      }
      return mask
    }
  }
}
