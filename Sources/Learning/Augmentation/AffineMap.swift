import Foundation

/// A map of the plane: (x, y) to (a x + b y + c, d x + e y + f), in pixels, with the origin at the picture's corner.
struct AffineMap: Equatable, Sendable {
  var a = 1.0, b = 0.0, c = 0.0
  var d = 0.0, e = 1.0, f = 0.0

  /// What leaves every point where it is.
  static let identity = AffineMap()

  /// A move by (x, y).
  static func translation(_ x: Double, _ y: Double) -> AffineMap { AffineMap(c: x, f: y) }

  /// A change of scale about the origin.
  static func scale(_ x: Double, _ y: Double) -> AffineMap { AffineMap(a: x, e: y) }

  /// A turn about the origin by an angle in radians, from the x-axis toward the y-axis (clockwise on a screen).
  static func rotation(_ angle: Double) -> AffineMap {
    AffineMap(a: cos(angle), b: -sin(angle), d: sin(angle), e: cos(angle))
  }

  /// This map, and then another.
  func then(_ next: AffineMap) -> AffineMap {
    AffineMap(
      a: next.a * a + next.b * d, b: next.a * b + next.b * e, c: next.a * c + next.b * f + next.c,
      d: next.d * a + next.e * d, e: next.d * b + next.e * e, f: next.d * c + next.e * f + next.f)
  }
}
