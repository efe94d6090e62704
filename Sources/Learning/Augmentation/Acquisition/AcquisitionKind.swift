import Foundation

/// One way in which a film of elsewhere was taken, processed, stored or marked that learning may meet.
///
/// The pixels are changed by the module Stress, which measures models on the same kinds. Its speckle noise, pixels and
/// proportions are left out on purpose: a model that has never met them shows what its variations are worth beyond
/// themselves.
public enum AcquisitionKind: String, Sendable, Hashable, CaseIterable {
  case brightness, contrast, gamma, blur, noise, jpeg
  case lowResolution = "low_resolution"
  case shotNoise = "shot_noise"
  case unsharpMask = "unsharp_mask"
  case windowNarrow = "window_narrow"
  case windowWide = "window_wide"
  case equalization
  case impulseNoise = "impulse_noise"
  case borders, collimation, text
  case halfDark = "half_dark"

  /// How the amount of a change is spread.
  enum Spread: Equatable {
    /// Evenly.
    case even(ClosedRange<Double>)
    /// Its logarithm evenly.
    case logarithmic(ClosedRange<Double>)
  }

  /// The amount: factors of levels and of differences to the mean; an exponent; a standard deviation in pixels, and of
  /// noise, white being 1; JPEG's quality; the share of each side that is left; photons of a white sample; how much of what
  /// a blur takes away is added; the share of the samples cut off at each end; the window's width by the levels'; the share
  /// of the equalized picture, of flipped samples, of each side covered or lost at each edge; labels; a factor of levels.
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
