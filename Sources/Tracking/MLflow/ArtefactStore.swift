import Foundation

/// Where the files of a run or a model are put: below a path of the server that keeps its artefacts.
package struct ArtefactStore: Sendable, Equatable {
  /// The path below the server's address, with a slash at its end.
  private let path: String

  /// The place that a server gives for files, as far as it takes them itself.
  ///
  /// - Parameters:
  ///   - uri: What the server gives: `mlflow-artifacts:/PATH`, with or without a host.
  ///   - server: The server's address; nothing is sent to another host than its own.
  /// - Throws: ``TrackingError/artefactsElsewhere(scheme:)``.
  package init(_ uri: String, of server: String) throws(TrackingError) {
    guard let parts = URLComponents(string: uri), parts.scheme == "mlflow-artifacts" else {
      throw .artefactsElsewhere(scheme: uri.contains("://") ? String(uri.prefix { $0 != ":" }) : "a folder")
    }
    if let host = parts.host, !host.isEmpty {
      let own = URLComponents(string: server)
      guard host == own?.host, parts.port == own?.port else {
        throw .artefactsElsewhere(scheme: "another server")
      }
    }
    let names = parts.path.split(separator: "/").map { String($0).escaped }
    path = "/api/2.0/mlflow-artifacts/artifacts/" + names.map { $0 + "/" }.joined()
  }

  /// Puts a file under a name, which may have folders before it.
  package func put(_ body: MLflowRequest.Body, as name: String) -> MLflowRequest {
    MLflowRequest(.put, path + name.split(separator: "/").map { String($0).escaped }.joined(separator: "/"), body)
  }
}
