import Datasets
import Metrics

/// Measures a network of lungs on outlines that people drew.
public struct LungEvaluator: Sendable {
  private let outliner: LungOutliner
  private let strength = 0.5
  private static let chunk = 64

  /// An evaluator of a network.
  public init(_ outliner: LungOutliner) { self.outliner = outliner }

  /// The figures of pairs; `varying` adds those of varied pictures.
  ///
  /// - Throws: `LungDataError.tooFew(pairs:patients:)` where there is no pair.
  public func report(
    _ pairs: [LungPair], varying: Bool, progress: ((Int, Int) -> Void)? = nil
  ) throws -> LungReport {
    guard !pairs.isEmpty else { throw LungDataError.tooFew(pairs: 0, patients: 0) }
    let kinds = varying ? LungVariation.Kind.allCases : []
    let passes = 1 + (varying ? kinds.count + 1 : 0)
    var done = 0
    func agreements(_ vary: @Sendable (Int, inout LungSample) -> Void) throws -> [OutlineAgreement] {
      let result = try self.agreements(pairs, vary)
      done += 1
      progress?(done, passes)
      return result
    }
    let cases = Array(zip(pairs, try agreements { _, _ in })).map { (pair: $0, agreement: $1) }
    let named = Dictionary(grouping: cases.filter { $0.pair.kind != nil }) { $0.pair.kind ?? "" }
    return LungReport(
      all: try .init(cases), classes: try named.mapValues { try .init($0) },
      varied: varying ? try varied(kinds, agreements) : nil,
      farOff: cases.filter { $0.agreement.dice < 0.5 }.sorted { $0.agreement.dice < $1.agreement.dice }.map(\.pair.name)
    )
  }

  private func varied(
    _ kinds: [LungVariation.Kind],
    _ agreements: (_ vary: @Sendable (Int, inout LungSample) -> Void) throws -> [OutlineAgreement]
  ) throws -> LungReport.Varied {
    func mean(_ kind: LungVariation.Kind?, stream: Int) throws -> Double {
      let strength = strength
      let values = try agreements { index, sample in
        var random = SplitMix64(seed: 101_010, stream: Augmentation.stream(stream, index, 0))
        LungVariation(&random, strength: strength, only: kind).apply(to: &sample)
      }
      return values.reduce(0) { $0 + $1.dice } / Double(values.count)
    }
    var means: [String: Double] = [:]
    for (stream, kind) in kinds.enumerated() { means[kind.rawValue] = try mean(kind, stream: stream) }
    return LungReport.Varied(
      strength: strength, mean: means.values.reduce(0, +) / Double(max(1, means.count)),
      together: try mean(nil, stream: kinds.count), kinds: means)
  }

  /// Compares each pair's outline, varied with its picture, with the network's.
  private func agreements(
    _ pairs: [LungPair], _ vary: @Sendable (Int, inout LungSample) -> Void
  ) throws -> [OutlineAgreement] {
    var result: [OutlineAgreement] = []
    for start in stride(from: 0, to: pairs.count, by: Self.chunk) {
      let indices = Array(start..<min(start + Self.chunk, pairs.count))
      let samples = indices.concurrentMap { index in
        var sample = LungSample(pairs[index])
        vary(index, &sample)
        return sample
      }
      for (sample, outline) in zip(samples, try outliner.outlines(samples)) {
        result.append(try OutlineAgreement(sample.mask.map { $0 > 0.5 }, outline, width: LungSample.side))
      }
    }
    return result
  }
}
