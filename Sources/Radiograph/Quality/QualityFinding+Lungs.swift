extension QualityFinding {
  /// Looks at where the lungs lie: there, whole, upright, of a fitting size, two of them, dark on light.
  ///
  /// The limits are such that at most one in a hundred of the demonstration's chest X-rays has a finding of a kind;
  /// `docs/lungs.md` has the figures.
  ///
  /// - Returns: findings in the order of ``Code``.
  public static func findings(in outline: LungOutline) -> [QualityFinding] {
    guard outline.isFound else {
      return [
        QualityFinding(.noLungs, "No lungs were found in the picture; what is said of it rests on the whole picture.")
      ]
    }
    var findings: [QualityFinding] = []
    if outline.cutOff > 0.45 {
      findings.append(
        QualityFinding(
          .lungCutOff, "A lung is cut off by the picture's edge, along \(percent(outline.cutOff)) of it."))
    }
    if let widening = outline.widening, widening < -0.32 {
      findings.append(
        QualityFinding(
          .upsideDown, "The picture seems upside down: the lungs are \(percent(-widening)) narrower below than above."))
    }
    if let turn = outline.turn, abs(turn) > 17 {
      findings.append(
        QualityFinding(.turned, "The chest is turned by \(Int(abs(turn).rounded()))° in the picture."))
    }
    if outline.shareOfPicture < 0.1 {
      findings.append(
        QualityFinding(.lungsTooSmall, "The lungs fill only \(percent(outline.shareOfPicture)) of the picture."))
    }
    if outline.shareOfPicture > 0.7 {
      findings.append(
        QualityFinding(.lungsTooLarge, "The lungs fill \(percent(outline.shareOfPicture)) of the picture."))
    }
    if outline.symmetry < 0.4 {
      findings.append(
        QualityFinding(
          .oneLung,
          "One lung is missing or white: the smaller one has \(percent(outline.symmetry)) of the other's area."))
    }
    if outline.contrast < -0.08 {
      findings.append(
        QualityFinding(
          .inverted,
          "The grey levels seem inverted: the lungs are \(percent(-outline.contrast)) brighter than their surroundings."
        ))
    }
    return findings
  }

  private static func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }
}
