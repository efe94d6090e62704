public import Files

/// How far what a model says in faster arithmetic is from what it says in f32, on the same pictures.
///
/// Measured on validation pictures, as they are and changed as other films differ, when a model is made, quantized or
/// adapted. It is what a precision is chosen by where none is asked for.
public struct PrecisionAgreement: Sendable, Hashable, Codable {
  /// A probability nearer to its threshold than this may be decided otherwise.
  public static let margin = 0.02
  /// So much 99.9 % of probabilities may move at most.
  public static let shiftLimit = 0.02

  /// One precision held against f32 on some pictures.
  public struct Comparison: Sendable, Hashable, Codable {
    /// Pictures.
    public var n: Int
    /// How far a probability of a picture moves at most; of several classes or findings the one that moves furthest.
    public var largestShift: Double
    /// How far 99.9 % of pictures move at most.
    public var shift999: Double
    /// Decisions that were compared: one a picture; of several classes or findings one each, and the prediction.
    public var decisions: Int
    /// Decisions that are others.
    public var changed: Int
    /// Those among them whose probability in f32 is ``PrecisionAgreement/margin`` or more from the threshold.
    public var changedBeyond: Int
    /// The AUROC in f32; nil where only one class is there, or none is known.
    public var aurocExact: Double?
    /// The AUROC in the precision.
    public var auroc: Double?
    /// How heat-maps go along; nil where none could be compared.
    public var heatMaps: Correlation?

    /// A comparison.
    public init(
      n: Int, largestShift: Double, shift999: Double, decisions: Int, changed: Int, changedBeyond: Int,
      aurocExact: Double?, auroc: Double?, heatMaps: Correlation?
    ) {
      self.n = n
      self.largestShift = largestShift
      self.shift999 = shift999
      self.decisions = decisions
      self.changed = changed
      self.changedBeyond = changedBeyond
      self.aurocExact = aurocExact
      self.auroc = auroc
      self.heatMaps = heatMaps
    }

    /// Whether no decision is another beyond ``PrecisionAgreement/margin``, and 99.9 % of probabilities move by
    /// ``PrecisionAgreement/shiftLimit`` at most.
    public var keepsWord: Bool { changedBeyond == 0 && shift999 <= PrecisionAgreement.shiftLimit }

    private enum CodingKeys: String, CodingKey {
      case n, decisions, changed, auroc
      case largestShift = "largest_shift"
      case shift999 = "shift_999"
      case changedBeyond = "changed_beyond"
      case aurocExact = "auroc_f32"
      case heatMaps = "heatmap_correlation"
    }
  }

  /// How two heat-maps of each picture go along, by Pearson's correlation.
  public struct Correlation: Sendable, Hashable, Codable {
    /// Pictures whose maps were compared.
    public var n: Int
    /// The mean over them.
    public var mean: Double
    /// The least.
    public var least: Double

    /// A correlation.
    public init(n: Int, mean: Double, least: Double) {
      self.n = n
      self.mean = mean
      self.least = least
    }
  }

  /// What was found of one precision.
  public struct Entry: Sendable, Hashable, Codable {
    /// The SHA-256 of the graph that was run: of another one nothing is known.
    public var graph: Checksum
    /// What is added to each logit to make up for its mean difference from f32; all that follows is measured with it.
    public var logitShift: [Double]
    /// On pictures as they are.
    public var clean: Comparison
    /// On pictures that are changed; nil where that was not measured.
    public var stressed: Comparison?

    /// What was found.
    public init(graph: Checksum, logitShift: [Double], clean: Comparison, stressed: Comparison?) {
      self.graph = graph
      self.logitShift = logitShift
      self.clean = clean
      self.stressed = stressed
    }

    /// Whether the model says the same, within limits, on pictures as they are and on changed ones.
    public var keepsWord: Bool { clean.keepsWord && stressed?.keepsWord ?? true }

    private enum CodingKeys: String, CodingKey {
      case graph, clean, stressed
      case logitShift = "logit_shift"
    }

    private enum AddedKeys: String, CodingKey {
      case keepsWord = "keeps_word"
    }

    /// Writes the figures, and what follows from them.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(graph, forKey: .graph)
      try container.encode(logitShift, forKey: .logitShift)
      try container.encode(clean, forKey: .clean)
      try container.encodeIfPresent(stressed, forKey: .stressed)
      var added = encoder.container(keyedBy: AddedKeys.self)
      try added.encode(keepsWord, forKey: .keepsWord)
    }
  }

  /// When it was measured, in ISO 8601, UTC.
  public var date: String
  /// The name of the data that the pictures are from.
  public var data: String
  /// The changes that pictures stand under in turn, such as `gaussian_noise-2`.
  public var conditions: [String]
  /// The processor that it was measured on.
  public var processor: String
  /// What was found of each precision, by its name.
  public var precisions: [String: Entry]

  /// A record.
  public init(date: String, data: String, conditions: [String], processor: String, precisions: [String: Entry]) {
    self.date = date
    self.data = data
    self.conditions = conditions
    self.processor = processor
    self.precisions = precisions
  }
}
