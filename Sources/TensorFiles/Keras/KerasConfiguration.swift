import FoundationEssentials

/// What Keras writes of a model in JSON, as far as it is read.
struct KerasConfiguration: Decodable {
  struct Content: Decodable {
    let layers: [Entry]
  }

  struct Entry: Decodable {
    let className: String
    let config: KerasLayer.Configuration

    private enum CodingKeys: String, CodingKey {
      case config
      case className = "class_name"
    }
  }

  let className: String
  let config: Content

  private enum CodingKeys: String, CodingKey {
    case config
    case className = "class_name"
  }
}
