public import Metrics

/// How one of several classes or findings is called: its calibration and its operating point.
public struct FindingDescription: Sendable, Equatable, Codable {
  /// The finding's name: one of the model's classes.
  public var name: String
  /// What its logit is divided by; of classes that exclude each other the same for all.
  public var calibration: TemperatureScaling
  /// The lowest and the highest temperature that resampled patients led to, in 95 % of the resamples; nil if not known.
  public var temperatureInterval: [Double]?
  /// The threshold for its calibrated probability, and how and on what it was chosen.
  public var operatingPoint: OperatingPoint

  /// A description.
  public init(
    name: String, calibration: TemperatureScaling, temperatureInterval: [Double]? = nil, operatingPoint: OperatingPoint
  ) {
    self.name = name
    self.calibration = calibration
    self.temperatureInterval = temperatureInterval
    self.operatingPoint = operatingPoint
  }

  private enum CodingKeys: String, CodingKey {
    case name, calibration
    case temperatureInterval = "temperature_interval"
    case operatingPoint = "operating_point"
  }

  /// Those of the mean of several models' probabilities, class by class; nil without any.
  ///
  /// - Parameter models: The descriptions of each model, all in the same order.
  static func means(of models: [[FindingDescription]]) -> [FindingDescription]? {
    models.first?.indices.map { index in
      let same = models.map { $0[index] }
      return FindingDescription(
        name: same[0].name, calibration: TemperatureScaling(meanOf: same.map(\.calibration)),
        operatingPoint: OperatingPoint(meanOf: same.map(\.operatingPoint)))
    }
  }

  /// What makes it unusable, though it is well formed.
  var fault: String? {
    if !(calibration.temperature.isFinite && calibration.temperature > 0) {
      return "the temperature of \(name) must be above 0"
    }
    if let interval = temperatureInterval, interval.count != 2 || !interval.allSatisfy({ $0.isFinite && $0 > 0 }) {
      return "temperature_interval of \(name) must be two numbers above 0"
    }
    return operatingPoint.threshold.isFinite ? nil : "the threshold of \(name) must be a number"
  }
}
