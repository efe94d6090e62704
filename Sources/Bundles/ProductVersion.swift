/// Hilum's own version.
public enum ProductVersion {
  /// The version, as `hilum --version` prints it.
  public static let current = "0.1.0"
}
