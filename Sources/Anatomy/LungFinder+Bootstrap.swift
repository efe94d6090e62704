public import Foundation
import Inference
import Radiograph

extension LungFinder {
  /// Makes the installed network the one that readings and preprocessing use; it is loaded when first needed.
  ///
  /// Pictures go through it side by side, each on a core of its own. Without ranges for int8 it runs in floats.
  ///
  /// - Parameter binary: The program or library that the network was installed with.
  public static func bootstrap(installedWith binary: URL = LungWeightsFile.executable) {
    LungNetworks.bootstrap { arithmetic in
      let url = try LungWeightsFile.standard(executable: binary)
      var options = EngineOptions(
        mode: .throughput, streams: ProcessInfo.processInfo.activeProcessorCount)
      if arithmetic == .integers, FileManager.default.fileExists(atPath: LungRanges.url(for: url).path) {
        options.precision = .int8
      }
      return try LungFinder(contentsOf: url, options: options)
    }
  }
}
