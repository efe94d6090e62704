import Foundation
import Metrics
import Testing

/// What `Goldens/make_goldens.py` wrote, read once.
struct Goldens: Decodable {
  struct Curve: Decodable {
    let x: [Double]
    let y: [Double]
    let thresholds: [Double]
  }

  struct Curves: Decodable {
    let roc: Curve?
    let rocAll: Curve?
    let pr: Curve?
  }

  struct Binary: Decodable, CustomTestStringConvertible {
    let name: String
    let scores: [Double]
    let labels: [Int]
    let threshold: Double
    let confusion: [[Int]]
    let figures: [String: Double?]
    let confusionHalf: [[Int]]
    let half: [String: Double?]
    let curves: Curves
    var testDescription: String { name }
  }

  struct OperatingPoint: Decodable, CustomTestStringConvertible {
    let `case`: String
    let criterion: String
    let threshold: Double
    let sensitivity: Double
    let specificity: Double
    var testDescription: String { "\(`case`), \(criterion)" }
  }

  struct DeLong: Decodable, CustomTestStringConvertible {
    let name: String
    let labels: [Int]
    let first: [Double]
    let second: [Double]
    let groups: [String]?
    let auroc: [Double]
    let variances: [Double]
    let variance: Double
    let interval: [Double]
    let z: Double
    let p: Double
    var testDescription: String { name }
  }

  struct Temperature: Decodable, CustomTestStringConvertible {
    let name: String
    let logits: [[Double]]
    let labels: [Int]
    let temperature: Double
    let before: Double
    let after: Double
    var testDescription: String { name }
  }

  struct Platt: Decodable, CustomTestStringConvertible {
    let name: String
    let scores: [Double]
    let labels: [Int]
    let slope: Double
    let intercept: Double
    var testDescription: String { name }
  }

  struct Reliability: Decodable {
    let scores: [Double]
    let labels: [Int]
    let counts: [Int]
    let mean: [Double]
    let observed: [Double]
    let ece: Double
    let mce: Double
  }

  struct Conformal: Decodable, CustomTestStringConvertible {
    let name: String
    let probabilities: [[Double]]
    let labels: [Int]
    let coverage: Double
    let byClass: Bool
    let thresholds: [Double]
    let sets: [[Int]]
    let measured: Double
    let meanSize: Double
    var testDescription: String { name }
  }

  struct Proportion: Decodable, CustomTestStringConvertible {
    let successes: Int
    let trials: Int
    let level: Double
    let wilson: [Double]
    let exact: [Double]
    var testDescription: String { "\(successes)/\(trials) at \(level)" }
  }

  struct Multiclass: Decodable {
    let probabilities: [[Double]]
    let labels: [Int]
    let confusion: [[Int]]
    let accuracy: Double
    let balancedAccuracy: Double
    let macroF1: Double
    let auroc: [Double]
    let auprc: [Double]
    let precision: [Double]
    let recall: [Double]
    let macroAuroc: Double
    let logLoss: Double
    let ece: Double
  }

  struct Bootstrap: Decodable {
    let scores: [Double]
    let labels: [Int]
    let groups: [String]
    let threshold: Double
    let intervals: [String: [Double]]
  }

  struct Settled: Decodable, CustomTestStringConvertible {
    let name: String
    let criterion: String
    let scores: [Double]
    let labels: [Int]
    let groups: [String]
    let resamples: Int
    let seed: UInt64
    let threshold: Double
    let median: Double
    let interval: [Double]
    let scatter: Double
    var testDescription: String { "\(name), \(criterion)" }
  }

  struct RiskCoverage: Decodable, CustomTestStringConvertible {
    let name: String
    let scores: [Double]
    let labels: [Int]
    let threshold: Double
    let aurc: Double
    let risk: [Double]
    var testDescription: String { name }
  }

  let binary: [Binary]
  let operatingPoints: [OperatingPoint]
  let delong: [DeLong]
  let temperature: [Temperature]
  let platt: [Platt]
  let reliability: Reliability
  let conformal: [Conformal]
  let proportions: [Proportion]
  let multiclass: Multiclass
  let bootstrap: Bootstrap
  let settled: [Settled]
  let riskCoverage: [RiskCoverage]

  static let all: Result<Goldens, any Error> = Result {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Goldens/goldens.json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Goldens.self, from: Data(contentsOf: file))
  }
}
