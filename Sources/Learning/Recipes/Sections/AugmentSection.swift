/// How training images are varied; by default not at all.
public struct AugmentSection: RecipeSection {
  /// Probability of a horizontal flip.
  public var flip = 0.0
  /// Degrees of rotation at most, either way.
  public var rotation = 0.0
  /// Brightness is multiplied by 1 plus or minus at most this.
  public var brightness = 0.0
  /// Contrast is multiplied by 1 plus or minus at most this.
  public var contrast = 0.0
  /// The least share of the area that a random resized crop keeps; 1 crops nothing.
  public var cropScale = 1.0
  /// Share of width and height that the picture is moved by at most.
  public var translate = 0.0
  /// Pixels of a Gaussian blur's standard deviation at most: what pictures of lower resolution look like.
  public var blur = 0.0
  /// Standard deviation of Gaussian noise at most, on a scale from 0 to 1.
  public var noise = 0.0
  /// Probability that the lungs lie before another training picture's surroundings.
  public var background = 0.0
  /// How pictures are changed as films of elsewhere differ; nil changes nothing.
  public var acquisition: AcquisitionSection?
  /// The width by the height is multiplied by at most this, or divided by it; the area stays.
  public var aspect = 1.0
  /// Width and height are multiplied by at most this, or divided by it.
  public var zoom = 1.0
  /// Probability that a picture is turned, moved, cut, stretched and zoomed at all: resampling softens it, and a model that
  /// has seen nothing but softened pictures takes sharp ones for healthy.
  public var geometry = 1.0
  /// Levels from 0 to 1 are raised to at most 1 plus this, or to 1 divided by that.
  public var gamma = 0.0
  /// Probability that a rectangle is erased (Zhong and others, 2020).
  public var erase = 0.0
  /// Alpha of MixUp (Zhang and others, 2018); 0 mixes nothing.
  public var mixup = 0.0
  /// Alpha of CutMix (Yun and others, 2019); 0 mixes nothing.
  public var cutmix = 0.0

  /// Whether pictures are moved and taken as elsewhere before their lungs are outlined, so that they are outlined as they
  /// are in a reading of such a film.
  public var isBeforeLungs = false

  /// No augmentation.
  public init() {}

  /// Whether no image is varied, so that features of a frozen network can be kept.
  public var isIdentity: Bool {
    var variations = self
    variations.isBeforeLungs = false
    return variations == AugmentSection()
  }

  static var fields: [RecipeField<Self>] {
    [
      RecipeField("flip", \.flip, .number(0...1), "probability of a horizontal flip"),
      RecipeField("rotation", \.rotation, .number(0...180), "degrees of rotation at most, either way"),
      RecipeField("brightness", \.brightness, .number(0..<1), "brightness is multiplied by 1 ± at most this"),
      RecipeField("contrast", \.contrast, .number(0..<1), "contrast is multiplied by 1 ± at most this"),
      RecipeField("crop_scale", \.cropScale, .number(0.05...1), "least share of the area a random resized crop keeps"),
      RecipeField("translate", \.translate, .number(0...0.5), "share of the sides the picture is moved by at most"),
      RecipeField("blur", \.blur, .number(0...8), "standard deviation of a Gaussian blur at most, in pixels"),
      RecipeField(
        "noise", \.noise, .number(0...1), "standard deviation of Gaussian noise at most, pixels being 0 to 1"),
      RecipeField(
        "background", \.background, .number(0...1),
        "probability of another training picture's surroundings around the lungs"
      ),
      RecipeField(
        "acquisition", \.acquisition, .acquisition, "one change of a random kind, as films of elsewhere differ"),
      RecipeField("aspect", \.aspect, .number(1...2), "width by height is multiplied or divided by at most this"),
      RecipeField("zoom", \.zoom, .number(1...2), "width and height are multiplied or divided by at most this"),
      RecipeField(
        "geometry", \.geometry, .number(0...1),
        "probability of rotation, translate, crop_scale, aspect and zoom together"),
      RecipeField(
        "gamma", \.gamma, .number(0...3), "exponent of levels is at most 1 + this, and at least 1 / (1 + this)"),
      RecipeField("erase", \.erase, .number(0...1), "probability of an erased rectangle"),
      RecipeField("mixup", \.mixup, .number(0...10), "alpha of MixUp; 0 mixes nothing"),
      RecipeField(
        "cutmix", \.cutmix, .number(0...10), "alpha of CutMix; 0 mixes nothing; with mixup each batch draws one of them"
      ),
      RecipeField(
        "before_lungs", \.isBeforeLungs, .bool,
        "geometry and acquisition come before the lungs are outlined, not after; for input with a step lungs"),
    ]
  }
}
