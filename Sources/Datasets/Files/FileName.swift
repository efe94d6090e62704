/// Parts of paths as plain text: an `URL` for each of 112,120 images takes longer than all else.
enum FileName {
  /// What follows the last slash.
  static func last(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.index(after: slash)...])
  }

  /// The extension in lower case; empty where there is none.
  static func suffix(of name: String) -> String {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  /// The name without the extension of a picture; other dots belong to the name.
  static func stem(of name: String) -> String {
    let suffix = suffix(of: name)
    return ImageFileScan.isImageExtension(suffix) ? String(name.dropLast(suffix.utf8.count + 1)) : name
  }
}
