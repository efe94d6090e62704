extension KeyedEncodingContainer {
  /// Writes null where there is no value.
  ///
  /// Within this module it stands before the standard library's method of this name, which leaves the key out, so that
  /// the `Encodable` conformances that the compiler writes keep the promise "an absent figure is null".
  mutating func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws {
    try encode(value, forKey: key)
  }

  /// The same for numbers, for which the standard library has a method of its own.
  mutating func encodeIfPresent(_ value: Double?, forKey key: Key) throws {
    try encode(value, forKey: key)
  }

  /// The same for truths.
  mutating func encodeIfPresent(_ value: Bool?, forKey key: Key) throws {
    try encode(value, forKey: key)
  }
}
