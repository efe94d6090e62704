import Files
public import Foundation
import HTTPTypes
import Hummingbird

/// The web page's files, read once, so that no request ever names a file on the disk.
public struct WebFolder: Sendable {
  /// A file to hand out.
  private struct File: Sendable {
    let bytes: Data
    let type: String
    let tag: String
  }

  private static let byteLimit = 64 << 20
  private let files: [String: File]

  /// Reads a folder with `index.html` and `assets/`; nil where there is no page in it.
  init?(_ folder: URL) {
    var files: [String: File] = [:]
    var left = Self.byteLimit
    let root = folder.resolvingSymlinksInPath()
    func add(_ path: String) {
      let url = root.appending(path: path)
      guard let bytes = try? FileReading.bytes(of: url, limit: left) else { return }
      left -= bytes.count
      files["/" + path] = File(
        bytes: bytes, type: Self.type(of: url.pathExtension), tag: "\"\(Checksum(of: bytes).hex.prefix(32))\"")
    }
    add("index.html")
    let assets = FileManager.default.enumerator(atPath: root.appending(path: "assets").path)
    while let name = assets?.nextObject() as? String, files.count < 1000 { add("assets/" + name) }
    for name in ["favicon.ico", "favicon.svg"] { add(name) }
    guard files["/index.html"] != nil else { return nil }
    self.files = files
  }

  /// Where the page is looked for unless told: beside an installed program, in the tree that the program was built in, in
  /// the working tree.
  public static func standard() -> URL? {
    let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let places = [
      program.deletingLastPathComponent().appending(path: "../share/hilum/web").standardizedFileURL,
      program.deletingLastPathComponent().appending(path: "../../../Web/dist").standardizedFileURL,
      URL(filePath: FileManager.default.currentDirectoryPath).appending(path: "Web/dist"),
    ]
    return places.first { FileManager.default.fileExists(atPath: $0.appending(path: "index.html").path) }
  }

  /// The answer for a path; nil where there is no such file.
  func response(_ path: String, to request: Request) -> Response? {
    guard let file = files[path] else { return nil }
    var response =
      request.headers[.ifNoneMatch] == file.tag
      ? Response(status: .notModified) : Response.bytes(file.bytes, type: file.type)
    response.headers[.eTag] = file.tag
    response.headers[.cacheControl] = "no-cache"
    response.headers[.contentSecurityPolicy] = Self.policy
    return response
  }

  /// What the page may load: its own files, and pictures that it has made itself.
  static let policy =
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; "
    + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

  private static func type(of suffix: String) -> String {
    switch suffix.lowercased() {
    case "html": "text/html; charset=utf-8"
    case "js", "mjs": "text/javascript; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "json", "map", "webmanifest": "application/json"
    case "svg": "image/svg+xml"
    case "png": "image/png"
    case "jpg", "jpeg": "image/jpeg"
    case "ico": "image/x-icon"
    case "woff2": "font/woff2"
    case "wasm": "application/wasm"
    default: "application/octet-stream"
    }
  }
}
