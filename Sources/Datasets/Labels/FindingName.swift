/// Names of findings, compared across data sets.
enum FindingName {
  /// Equal for names that mean the same finding: as ``LabelName/key(of:)``, and for the names below.
  static func key(of name: String) -> String {
    let key = LabelName.key(of: name)
    return synonyms[key] ?? key
  }

  /// NIH ChestX-ray14's names of what CheXpert, MIMIC-CXR, VinDr-CXR and PadChest call otherwise.
  private static let synonyms = [
    "pleural effusion": "effusion", "pulmonary fibrosis": "fibrosis", "pulmonary edema": "edema",
    "pulmonary mass": "mass", "lung mass": "mass", "lung nodule": "nodule", "hiatal hernia": "hernia",
  ]
}
