import Foundation

/// The picture files that names on a command line stand for.
public enum PictureList {
  /// The files in their order: a file stands for itself, be it readable or not, and a folder for all pictures below it.
  ///
  /// - Throws: `DataError.unreadable` where a folder can't be listed.
  public static func files(_ names: [String]) throws -> [String] {
    try names.flatMap { name in
      let url = URL(filePath: name)
      guard let status = FileStatus(url), status.isFolder, !hasPictureName(url) else { return [name] }
      let prefix = name.hasSuffix("/") ? name : name + "/"
      return try ImageFileScan(url).paths.map { prefix + $0 }
    }
  }

  /// A folder that is called like a picture was meant to be one.
  private static func hasPictureName(_ url: URL) -> Bool {
    ["jpg", "jpeg", "png", "dcm"].contains(url.pathExtension.lowercased())
  }
}
