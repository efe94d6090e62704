import Foundation

/// A data set in the DICOM JSON Model (PS3.18, annex F), as far as its values are texts, numbers, names or items.
public struct DICOMJSON: Sendable, Equatable {
  /// An element's values.
  public struct Element: Sendable, Equatable {
    /// The values as texts, in their order; those that are absent or of other kinds are left out.
    public var values: [String] = []
    /// The items of a sequence.
    public var items: [DICOMJSON] = []
  }

  /// Elements under their tags, eight digits in upper case: `0020000D`.
  public var elements: [String: Element] = [:]

  /// The first value of an element, without blanks about it; nil where there is none.
  public subscript(tag: String) -> String? {
    guard let text = elements[tag]?.values.first?.trimmingCharacters(in: .whitespacesAndNewlines), !text.isEmpty else {
      return nil
    }
    return text
  }

  /// All data sets of an answer: an array of them, or one.
  ///
  /// - Throws: ``DICOMwebError/malformedAnswer(_:)``.
  static func dataSets(_ answer: Data) throws(DICOMwebError) -> [DICOMJSON] {
    let decoder = JSONDecoder()
    if let found = try? decoder.decode([DICOMJSON].self, from: answer) { return found }
    if let found = try? decoder.decode(DICOMJSON.self, from: answer) { return [found] }
    throw .malformedAnswer("it is not DICOM JSON")
  }
}

extension DICOMJSON: Decodable {
  /// Reads an object whose members are elements; members that are none are left out.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: AnyKey.self)
    for key in container.allKeys {
      elements[key.stringValue.uppercased()] = try? container.decode(Element.self, forKey: key)
    }
  }

  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { nil }
  }
}

extension DICOMJSON.Element: Decodable {
  private enum CodingKeys: String, CodingKey { case value = "Value" }

  /// Reads an element's `Value`; one in bulk or in Base64 has none.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    for value in try container.decodeIfPresent([Value].self, forKey: .value) ?? [] {
      switch value {
      case .text(let text): values.append(text)
      case .item(let item): items.append(item)
      case .none: break
      }
    }
  }

  /// One value: a text, a number, a name in its parts, an item.
  private enum Value: Decodable {
    case text(String)
    case item(DICOMJSON)
    case none

    private struct PersonName: Decodable {
      let alphabetic: String

      enum CodingKeys: String, CodingKey { case alphabetic = "Alphabetic" }
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .none
      } else if let text = try? container.decode(String.self) {
        self = .text(text)
      } else if let whole = try? container.decode(Int.self) {
        self = .text("\(whole)")
      } else if let number = try? container.decode(Double.self) {
        self = .text("\(number)")
      } else if let name = try? container.decode(PersonName.self) {
        self = .text(name.alphabetic)
      } else {
        self = (try? container.decode(DICOMJSON.self)).map { .item($0) } ?? .none
      }
    }
  }
}
