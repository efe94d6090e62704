/// Times work that is repeated.
enum Stopwatch {
  /// The median milliseconds of one call, over as many calls as `seconds` have room for, at least five.
  static func median(seconds: Double, _ body: () throws -> Void) throws -> Double {
    for _ in 0..<2 { try body() }
    var times: [Double] = []
    let started = ContinuousClock.now
    while times.count < 5 || (ContinuousClock.now - started) / .seconds(1) < seconds {
      times.append(try milliseconds(body))
    }
    return BenchmarkFigure.median(times) ?? 0
  }

  /// The milliseconds of one call.
  static func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    let started = ContinuousClock.now
    try body()
    return (ContinuousClock.now - started) / .milliseconds(1)
  }
}
