package import Bundles
package import Foundation

/// The file `MLmodel`, which makes a folder with a bundle in it a model of MLflow's: `mlflow.pyfunc.load_model` gives it
/// to the Python module `hilum.mlflow`.
package struct MLmodel {
  /// The file's name.
  package static let name = "MLmodel"
  /// The folder in which the bundle stands beside the file.
  package static let bundle = "bundle"

  /// The file as text: YAML, whose texts are written as JSON writes them.
  package let yaml: String

  /// The file for a bundle.
  ///
  /// - Parameters:
  ///   - run: The run that made the model.
  ///   - model: The model's own name at the server; nil where it is a part of the run.
  ///   - uuid: What names this file alone.
  package init(_ metadata: ModelMetadata, run: String, model: String?, uuid: UUID = UUID(), created: Date = .now) {
    let signature =
      #"[{"name": "path", "type": "string", "required": false}, {"name": "bytes", "type": "binary", "required": false}]"#
    yaml = """
      artifact_path: \(Self.text(model.map { "models:/" + $0 } ?? "model"))
      flavors:
        hilum:
          bundle: \(Self.bundle)
          hilum_version: \(Self.text(ProductVersion.current))
          model: \(Self.text(metadata.name.description))
          model_version: \(metadata.version)
        python_function:
          data: \(Self.bundle)
          loader_module: hilum.mlflow
      model_id: \(model.map(Self.text) ?? "null")
      model_uuid: \(uuid.uuidString.replacing("-", with: "").lowercased())
      run_id: \(Self.text(run))
      signature:
        inputs: '\(signature)'
        outputs: null
        params: null
      utc_time_created: '\(Self.time(created))'

      """
  }

  private static func text(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? #""""#
  }

  private static func time(_ date: Date) -> String {
    date.formatted(.iso8601.dateTimeSeparator(.space).time(includingFractionalSeconds: true)).replacing("Z", with: "")
  }
}
