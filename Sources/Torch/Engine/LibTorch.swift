import CTorch

/// The library underneath.
public enum LibTorch {
  /// The version that is loaded, such as "2.13.0".
  ///
  /// - Throws: `TorchError.libraryMissing`, `.unusable`, which makes this the way to find out whether it is there.
  public static func version() throws -> String {
    String(cString: try Engine.loaded().table.pointee.version)
  }

  /// The version that this program was compiled for.
  package static var compiledFor: String { String(cString: ct_torch_version()) }
}
