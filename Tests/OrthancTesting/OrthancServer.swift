package import Archive
import FolderTesting
package import Foundation
import NIOCore
import NIOPosix

/// A real Orthanc with its DICOMweb plugin on the loopback interface, in a folder of its own that goes with it.
package final class OrthancServer: Sendable {
  /// Another node that Orthanc is to know: to move objects to, or to send them to.
  package struct Modality: Sendable {
    var aeTitle: String
    var port: Int

    /// A node by its title and port.
    package init(aeTitle: String, port: Int) {
      self.aeTitle = aeTitle
      self.port = port
    }
  }

  /// Where the REST interface is.
  package let url: URL
  /// Where the DICOMweb interface is.
  package let dicomWeb: DICOMwebEndpoint
  /// The port of the DICOM node.
  package let dicomPort: Int
  /// The AE title of the DICOM node.
  package let aeTitle = "ORTHANC"

  private static let program = "/usr/sbin/Orthanc"
  private static let plugin = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so"

  /// Whether program and plugin are here.
  package static var isInstalled: Bool { [program, plugin].allSatisfy { FileManager.default.fileExists(atPath: $0) } }

  private init(folder: TemporaryFolder, httpPort: Int, dicomPort: Int, password: String?) throws {
    guard let url = URL(string: "http://127.0.0.1:\(httpPort)") else { throw NotReady() }
    self.url = url
    self.dicomPort = dicomPort
    var endpoint = DICOMwebEndpoint(url: url.appending(path: "dicom-web"))
    if let password { endpoint.authorization = .basic(try folder.write("hilum:\(password)", "credentials")) }
    dicomWeb = endpoint
  }

  /// Runs `body` with an Orthanc, which is ended and removed afterwards, whatever happens.
  ///
  /// - Parameters:
  ///   - modalities: Nodes on the loopback interface, under the names that Orthanc has for them.
  ///   - password: That of the user `hilum`; nil for an Orthanc that asks for nothing.
  package static func running<Outcome>(
    modalities: [String: Modality] = [:], password: String? = nil, _ body: (OrthancServer) async throws -> Outcome
  ) async throws -> Outcome {
    let folder = try TemporaryFolder()
    let ports = try await [freePort(), freePort()]
    let server = try OrthancServer(folder: folder, httpPort: ports[0], dicomPort: ports[1], password: password)
    let configuration: [String: Any] = [
      "Name": "Hilum's tests", "StorageDirectory": folder.url.appending(path: "storage").path,
      "IndexDirectory": folder.url.appending(path: "storage").path, "StableAge": 1,
      "HttpPort": ports[0], "RemoteAccessAllowed": false, "AuthenticationEnabled": password != nil,
      "RegisteredUsers": password.map { ["hilum": $0] } ?? [:], "HttpThreadsCount": 8,
      "DicomPort": ports[1], "DicomAet": server.aeTitle, "DicomCheckCalledAet": false, "DicomAlwaysAllowStore": true,
      "DicomAlwaysAllowFind": true, "UnknownSopClassAccepted": true, "DicomScpTimeout": 30,
      "DicomModalities": modalities.mapValues { [$0.aeTitle, "127.0.0.1", $0.port] as [Any] },
      "Plugins": [plugin], "DicomWeb": ["Enable": true, "Root": "/dicom-web/"],
    ]
    let file = try folder.write(JSONSerialization.data(withJSONObject: configuration), "orthanc.json")
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = [file.path]
    process.currentDirectoryURL = folder.url
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try process.run()
    defer {
      // What the worker threads of tests start has SIGTERM blocked, as they have.
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      withExtendedLifetime(folder) {}
    }
    try await server.becomeReady(process)
    return try await body(server)
  }

  /// Waits until DICOMweb answers.
  private func becomeReady(_ process: Process) async throws {
    let client = try DICOMwebClient(dicomWeb, limits: DICOMwebLimits(time: .seconds(2)))
    for _ in 0..<100 where process.isRunning {
      if (try? await client.search(.studies)) != nil { return }
      try await Task.sleep(for: .milliseconds(200))
    }
    throw NotReady()
  }

  private struct NotReady: Error {}

  /// A port on the loopback interface that nobody listens at.
  package static func freePort() async throws -> Int {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .bind(host: "127.0.0.1", port: 0).get()
    let port = channel.localAddress?.port
    try await channel.close()
    guard let port else { throw NotReady() }
    return port
  }
}
