public import TensorFiles

/// Numbers that follow from a name, the same as `pattern` and `weights` in BackbonesTests/Goldens/make_goldens.py.
public enum WeightPattern {
  /// `count` numbers in [-1, 1): murmur3's finaliser over FNV-1a(name) + i · 0x9E3779B9.
  public static func numbers(_ name: String, count: Int) -> [Float] {
    let seed = name.utf8.reduce(UInt32(0x811C_9DC5)) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    return (0..<count).map { index in
      var h = seed &+ UInt32(truncatingIfNeeded: index) &* 0x9E37_79B9
      h ^= h >> 16
      h &*= 0x85EB_CA6B
      h ^= h >> 13
      h &*= 0xC2B2_AE35
      h ^= h >> 16
      return Float(h >> 8) / Float(1 << 23) - 1
    }
  }

  /// The value of a parameter or buffer.
  public static func weights(_ key: String, _ shape: [Int]) throws -> StoredTensor {
    let u = numbers(key, count: shape.reduce(1, *))
    return try StoredTensor(scaled(u, key, shape), shape: shape)
  }

  private static func scaled(_ u: [Float], _ key: String, _ shape: [Int]) -> [Float] {
    if key.hasSuffix("running_var") { return u.map { 1 + 0.5 * $0 } }
    if key.hasSuffix("num_batches_tracked") { return [0] }
    if key.hasSuffix("layer_scale") { return u.map { 0.3 + 0.1 * $0 } }
    if key.contains(".block."), key.hasSuffix(".1.weight") { return u.map { 1.15 + 0.2 * $0 } }
    if shape.count > 1 {
      let scale = Float((6 / Double(shape.dropFirst().reduce(1, *))).squareRoot())
      return u.map { $0 * scale }
    }
    if key.hasSuffix("bn2.weight") || key.hasSuffix("bn3.weight") { return u.map { 0.3 + 0.1 * $0 } }
    return key.hasSuffix("weight") ? u.map { 1 + 0.2 * $0 } : u.map { 0.1 * $0 }
  }
}
