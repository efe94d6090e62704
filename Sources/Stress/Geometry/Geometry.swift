import Radiograph

extension StressKind {
  /// Turned clockwise; the parameter is degrees.
  public static let rotationClockwise = placed(
    "rotation_clockwise", "Turned clockwise", [5, 10, 15, 20]
  ) { degrees, _ in Placement(rotation: degrees) }

  /// Turned counterclockwise; the parameter is degrees.
  public static let rotationCounterclockwise = placed(
    "rotation_counterclockwise", "Turned counterclockwise", [5, 10, 15, 20]
  ) { degrees, _ in Placement(rotation: -degrees) }

  /// Enlarged, so that the edges are lost; the parameter is the factor.
  public static let zoomIn = placed("zoom_in", "Zoomed in", [1.05, 1.1, 1.15, 1.2, 1.3]) { factor, _ in
    Placement(width: factor, height: factor)
  }

  /// Made smaller, on black; the parameter is the factor.
  public static let zoomOut = placed("zoom_out", "Zoomed out", [0.95, 0.9, 0.85, 0.8, 0.7]) { factor, _ in
    Placement(width: factor, height: factor)
  }

  /// Moved along a diagonal, which is drawn; the parameter is the share of each side.
  public static let shift = placed("shift", "Shifted", [0.02, 0.04, 0.06, 0.08, 0.1]) { share, random in
    Placement(shift: (x: share * random.sign(), y: share * random.sign()))
  }

  /// A picture squeezed to a narrower one of the same area; the parameter is its width by its height.
  public static let narrow = stretched("aspect_narrow", "Narrower", [0.96, 0.92, 0.88, 0.84, 0.8])

  /// A picture squeezed to a wider one of the same area; the parameter is its width by its height.
  public static let wide = stretched("aspect_wide", "Wider", [1.05, 1.1, 1.15, 1.2, 1.25])

  /// Fewer pixels and back, smoothly; the parameter is the share of each side.
  public static let lowResolution = StressKind(
    "low_resolution", "Lower resolution", .geometry, [0.7, 0.5, 0.4, 0.3, 0.2]
  ) { image, share, _ in
    try image.reduceResolution(to: share, down: .triangle, up: .triangle)
  }

  // MARK: - Private

  private static func stretched(_ id: String, _ name: String, _ ratios: [Double]) -> StressKind {
    placed(id, name, ratios) { ratio, _ in
      Placement(width: ratio.squareRoot(), height: 1 / ratio.squareRoot())
    }
  }

  private static func placed(
    _ id: String, _ name: String, _ parameters: [Double],
    _ placement: @escaping @Sendable (_ parameter: Double, inout StressRandom) -> Placement
  ) -> StressKind {
    StressKind(id, name, .geometry, parameters) { image, parameter, random in
      placement(parameter, &random).apply(to: &image)
    }
  }
}
