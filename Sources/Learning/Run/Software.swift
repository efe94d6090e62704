import Bundles
import Torch

/// The programs a model is made with.
public enum Software {
  /// Hilum's own version.
  public static let version = ProductVersion.current

  /// LibTorch's version.
  ///
  /// - Throws: `TorchError` if LibTorch can't be loaded.
  static func libTorch() throws -> String { try LibTorch.version() }
}
