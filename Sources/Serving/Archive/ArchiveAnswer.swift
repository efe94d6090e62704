import Archive

/// What `/archive` answers.
struct ArchiveAnswer: Encodable {
  private struct Node: Encodable {
    let aeTitle: String
    let port: Int
    let isAccepting: Bool
    let freeBytes: Int?

    private enum CodingKeys: String, CodingKey {
      case port
      case aeTitle = "ae_title"
      case isAccepting = "accepting"
      case freeBytes = "free_bytes"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(aeTitle, forKey: .aeTitle)
      try container.encode(port, forKey: .port)
      try container.encode(isAccepting, forKey: .isAccepting)
      try container.encode(freeBytes, forKey: .freeBytes)
    }
  }

  private let node: Node
  private let counts: [String: Int]
  private let page: ArchiveStore.Page

  init(_ node: ArchiveNode, _ summary: ArchiveStore.Summary, _ page: ArchiveStore.Page) {
    self.node = Node(
      aeTitle: node.configuration.node.aeTitle, port: node.port, isAccepting: node.isAccepting,
      freeBytes: node.spool.folder.freeBytes)
    counts = Dictionary(summary.objects.map { ($0.rawValue, $1) }) { $1 }
    self.page = page
  }

  private enum CodingKeys: String, CodingKey { case node, counts, objects, next }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(node, forKey: .node)
    try container.encode(counts, forKey: .counts)
    try container.encode(page.objects, forKey: .objects)
    try container.encode(page.next.map(String.init), forKey: .next)
  }
}
