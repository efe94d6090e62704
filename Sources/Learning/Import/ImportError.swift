public import Backbones
public import Torch

/// What can keep a model that was trained elsewhere from becoming a bundle.
///
/// The sentences stand in `ImportError+Description.swift`.
public enum ImportError: Error, Sendable, Equatable {
  /// The state dict is of no network that is known; its first keys.
  case unknownNetwork(file: String, keys: [String])
  /// The state dict does not fit the network that was asked for; what it looks like instead.
  case otherArchitecture(file: String, asked: Architecture, recognised: Architecture?, StateMismatch?)
  /// An architecture was named for a file that says itself what network it has.
  case architectureGiven(file: String, Architecture)
  /// The head can't be brought to what this program has.
  case head(file: String, ForeignState.Fault)
  /// The head does not have one output for each class.
  case outputs(file: String, found: Int, classes: [String])
  /// The one output of a graph is the second class's, and the first is to be positive.
  case positiveIsFirst(file: String, classes: [String])
  /// The file names its classes, and they are others or in another order.
  case otherClasses(file: String, found: [String], given: [String])
  /// The first layer takes grey pictures, and mean and deviation are not the same for three channels.
  case differingChannels(file: String)
  /// A layer of a Keras model is not what the compact network has at its place; what would fit.
  case kerasLayer(file: String, name: String, className: String, expected: String)
  /// A Keras model ends before the compact network does; what is lacking.
  case kerasEnd(file: String, expected: String)
  /// A graph takes other pictures than are wanted: [channels, height, width].
  case graphInput(file: String, found: [Int], wanted: [Int])
  /// A graph can't be run for several pictures at once with what it says of each alone.
  case fixedBatch(file: String)
}
