import Foundation

/// How one picture is varied: what an ``Augmentation`` has drawn for it.
///
/// The geometry is one affine map, so that the picture is interpolated once. Applied in this order: the picture is turned
/// about its centre and stretched, moved, a rectangle of it is cut out and stretched to the whole, and that is mirrored;
/// it is taken as elsewhere, on levels rounded to 8 bits; it is blurred; gamma, then brightness and contrast change; noise
/// is added; a rectangle is erased. Levels stay from 0 to 255, without rounding but for the one named.
public struct Variation: Sendable, Equatable {
  /// Whether left and right are exchanged.
  public var isFlipped = false
  /// Degrees by which the picture is turned, clockwise.
  public var rotation = 0.0
  /// What the width by the height is multiplied by; the area stays.
  public var aspect = 1.0
  /// What width and height are multiplied by, about the centre.
  public var zoom = 1.0
  /// Where the picture is moved, as shares of its width and height; to the right and down.
  public var translation = Offset()
  /// What is cut out, as shares of width and height.
  public var crop = Crop()
  /// How the picture is changed as one that was taken elsewhere.
  public var acquisition: AcquisitionChange?
  /// Standard deviation of the Gaussian blur, in pixels.
  public var blur = 0.0
  /// What levels from 0 to 1 are raised to.
  public var gamma = 1.0
  /// What levels are multiplied by.
  public var brightness = 1.0
  /// What the difference of levels to the picture's mean level is multiplied by.
  public var contrast = 1.0
  /// Standard deviation of the noise, white being 1.
  public var noise = 0.0
  /// Seed of the noise.
  public var noiseSeed: UInt64 = 0
  /// The rectangle that is erased: filled with the mean level of the varied picture, in each channel.
  public var erased: Crop?

  /// No variation.
  public init() {}

  /// Two shares.
  public struct Offset: Sendable, Equatable {
    /// Share of the width.
    public var x = 0.0
    /// Share of the height.
    public var y = 0.0

    /// An offset.
    public init(x: Double = 0, y: Double = 0) {
      self.x = x
      self.y = y
    }
  }

  /// A rectangle inside the picture.
  public struct Crop: Sendable, Equatable {
    /// Its centre, as shares of width and height.
    public var center = Offset(x: 0.5, y: 0.5)
    /// Its width and height, as shares of the picture's.
    public var size = Offset(x: 1, y: 1)

    /// The whole picture.
    public init() {}

    /// A rectangle.
    public init(center: Offset, size: Offset) {
      self.center = center
      self.size = size
    }
  }

  /// Whether the picture stays as it is.
  public var isIdentity: Bool {
    !movesPixels && acquisition == nil && blur == 0 && !changesLevels && erased == nil
  }

  /// Leaves every pixel where it is, or where its mirror image is.
  mutating func stayInPlace() {
    (rotation, aspect, zoom) = (0, 1, 1)
    (translation, crop) = (Offset(), Crop())
  }

  /// Whether any pixel comes from elsewhere.
  var movesPixels: Bool {
    isFlipped || rotation != 0 || aspect != 1 || zoom != 1 || translation != Offset() || crop != Crop()
  }

  /// Whether levels change where they are.
  private var changesLevels: Bool { gamma != 1 || brightness != 1 || contrast != 1 || noise > 0 }

  /// What moves pixels, and nothing else.
  var geometry: Variation {
    var geometry = Variation()
    geometry.isFlipped = isFlipped
    geometry.rotation = rotation
    geometry.aspect = aspect
    geometry.zoom = zoom
    geometry.translation = translation
    geometry.crop = crop
    return geometry
  }

  /// What comes until the picture was taken as elsewhere: what moves pixels, and the change of how it was taken.
  var untilTaken: Variation {
    var first = geometry
    first.acquisition = acquisition
    return first
  }

  /// What comes after the picture was taken as elsewhere.
  var afterAcquisition: Variation {
    var rest = self
    rest.stayInPlace()
    rest.isFlipped = false
    rest.acquisition = nil
    return rest
  }

  /// From a place in the varied picture to its place in the picture that it comes from, in pixels.
  func source(width: Int, height: Int) -> AffineMap {
    let (w, h) = (Double(width), Double(height))
    let mirrored = isFlipped ? AffineMap(a: -1, c: w) : .identity
    return
      mirrored
      .then(.translation(-w / 2, -h / 2))
      .then(.scale(crop.size.x, crop.size.y))
      .then(.translation(crop.center.x * w, crop.center.y * h))
      .then(.translation(-translation.x * w, -translation.y * h))
      .then(.translation(-w / 2, -h / 2))
      .then(.scale(1 / aspect.squareRoot() / zoom, aspect.squareRoot() / zoom))
      .then(.rotation(-rotation * .pi / 180))
      .then(.translation(w / 2, h / 2))
  }
}
