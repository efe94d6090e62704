import Files
public import Foundation
import HTTPBody
import HTTPTypes
import Hummingbird

/// The web page's files, read once, so that no request ever names a file on the disk.
public struct WebFolder: Sendable {
  /// A file to hand out.
  private struct File: Sendable {
    let bytes: Data
    /// The same bytes, gzipped beforehand.
    let packed: Data?
    let type: String
    let tag: String
  }

  private static let byteLimit = 64 << 20
  private let files: [String: File]

  /// Reads a folder with `index.html` and `assets/`; nil where there is no page in it.
  ///
  /// A file `NAME.gz` is what goes to clients that accept gzip in place of `NAME`; it is no file of its own.
  init?(_ folder: URL) {
    var files: [String: File] = [:]
    var left = Self.byteLimit
    let root = folder.resolvingSymlinksInPath()
    func bytes(_ url: URL) -> Data? {
      guard let bytes = try? FileReading.bytes(of: url, limit: left) else { return nil }
      left -= bytes.count
      return bytes
    }
    func add(_ path: String) {
      let url = root.appending(path: path)
      guard url.pathExtension != "gz", let content = bytes(url) else { return }
      files["/" + path] = File(
        bytes: content, packed: bytes(url.appendingPathExtension("gz")), type: Self.type(of: url.pathExtension),
        tag: String(Checksum(of: content).hex.prefix(32)))
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
    let packed = Compression(acceptedBy: request.headers[.acceptEncoding] ?? "") == .gzip ? file.packed : nil
    let tag = packed == nil ? "\"\(file.tag)\"" : "\"\(file.tag)-gzip\""
    var response =
      request.headers[.ifNoneMatch] == tag
      ? Response(status: .notModified) : Response.bytes(packed ?? file.bytes, type: file.type)
    if packed != nil, response.status == .ok { response.headers[.contentEncoding] = Compression.gzip.rawValue }
    if file.packed != nil { response.headers[.vary] = "Accept-Encoding" }
    response.headers[.eTag] = tag
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
