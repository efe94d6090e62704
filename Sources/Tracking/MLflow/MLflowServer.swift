import Foundation
import NIOSSL

/// An MLflow tracking server: where it is, the experiment, and how this side proves itself.
///
/// The environment is read as MLflow's own clients do: `MLFLOW_TRACKING_URI`, `MLFLOW_EXPERIMENT_NAME`,
/// `MLFLOW_TRACKING_USERNAME` and `MLFLOW_TRACKING_PASSWORD` (HTTP Basic), `MLFLOW_TRACKING_TOKEN` (a bearer token, where
/// there is no user), `MLFLOW_TRACKING_SERVER_CERT_PATH`.
public struct MLflowServer: Sendable {
  /// The server's address, without a slash at its end and without anything secret.
  public let address: String
  /// The experiment's name.
  public let experiment: String
  /// The value of the Authorization header; nil where nothing is asked.
  package let authorization: String?
  /// Authorities to trust in place of the system's.
  let authorities: [NIOSSLCertificate]?

  /// The server that a command names.
  ///
  /// - Parameters:
  ///   - destination: `mlflow:URI`, or `mlflow` where the environment has the address.
  ///   - experiment: The experiment's name; that of the environment, or `Default`, where nil.
  /// - Throws: ``TrackingError``.
  public init(
    _ destination: String, experiment: String? = nil, environment: [String: String]
  ) throws(TrackingError) {
    let parts = destination.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.first == "mlflow" else { throw .unknownTracker(destination) }
    let environment = environment.filter { !$0.value.isEmpty }
    let named = parts.count == 2 ? String(parts[1]) : ""
    guard let address = named.isEmpty ? environment["MLFLOW_TRACKING_URI"] : named else { throw .noAddress }
    self.address = try Self.checked(address)
    self.experiment = experiment ?? environment["MLFLOW_EXPERIMENT_NAME"] ?? "Default"
    authorization = Self.authorization(environment)
    authorities = try environment["MLFLOW_TRACKING_SERVER_CERT_PATH"].map(Self.certificates)
  }

  /// Where a person looks at a run.
  func page(of run: String, in experiment: String) -> String { "\(address)/#/experiments/\(experiment)/runs/\(run)" }

  private static func checked(_ text: String) throws(TrackingError) -> String {
    guard let colon = text.firstIndex(of: ":"), text[..<colon].allSatisfy({ $0.isLetter || $0 == "+" || $0 == "-" })
    else { throw .storeWithoutServer(scheme: "a folder") }
    let scheme = text[..<colon].lowercased()
    guard ["http", "https"].contains(scheme) else { throw .storeWithoutServer(scheme: scheme) }
    guard let parts = URLComponents(string: text) else { throw .invalidAddress("it is not a URL") }
    guard let host = parts.host, !host.isEmpty else { throw .invalidAddress("it names no host") }
    guard parts.user == nil, parts.password == nil else {
      throw .invalidAddress("user and password belong in MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD")
    }
    guard parts.query == nil, parts.fragment == nil else { throw .invalidAddress("it has a query or a fragment") }
    var address = text
    while address.hasSuffix("/") { address.removeLast() }
    return address
  }

  private static func authorization(_ environment: [String: String]) -> String? {
    if let user = environment["MLFLOW_TRACKING_USERNAME"], let password = environment["MLFLOW_TRACKING_PASSWORD"] {
      return "Basic \(Data("\(user):\(password)".utf8).base64EncodedString())"
    }
    return environment["MLFLOW_TRACKING_TOKEN"].map { "Bearer \($0)" }
  }

  private static func certificates(_ path: String) throws(TrackingError) -> [NIOSSLCertificate] {
    guard let found = try? NIOSSLCertificate.fromPEMFile(path), !found.isEmpty else {
      throw .unusableFile(URL(filePath: path).lastPathComponent)
    }
    return found
  }
}
