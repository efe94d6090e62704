import Anatomy
import Foundation
import Inference
import Radiograph

// How long an outline takes on one core: a picture in memory to the outline, and the network's part of that.
//
//   swift run -c release lungs-benchmark FILE…

let pictures = try CommandLine.arguments.dropFirst().map { file in
  try Radiograph(gray224: URL(filePath: file))
}
guard !pictures.isEmpty else {
  print("usage: lungs-benchmark FILE…")
  exit(2)
}
let weights = try LungWeightsFile.standard()
let clock = ContinuousClock()

/// The median time of one of `count` things, in milliseconds, over seven turns.
func median(of count: Int, _ body: () throws -> Void) rethrows -> Double {
  try (0..<7).map { _ in
    let started = clock.now
    try body()
    return (clock.now - started) / .milliseconds(1) / Double(count)
  }.sorted()[3]
}

for precision in [Precision.f32, .bf16, .int8] {
  let options = EngineOptions(precision: precision, threads: 1, streams: 1)
  let network = try LungNetwork(contentsOf: weights)
  let finder = try LungFinder(contentsOf: weights, options: options)
  let inputs = try pictures.map { try LungInput($0).values }
  let engine = try LungFinder.engine(network, options: options)
  let whole = try median(of: pictures.count) { for picture in pictures { _ = try finder.outline(of: picture) } }
  let alone = try median(of: pictures.count) { for input in inputs { _ = try engine.run(input) } }
  print(String(format: "%@: %.2f ms an outline, of which the network %.2f ms", "\(finder.precision)", whole, alone))
}

extension Radiograph {
  /// A file's picture in grey at the network's own size.
  init(gray224 url: URL) throws {
    let input = try LungInput(RadiographReader.read(contentsOf: url))
    let side = LungOutline.inputSide
    self = try Radiograph(width: side, height: side, pixels: .gray8(input.grey))
  }
}
