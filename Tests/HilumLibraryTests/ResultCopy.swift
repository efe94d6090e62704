import CHilum

/// A copy of a result.
struct ResultCopy {
  let status: Int
  let code: String?
  let json: String
  let probabilities: [Double]
  let heatmap: [Float]
  let heatmapSize: [Int]
  let overlay: [UInt8]

  init(_ result: hilum_result) {
    status = Int(result.status)
    code = result.code.map { String(cString: $0) }
    json = result.json.map { String(cString: $0) } ?? "NULL"
    probabilities = Array(UnsafeBufferPointer(start: result.probabilities, count: result.probability_count))
    heatmapSize = [Int(result.heatmap_height), Int(result.heatmap_width)]
    heatmap = Array(UnsafeBufferPointer(start: result.heatmap, count: heatmapSize.reduce(1, *)))
    overlay = Array(UnsafeBufferPointer(start: result.overlay, count: result.overlay_size))
  }

  /// The line without what differs from one run to the next.
  var line: String { json.replacing(#/"milliseconds":[-+.0-9e]+/#, with: "\"milliseconds\":0") }
}
