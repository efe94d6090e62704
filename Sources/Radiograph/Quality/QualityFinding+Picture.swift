extension QualityFinding {
  /// Looks at the picture itself: colour, blankness, contrast, shape, size, a frame.
  ///
  /// The limits lie well outside of what 3,230 chest X-rays show (contrast at least 0.36 of the range, the commonest of 64
  /// ranges of grey at most 0.29 of the pixels, sides at most 1.78 to 1); `docs/inference.md` has what they find.
  ///
  /// - Returns: findings in the order of ``Code``.
  public static func findings(in radiograph: Radiograph) -> [QualityFinding] {
    let statistics = PictureStatistics(radiograph)
    var findings: [QualityFinding] = []
    if statistics.coloredShare > 0.05 {
      findings.append(QualityFinding(.colorPicture, "This is not a radiograph: it is a colour picture."))
    }
    if statistics.contrast < 0.04 {
      findings.append(QualityFinding(.blankPicture, "This is not a radiograph: it is blank."))
    } else if statistics.commonestShare > 0.4, statistics.commonestLevel > 0.5 {
      findings.append(
        QualityFinding(
          .pageLike, "This is not a radiograph: most of it is one light tone, like a page or a screenshot."))
    } else if statistics.contrast < 0.25 {
      findings.append(QualityFinding(.lowContrast, "The picture has very little contrast."))
    }
    if statistics.aspect > 2.2 {
      findings.append(QualityFinding(.unusualAspect, "The picture is much longer on one side than on the other."))
    }
    if statistics.shorterSide < 64 {
      findings.append(
        QualityFinding(.tooSmall, "The picture is only \(statistics.shorterSide) pixels on its shorter side."))
    }
    if statistics.contrast >= 0.04, let frame = FilmFrame(of: radiograph) {
      let size = [frame.film.width, frame.film.height].map { "\(Int((100 * $0).rounded()))" }.joined(separator: " × ")
      findings.append(
        QualityFinding(
          .framed, "The film lies in a frame: it is \(size) % of the picture. Cut it out ('hilum inspect --film PNG').")
      )
    }
    return findings
  }
}
