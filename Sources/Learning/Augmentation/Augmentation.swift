import Datasets
import Foundation
import Metrics

/// Draws how each training picture is varied: a function of the seed, the epoch and the picture alone, so that a run repeats
/// exactly whatever the number of threads and wherever it was resumed.
///
/// | key | distribution |
/// |---|---|
/// | `flip` | mirrored left to right with this probability |
/// | `rotation` | turned by an angle spread evenly over ± this many degrees |
/// | `translate` | moved by shares of width and height, each spread evenly over ± this |
/// | `crop_scale` | a rectangle whose share of the area is spread evenly from this to 1, and the logarithm of whose change of proportions is spread evenly from log 3/4 to log 4/3, anywhere inside; stretched to the whole (torchvision's `RandomResizedCrop`: ten tries, then the whole picture) |
/// | `blur` | blurred with a Gaussian whose standard deviation is spread evenly from 0 to this many pixels |
/// | `brightness`, `contrast` | factors spread evenly over 1 ± this |
/// | `background` | with this probability the lungs lie before the surroundings of another picture, each as likely |
/// | `noise` | to each pixel a normal number, whose standard deviation is spread evenly from 0 to this, white being 1 |
/// | `acquisition` | with its probability one of its kinds, each as likely, by an amount from the kind's spread |
/// | `aspect` | stretched; the logarithm of the factor of width by height is spread evenly over ± log of this |
/// | `zoom` | enlarged about its centre; the logarithm of the factor is spread evenly over ± log of this |
/// | `geometry` | with this probability what is drawn for turn, move, rectangle, stretch and zoom is done, otherwise none of it |
/// | `gamma` | an exponent whose logarithm is spread evenly over ± log of 1 plus this |
/// | `erase` | with this probability a rectangle anywhere inside is erased, whose share of the area is spread evenly from 0.02 to 0.15, and the logarithm of whose proportions from log 0.3 to log 3.3 (Zhong and others, 2020, https://arxiv.org/abs/1708.04896; smaller than theirs, since what tells may be small) |
///
/// What comes from outside the picture is black. Every figure is drawn whether it is used or not, or from a stream of its
/// own, so that changing one of them leaves the draws of the others alone.
public struct Augmentation: Sendable {
  private let section: AugmentSection
  private let seed: UInt64

  /// The augmentation of a recipe.
  ///
  /// - Parameter view: Which of several views of each picture it makes, from 0; each has draws of its own.
  public init(_ section: AugmentSection, seed: UInt64, view: Int = 0) {
    self.section = section
    var others = SplitMix64(seed: seed ^ Self.views, stream: UInt64(view))
    self.seed = view == 0 ? seed : others.next()
  }

  /// Whether every picture stays as it is; mixing is another matter.
  public var isIdentity: Bool {
    var pictures = section
    pictures.mixup = 0
    pictures.cutmix = 0
    return pictures.isIdentity
  }

  /// How a sample is varied in an epoch.
  ///
  /// - Parameter occurrence: How often the epoch has had the sample before.
  public func variation(epoch: Int, sample: Int, occurrence: Int = 0) -> Variation {
    var random = SplitMix64(seed: seed, stream: Self.stream(epoch, sample, occurrence))
    var variation = Variation()
    variation.isFlipped = random.uniform() < section.flip
    variation.rotation = random.uniform(-section.rotation...section.rotation)
    variation.translation = .init(
      x: random.uniform(-section.translate...section.translate),
      y: random.uniform(-section.translate...section.translate))
    variation.brightness = random.uniform(1 - section.brightness...1 + section.brightness)
    variation.contrast = random.uniform(1 - section.contrast...1 + section.contrast)
    variation.blur = random.uniform(0...section.blur)
    variation.noise = random.uniform(0...section.noise)
    variation.noiseSeed = random.next()
    variation.crop = crop(&random)
    var others = SplitMix64(seed: seed ^ Self.shapes, stream: Self.stream(epoch, sample, occurrence))
    variation.aspect = others.logarithmic(section.aspect)
    variation.gamma = others.logarithmic(1 + section.gamma)
    variation.erased = erased(&others)
    variation.zoom = others.logarithmic(section.zoom)
    if others.uniform() >= section.geometry { variation.stayInPlace() }
    variation.acquisition = acquisition(epoch, sample, occurrence)
    return variation
  }

