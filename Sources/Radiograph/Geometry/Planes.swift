extension [UInt8] {
  /// Every `stride`th sample from `channel` on.
  func plane(_ channel: Int, of stride: Int) -> [UInt8] {
    let count = self.count / stride
    return [UInt8](unsafeUninitializedCapacity: count) { plane, initialized in
      withUnsafeBufferPointer { samples in
        for i in 0..<count { plane[i] = samples[i &* stride &+ channel] }
      }
      initialized = count
    }
  }

  /// Samples of equally long planes in turn.
  static func interleaving(_ planes: [[UInt8]]) -> [UInt8] {
    let count = planes.first?.count ?? 0
    return [UInt8](unsafeUninitializedCapacity: count * planes.count) { samples, initialized in
      for (channel, plane) in planes.enumerated() {
        plane.withUnsafeBufferPointer { plane in
          for i in 0..<count { samples[i &* planes.count &+ channel] = plane[i] }
        }
      }
      initialized = count * planes.count
    }
  }
}
