extension HeatMap {
  /// Where a network looked by its own attention, such as attention rollout: what exceeds the place least looked at.
  ///
  /// Every token keeps a share of itself through each block, so that rollout is above 0 all over; that floor says nothing.
  ///
  /// - Parameter shape: `[1, height, width]`.
  /// - Throws: `ExplanationError.heatMapSize` where the values do not fill it.
  init(attention: some Collection<Float>, shape: [Int]) throws(ExplanationError) {
    let least = attention.min() ?? 0
    try self.init(width: shape.last ?? 0, height: shape.dropLast().last ?? 0, values: attention.map { $0 - least })
  }
}
