/// Tells from a file's name whose image it is.
///
/// | name | patient | data set |
/// |---|---|---|
/// | `person12_bacteria_46`, `person447_virus_921_1` | `person12`, `person447` | paediatric pneumonia, first release |
/// | `IM-0115-0001`, `IM-0467-0001-0002` | `IM-0115`, `IM-0467` | the same, healthy children |
/// | `NORMAL2-IM-0493-0001` | `NORMAL2-IM-0493` | the same, second series |
/// | `BACTERIA-1008087-0001`, `VIRUS-…`, `NORMAL-…` | `1008087` | the same, third release |
/// | `00000013_026` | `00000013` | NIH ChestX-ray14 |
/// | anything else | the whole name | |
///
/// `IM-0493` and `NORMAL2-IM-0493` are different children: over 404 pairs of the same number their images are no more
/// alike (mean correlation 0.753) than those of numbers that are 7 apart (0.752). The same holds for `person12_bacteria`
/// and `person12_virus` (0.722 and 0.716), but these are grouped all the same, because taking two children for one makes
/// a split coarser whereas taking one for two would leak.
public enum PatientIdentifier {
  /// What a file's name tells.
  public struct Facts: Sendable, Hashable {
    /// Whose image it is.
    public let patient: String
    /// `bacteria` or `virus`, where the name says so.
    public let subtype: String?
  }

  /// What the name of a file tells; folders and extension do not count.
  public static func facts(fileName: String) -> Facts {
    let stem = Self.stem(of: fileName)
    return person(stem) ?? series(stem) ?? disease(stem) ?? nih(stem) ?? Facts(patient: stem, subtype: nil)
  }

  // MARK: - Rules

  /// A name like `person12_bacteria_46`.
  private static func person(_ stem: String) -> Facts? {
    let parts = stem.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[0].hasPrefix("person"), isNumber(parts[0].dropFirst(6)), isNumber(parts[2]),
      ["bacteria", "virus"].contains(parts[1])
    else { return nil }
    return Facts(patient: String(parts[0]), subtype: String(parts[1]))
  }

  /// A name like `IM-0115-0001` or `NORMAL2-IM-0493-0001`.
  private static func series(_ stem: String) -> Facts? {
    var parts = stem.split(separator: "-", omittingEmptySubsequences: false)
    let prefix = parts.first == "NORMAL2" ? "NORMAL2-" : ""
    if !prefix.isEmpty { parts.removeFirst() }
    guard parts.count >= 3, parts[0] == "IM", isNumber(parts[1]), parts[2].first?.isASCIIDigit == true else {
      return nil
    }
    return Facts(patient: "\(prefix)IM-\(parts[1])", subtype: nil)
  }

  /// A name like `BACTERIA-1008087-0001`.
  private static func disease(_ stem: String) -> Facts? {
    let parts = stem.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, ["NORMAL", "BACTERIA", "VIRUS"].contains(parts[0]), isNumber(parts[1]), isNumber(parts[2])
    else { return nil }
    return Facts(patient: String(parts[1]), subtype: parts[0] == "NORMAL" ? nil : parts[0].lowercased())
  }

  /// A name like `00000013_026`.
  private static func nih(_ stem: String) -> Facts? {
    let parts = stem.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == 8, parts[1].count == 3, isNumber(parts[0]), isNumber(parts[1]) else {
      return nil
    }
    return Facts(patient: String(parts[0]), subtype: nil)
  }

  // MARK: - Names

  private static func stem(of fileName: String) -> String {
    let name = fileName.split(separator: "/").last.map(String.init) ?? fileName
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    let suffix = name[name.index(after: dot)...]
    // A DICOM file is often named by its UID (1.2.840.10008.1): digits are no extension.
    return isNumber(suffix) ? name : String(name[..<dot])
  }

  private static func isNumber(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.allSatisfy(\.isASCIIDigit)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