  /// Whose surroundings a sample's lungs get in an epoch, of `count` samples: itself, or nil, for its own.
  ///
  /// - Parameter occurrence: How often the epoch has had the sample before.
  public func surroundings(epoch: Int, sample: Int, occurrence: Int = 0, of count: Int) -> Int? {
    guard section.background > 0 else { return nil }
    var random = SplitMix64(seed: ~seed, stream: Self.stream(epoch, sample, occurrence))
    guard random.uniform() < section.background else { return nil }
    return min(Int(random.uniform() * Double(count)), count - 1)
  }

  /// A rectangle inside the picture, as shares of it.
  private func crop(_ random: inout SplitMix64) -> Variation.Crop {
    guard section.cropScale < 1 else { return Variation.Crop() }
    for _ in 0..<10 {
      let area = random.uniform(section.cropScale...1)
      let proportions = exp(random.uniform(log(3.0 / 4)...log(4.0 / 3)))
      let (width, height) = ((area * proportions).squareRoot(), (area / proportions).squareRoot())
      let (x, y) = (random.uniform(), random.uniform())
      guard width <= 1, height <= 1 else { continue }
      return Variation.Crop(
        center: .init(x: width / 2 + x * (1 - width), y: height / 2 + y * (1 - height)),
        size: .init(x: width, y: height))
    }
    return Variation.Crop()
  }

  /// A rectangle to erase, as shares of the picture; at these sizes it always fits.
  private func erased(_ random: inout SplitMix64) -> Variation.Crop? {
    let isErased = random.uniform() < section.erase
    let (area, proportions) = (random.uniform(0.02...0.15), exp(random.uniform(log(0.3)...log(3.3))))
    let (width, height) = ((area * proportions).squareRoot(), (area / proportions).squareRoot())
    let (x, y) = (random.uniform(), random.uniform())
    guard isErased else { return nil }
    return Variation.Crop(
      center: .init(x: width / 2 + x * (1 - width), y: height / 2 + y * (1 - height)),
      size: .init(x: width, y: height))
  }

  /// How a sample is changed as one that was taken elsewhere, if it is.
  private func acquisition(_ epoch: Int, _ sample: Int, _ occurrence: Int) -> AcquisitionChange? {
    guard let acquisition = section.acquisition else { return nil }
    var random = SplitMix64(seed: seed ^ Self.acquisitions, stream: Self.stream(epoch, sample, occurrence))
    guard random.uniform() < acquisition.probability else { return nil }
    let kinds = acquisition.kinds
    guard !kinds.isEmpty else { return nil }
    let kind = kinds[Int(random.uniform() * Double(kinds.count))]
    return AcquisitionChange(kind, amount: kind.amount(at: random.uniform()), seed: random.next())
  }

  /// What tells the seeds of streams apart from that of the first keys.
  private static let (shapes, acquisitions) = (0x7368_6170_6573 as UInt64, 0x6163_7175_6972_65 as UInt64)
  private static let views = 0x7669_6577_73 as UInt64

  /// A stream of its own for each occurrence of a sample in each epoch.
  static func stream(_ epoch: Int, _ sample: Int, _ occurrence: Int) -> UInt64 {
    var mixer = SplitMix64(seed: UInt64(bitPattern: Int64(epoch)), stream: UInt64(bitPattern: Int64(sample)))
    return mixer.next() &+ UInt64(bitPattern: Int64(occurrence))
  }
}
