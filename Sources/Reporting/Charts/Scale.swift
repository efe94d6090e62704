/// A linear map from values to pixels, with round tick values.
package struct Scale: Sendable {
  /// The values that the axis spans; never empty.
  package let domain: ClosedRange<Double>
  private let start: Double
  private let end: Double

  /// `start` and `end` are the pixels of the domain's bounds; a domain of one value is widened around it.
  package init(_ domain: ClosedRange<Double>, from start: Double, to end: Double) {
    self.domain = domain.lowerBound < domain.upperBound ? domain : Scale.widened(domain.lowerBound)
    self.start = start
    self.end = end
  }

  /// A scale whose domain holds all finite `values` (below 1e300, so that their span is finite too) and ends at round
  /// ticks, within `bounds` if the values are.
  package init(
    holding values: some Sequence<Double>, including anchor: Double? = nil, within bounds: ClosedRange<Double>? = nil,
    from start: Double, to end: Double, ticks: Int
  ) {
    let finite = values.filter { $0.magnitude < 1e300 } + (anchor.map { [$0] } ?? [])
    let range = (finite.min() ?? 0)...(finite.max() ?? 1)
    let raw = range.lowerBound < range.upperBound ? range : Scale.widened(range.lowerBound)
    let step = Scale.step(for: raw, count: ticks)
    var lower = (raw.lowerBound / step).rounded(.down) * step
    var upper = (raw.upperBound / step).rounded(.up) * step
    if let bounds, bounds.contains(range.lowerBound), bounds.contains(range.upperBound) {
      lower = max(lower, bounds.lowerBound)
      upper = min(upper, bounds.upperBound)
    }
    self.init(lower < upper ? lower...upper : raw, from: start, to: end)
  }

  /// The pixel of `value`, kept within the axis.
  package func callAsFunction(_ value: Double) -> Double {
    let share = (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
    return start + min(max(share, 0), 1) * (end - start)
  }

  /// Round values in the domain, about `count` of them.
  package func ticks(_ count: Int) -> [Double] {
    let step = Scale.step(for: domain, count: count)
    let first = (domain.lowerBound / step - 1e-6).rounded(.up)
    let last = (domain.upperBound / step + 1e-6).rounded(.down)
    guard first <= last, last - first < 1000 else { return [] }
    return (0...Int(last - first)).map { (first + Double($0)) * step }
  }

  /// The ticks as text, all with the same number of decimals.
  package static func texts(_ ticks: [Double]) -> [String] {
    let largest = ticks.map(\.magnitude).max() ?? 0
    let step = ticks.count > 1 ? (ticks[1] - ticks[0]).magnitude : largest
    guard largest < 1e6, step >= 1e-4 else { return ticks.map { NumberText.plain($0) } }
    var decimals = 0
    var unit = step
    while decimals < 4 && (unit - unit.rounded()).magnitude > 1e-6 * unit {
      unit *= 10
      decimals += 1
    }
    return ticks.map { NumberText.fixed($0, decimals) }
  }

  private static func widened(_ value: Double) -> ClosedRange<Double> {
    let margin = max(value.magnitude * 0.1, 1e-6)
    return value == 0 ? 0...1 : (value - margin)...(value + margin)
  }

  /// 1, 2 or 5 times a power of ten, so that about `count` steps span the range.
  private static func step(for range: ClosedRange<Double>, count: Int) -> Double {
    let raw = (range.upperBound - range.lowerBound) / Double(max(1, count))
    guard raw.isFinite, raw > 0 else { return 1 }
    var unit = 1.0
    while unit * 10 <= raw { unit *= 10 }
    while unit > raw { unit /= 10 }
    return unit * ([1, 2, 5].first { unit * $0 >= raw * 0.999 } ?? 10)
  }
}
