import CTorch

/// The library underneath.
public enum LibTorch {
  /// Its version, such as "2.13.0".
  ///
  /// - Throws: `TorchError.libraryMissing`, which makes this the way to find out whether it is there.
  public static func version() throws -> String {
    String(cString: try Engine.loaded().table.pointee.version)
  }
}
