import Foundation

/// Goldens that `make_goldens.py` wrote.
enum JSONGolden {
  static func read<Content: Decodable>(_ type: Content.Type, _ name: String, file: String = #filePath) throws -> Content
  {
    let folder = URL(filePath: file).deletingLastPathComponent()
    let goldens = [folder, folder.deletingLastPathComponent()].map { $0.appending(path: "Goldens/\(name)") }
    let url = goldens.first { FileManager.default.fileExists(atPath: $0.path) } ?? goldens[0]
    return try JSONDecoder().decode(type, from: Data(contentsOf: url))
  }
}
