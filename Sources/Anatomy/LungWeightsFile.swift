public import Foundation

/// Finds the file of weights that is installed.
///
/// It is looked up as `$HILUM_LUNGS`, as `../share/hilum/Lungs/lungs.safetensors` beside the executable (an installed
/// Hilum, or its library), and as `Lungs/lungs.safetensors` of the source checkout that the executable was built in.
public enum LungWeightsFile {
  /// The file's path under an installation or a checkout.
  static let path = "Lungs/lungs.safetensors"

  /// The program that is running.
  public static var executable: URL { URL(filePath: "/proc/self/exe").resolvingSymlinksInPath() }

  /// The first of the files that is there.
  ///
  /// - Throws: ``AnatomyError/noWeights(_:)``.
  public static func standard(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    executable: URL = executable
  ) throws(AnatomyError) -> URL {
    if let own = environment["HILUM_LUNGS"], !own.isEmpty {
      let url = URL(filePath: own)
      guard isFile(url) else { throw .noWeights([url.lastPathComponent]) }
      return url
    }
    let folder = executable.deletingLastPathComponent()
    let installed = folder.appending(path: "../share/hilum/" + path).standardizedFileURL
    if isFile(installed) { return installed }
    var above = folder
    while above.pathComponents.count > 1 {
      if isFile(above.appending(path: "Package.swift")), isFile(above.appending(path: path)) {
        return above.appending(path: path)
      }
      above.deleteLastPathComponent()
    }
    throw .noWeights([path])
  }

  private static func isFile(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && !isFolder.boolValue
  }
}
