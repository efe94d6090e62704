public import Foundation

/// How explanations are made that take much more than a reading.
public struct ExplanationOptions: Sendable {
  /// The program that computes gradients (`hilum attribute`); methods that need them are not offered where nil.
  public var program: URL?
  /// The folder with X-rays that stand for what is usual, for expected gradients; they are not offered where nil.
  public var references: URL?
  /// Slow explanations that may wait; more are answered with 503.
  public var queue = 8
  /// How long a slow explanation may take once its turn has come.
  public var time = Duration.seconds(60)

  /// Options without a program for gradients.
  public init() {}
}
