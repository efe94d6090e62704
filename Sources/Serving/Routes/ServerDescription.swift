import Bundles

/// What `/` tells programs, and the web page.
struct ServerDescription: Encodable {
  /// Which of the parts that are off unless asked for are on.
  struct Features: Encodable {
    /// Whether readings are kept: `/history`, `/feedback`, `/report`.
    let audit: Bool
    /// Whether training runs are shown: `/runs`.
    let runs: Bool

    init(_ state: ServerState) {
      audit = state.audit != nil
      runs = state.options.runs != nil
    }
  }

  let name = "hilum"
  let version = ProductVersion.current
  let notice = "Research software, not a medical device."
  let features: Features
  let endpoints: [String]
}
