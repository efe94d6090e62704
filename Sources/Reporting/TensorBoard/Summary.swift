/// A value that TensorBoard shows: `tensorflow.Summary.Value` in summary.proto.
package enum Summary {
  case scalar(Float)
  case image(png: [UInt8], width: Int, height: Int, channels: Int)
  case precisionRecall(PrecisionRecallSummary)
  case text(String)

  func write(tag: String, to value: inout ProtobufWriter) {
    value.string(1, tag)
    switch self {
    case .scalar(let scalar):
      value.float(2, scalar)
    case .image(let png, let width, let height, let channels):
      value.message(4) { image in
        image.integer(1, height)
        image.integer(2, width)
        image.integer(3, channels)
        image.data(4, png)
      }
    case .precisionRecall(let curve):
      curve.write(to: &value)
    case .text(let text):
      value.message(8) { tensor in
        tensor.integer(1, 7)  // DT_STRING
        tensor.message(2) { shape in shape.message(2) { $0.integer(1, 1) } }
        tensor.string(8, text)
      }
      Summary.metadata(plugin: "text", content: [], to: &value)
    }
  }

  /// `SummaryMetadata` that names the plug-in which shows the value.
  static func metadata(plugin: String, content: [UInt8], to value: inout ProtobufWriter) {
    value.message(9) { metadata in
      metadata.message(1) { data in
        data.string(1, plugin)
        if !content.isEmpty { data.data(2, content) }
      }
    }
  }
}
