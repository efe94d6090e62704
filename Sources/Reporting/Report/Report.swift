public import Metrics
public import Radiograph

/// Everything that a run shows to people, as plain values: the content of `report.html` and of `MODEL_CARD.md`.
public struct Report: Sendable {
  /// A name with its value, such as "Recipe" and "hilum-best".
  public struct Fact: Sendable, Equatable {
    /// What it is.
    public var name: String

    /// What it is here.
    public var value: String

    /// A fact.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The heading: the model's name and version, or the run's.
  public var title: String

  /// What the run was, in a sentence or two.
  public var summary: String

  /// Facts of the run: architecture, recipe, seed, device, date, duration.
  public var facts: [Fact]

  /// What a reader must know before the figures, such as that the validation folder was too small and was split anew.
  public var notes: [String]

  /// The data.
  public var data: DataSummary

  /// The measurements; the first is the one that counts, the test set's.
  public var evaluations: [Evaluation]

  /// How the threshold was chosen.
  public var operatingPoint: OperatingPoint?

  /// What choosing the threshold under stress changed; nil where it was chosen on pictures as they are.
  public var operatingTradeOff: OperatingTradeOff?

  /// How probabilities were calibrated.
  public var calibration: TemperatureScaling?

  /// How prediction sets did on test data.
  public var predictionSets: ConformalReport?

  /// What was measured after each epoch.
  public var history: History

  /// The epoch whose weights were kept.
  public var bestEpoch: Int?

  /// Whether the model reads the lungs.
  public var evidence: Evidence?

  /// The figures on pictures that are changed as other films differ.
  public var stress: StressReport?

  /// The measurements of parts of the test set, by each attribute.
  public var groups: [GroupReport]

  /// The errors that the model was surest of, the worst first.
  public var worstErrors: [WorstError]

  /// Other pictures, such as augmented samples.
  public var contactSheets: [ContactSheet]

  /// The recipe with all defaults filled in, as YAML.
  public var recipe: String

  /// The versions of programs and libraries.
  public var versions: [Fact]

  /// A report; what is left out is not shown.
  public init(
    title: String, summary: String = "", facts: [Fact] = [], notes: [String] = [], data: DataSummary = DataSummary(),
    evaluations: [Evaluation] = [], operatingPoint: OperatingPoint? = nil,
    operatingTradeOff: OperatingTradeOff? = nil, calibration: TemperatureScaling? = nil,
    predictionSets: ConformalReport? = nil,
    history: History = History(), bestEpoch: Int? = nil, evidence: Evidence? = nil, stress: StressReport? = nil,
    groups: [GroupReport] = [],
    worstErrors: [WorstError] = [], contactSheets: [ContactSheet] = [], recipe: String = "", versions: [Fact] = []
  ) {
    self.title = title
    self.summary = summary
    self.facts = facts
    self.notes = notes
    self.data = data
    self.evaluations = evaluations
    self.operatingPoint = operatingPoint
    self.operatingTradeOff = operatingTradeOff
    self.calibration = calibration
    self.predictionSets = predictionSets
    self.history = history
    self.bestEpoch = bestEpoch
    self.evidence = evidence
    self.stress = stress
    self.groups = groups
    self.worstErrors = worstErrors
    self.contactSheets = contactSheets
    self.recipe = recipe
    self.versions = versions
  }

  /// What stands wherever a result is shown.
  public static let disclaimer = "Research software, not a medical device."
}

// MARK: - Parts

extension Report {
  /// How many images and patients each split has.
  public struct DataSummary: Sendable {
    /// One split.
    public struct Split: Sendable {
      /// Its name: training, validation, test.
      public var name: String

      /// Images of each class, in class order.
      public var images: [Int]

      /// Patients, where files tell them apart.
      public var patients: Int?

      /// A split called `name`.
      public init(_ name: String, images: [Int], patients: Int? = nil) {
        self.name = name
        self.images = images
        self.patients = patients
      }
    }

    /// The classes in index order.
    public var classes: [String]

    /// The splits.
    public var splits: [Split]

    /// What is to be known of the data: source, licence, fingerprint, how it was split, files that were left out.
    public var notes: [String]

    /// A summary.
    public init(classes: [String] = [], splits: [Split] = [], notes: [String] = []) {
      self.classes = classes
      self.splits = splits
      self.notes = notes
    }
  }

  /// The measurement on one set of cases.
  public struct Evaluation: Sendable {
    /// The set: "Test", "Validation".
    public var name: String

    /// Calibrated probabilities and truth.
    public var predictions: BinaryPredictions

    /// The probabilities before calibration, to draw beside the others.
    public var uncalibrated: BinaryPredictions?

    /// The figures with their intervals.
    public var report: ClassificationReport

    /// Several classes or findings, each by itself and together; nil where there are two classes.
    ///
    /// Then the others are of the screening view: whether anything is found.
    public var several: Several?

    /// What was measured of several classes or findings.
    public struct Several: Sendable {
      /// Calibrated probabilities and truth.
      public var predictions: any SeveralPredictions

      /// The figures with their intervals.
      public var report: SeveralReport

      /// A measurement of several classes or findings.
      public init(predictions: any SeveralPredictions, report: SeveralReport) {
        self.predictions = predictions
        self.report = report
      }
    }

    /// A measurement on the set `name`.
    public init(
      _ name: String, predictions: BinaryPredictions, uncalibrated: BinaryPredictions? = nil,
      report: ClassificationReport, several: Several? = nil
    ) {
      self.name = name
      self.predictions = predictions
      self.uncalibrated = uncalibrated
      self.report = report
      self.several = several
    }
  }

  /// An image that was called wrongly.
  public struct WorstError: Sendable {
    /// The image, small; it is stored as it is.
    public var thumbnail: Radiograph

    /// The file's name, without its folder.
    public var file: String

    /// The true class.
    public var trueClass: String

    /// The calibrated probability of the positive class.
    public var probability: Double

    /// An image that was called wrongly.
    public init(thumbnail: Radiograph, file: String, trueClass: String, probability: Double) {
      self.thumbnail = thumbnail
      self.file = file
      self.trueClass = trueClass
      self.probability = probability
    }
  }
}
