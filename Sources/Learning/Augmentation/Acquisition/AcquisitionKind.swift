import Foundation

/// One way in which a film of elsewhere was taken, processed, stored or marked that learning may meet.
///
/// The pixels are changed by the module Stress, which measures models on the same kinds. Its speckle noise, pixels and
/// proportions are left out on purpose: a model that has never met them shows what its variations are worth beyond
/// themselves.
public enum AcquisitionKind: String, Sendable, Hashable, CaseIterable {
  /// Levels times a factor.
  case brightness
  /// Differences to the mean grey times a factor.
  case contrast
  /// Levels from 0 to 1 to an exponent.
  case gamma
  /// A Gaussian blur, by its standard deviation in pixels.
  case blur
  /// Normal noise, by its standard deviation, white being 1.
  case noise
  /// JPEG and back, by its quality.
  case jpeg
  /// Fewer pixels by the mean of the area, and back bilinearly, by the share of each side.
  case lowResolution = "low_resolution"
  /// The noise of counted photons, by how many a white sample has.
  case shotNoise = "shot_noise"
  /// Edges raised, by how much of what a blur takes away is added.
  case unsharpMask = "unsharp_mask"
  /// A window too narrow, by the share of the samples cut off at each end.
  case windowNarrow = "window_narrow"
  /// A window too wide, by its width by that of the levels.
  case windowWide = "window_wide"
  /// The histogram equalized, by the share of the equalized picture.
  case equalization
  /// Black and white samples, by their share.
  case impulseNoise = "impulse_noise"
  /// Bars over the edges, by the share of each side that each covers at most.
  case borders
  /// A collimated field, by the share of each side that is lost at each edge.
  case collimation
  /// Burnt-in labels, by their number.
  case text
  /// One half darker, by the factor of its levels.
  case halfDark = "half_dark"

  /// How the amount of a change is spread.
  enum Spread: Equatable {
    /// Evenly.
    case even(ClosedRange<Double>)
    /// Its logarithm evenly.
    case logarithmic(ClosedRange<Double>)
  }

  /// How the amount is spread.
  var spread: Spread {
    switch self {
    case .brightness: .even(0.5...1.5)
    case .contrast: .even(0.4...1.6)
    case .gamma: .logarithmic(0.4...1.6)
    case .blur: .even(0...2.5)
    case .noise: .even(0...0.08)
    case .jpeg: .logarithmic(8...80)
    case .lowResolution: .even(0.3...0.9)
    case .shotNoise: .even(60...300)
    case .unsharpMask: .even(0.5...2.5)
    case .windowNarrow: .even(0...0.2)
    case .windowWide: .even(1...3)
    case .equalization: .even(0...1)
    case .impulseNoise: .even(0...0.02)
    case .borders: .even(0...0.1)
    case .collimation: .even(0...0.12)
    case .text: .even(1...6)
    case .halfDark: .even(0.5...1)
    }
  }

  /// The amount at a place in its spread.
  func amount(at place: Double) -> Double {
    switch spread {
    case .even(let range): range.lowerBound + (range.upperBound - range.lowerBound) * place
    case .logarithmic(let range): range.lowerBound * pow(range.upperBound / range.lowerBound, place)
    }
  }
}
