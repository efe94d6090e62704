import Datasets
public import Foundation

/// Finds recipes by name.
///
/// A name is looked up in `$HILUM_RECIPES`, in `../share/hilum/Recipes` beside the executable (an installed Hilum), and in
/// `Recipes` of the source checkout that the executable was built in. A path to a file works too.
public struct RecipeCatalogue: Sendable {
  /// Folders that are looked in, in order.
  public let folders: [URL]

  /// A catalogue of the folders that are there.
  public init(folders: [URL]) {
    self.folders = folders.filter { FileStatus($0)?.isFolder == true }
  }

  /// The catalogue of this executable.
  public static func standard(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    executable: URL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
  ) -> RecipeCatalogue {
    let folder = executable.deletingLastPathComponent()
    let own = environment["HILUM_RECIPES"].flatMap(\.nonEmpty).map { URL(filePath: $0) }
    let installed = folder.appending(path: "../share/hilum/Recipes").standardizedFileURL
    return RecipeCatalogue(folders: [own, installed, checkout(above: folder)].compactMap(\.self))
  }

  /// Names of all recipes, sorted.
  public var names: [String] {
    Set(folders.flatMap { (try? ImageFileScan.names(in: $0)) ?? [] }.compactMap(Self.name)).sorted()
  }

  /// The file of a recipe: the one at a path, or the first of that name.
  ///
  /// - Throws: ``RecipeError/notFound(_:suggestion:known:)``.
  public func url(for nameOrPath: String) throws -> URL {
    let isPath = nameOrPath.contains("/") || Self.name(nameOrPath) != nil
    let candidates =
      isPath ? [URL(filePath: nameOrPath)] : folders.map { $0.appending(path: "\(nameOrPath).yaml") }
    if let url = candidates.first(where: { FileStatus($0)?.isFile == true }) { return url }
    let name = URL(filePath: nameOrPath).lastPathComponent
    let known = names
    throw RecipeError.notFound(name, suggestion: Spelling.nearest(to: Self.name(name) ?? name, in: known), known: known)
  }

  /// Reads the recipe of a name or path.
  ///
  /// - Parameter overrides: such as `optimizer.lr=3e-4`; later ones win.
  /// - Throws: ``RecipeError``.
  public func recipe(_ nameOrPath: String, overrides: [String] = []) throws -> Recipe {
    try Recipe(contentsOf: url(for: nameOrPath), overrides: overrides)
  }

  private static func name(_ file: String) -> String? {
    file.hasSuffix(".yaml") ? String(file.dropLast(5)) : nil
  }

  /// `Recipes` of the nearest folder above that has a `Package.swift`.
  private static func checkout(above folder: URL) -> URL? {
    var folder = folder
    while folder.pathComponents.count > 1 {
      if FileStatus(folder.appending(path: "Package.swift"))?.isFile == true {
        return folder.appending(path: "Recipes")
      }
      folder.deleteLastPathComponent()
    }
    return nil
  }
}
