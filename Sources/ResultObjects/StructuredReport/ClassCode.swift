/// What a model's classes are in SNOMED CT.
package enum ClassCode {
  /// A class as others code it.
  package struct Code: Sendable, Equatable {
    /// The code.
    package let value: String
    /// SCT, or 99HILUM for a class that stands for nothing known here.
    package let scheme: String
    /// What the code means.
    package let meaning: String
  }

  /// The code of a class, found by its name in any case, with any marks between its words.
  package static func code(of name: String) -> Code {
    let concept = concept(of: name)
    return Code(value: concept.value, scheme: concept.scheme.rawValue, meaning: concept.meaning)
  }

  /// The concept of a class; one that is not in the table is coded by its own name.
  static func concept(of name: String) -> ConceptCode {
    let key = String(name.uppercased().filter { $0.isLetter || $0.isNumber })
    if let known = known[key] { return known }
    // A backslash parts values.
    let plain = name.replacing("\\", with: "/")
    return ConceptCode(plain, .hilum, plain)
  }

  private static let known: [String: ConceptCode] = {
    var known: [String: ConceptCode] = [:]
    for (names, code, meaning) in table {
      for name in names { known[name] = ConceptCode(code, .snomed, meaning) }
    }
    return known
  }()

  private static let table: [(names: [String], code: String, meaning: String)] = [
    (["PNEUMONIA"], "233604007", "Pneumonia"),
    (["BACTERIALPNEUMONIA", "PNEUMONIABACTERIAL", "BACTERIAL"], "53084003", "Bacterial pneumonia"),
    (["VIRALPNEUMONIA", "PNEUMONIAVIRAL", "VIRAL"], "75570004", "Viral pneumonia"),
    (["COVID", "COVID19"], "840539006", "COVID-19"),
    (["TUBERCULOSIS", "TB"], "56717001", "Tuberculosis"),
    (["EFFUSION", "PLEURALEFFUSION"], "60046008", "Pleural effusion"),
    (["PNEUMOTHORAX"], "36118008", "Pneumothorax"),
    (["ATELECTASIS"], "46621007", "Atelectasis"),
    (["CARDIOMEGALY"], "8186001", "Cardiomegaly"),
    (["EDEMA", "PULMONARYEDEMA", "OEDEMA", "PULMONARYOEDEMA"], "19242006", "Pulmonary edema"),
    (["CONSOLIDATION", "LUNGCONSOLIDATION"], "95436008", "Lung consolidation"),
    (["EMPHYSEMA"], "87433001", "Pulmonary emphysema"),
    (["NORMAL", "NOFINDING", "NOFINDINGS", "HEALTHY"], "17621005", "Normal"),
    (["ABNORMAL"], "263654008", "Abnormal"),
  ]
}
