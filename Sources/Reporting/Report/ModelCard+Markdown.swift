import Metrics

extension ModelCard {
  /// The card as Markdown, for `MODEL_CARD.md`.
  public var markdown: String {
    var card = MarkdownDocument()
    card.heading(1, "Model card: \(report.title)")
    card.emphasized(Report.disclaimer)
    if !report.summary.isEmpty { card.paragraph(report.summary) }
    card.heading(2, "Model details")
    card.table(header: ["Detail", "Value"], rows: (report.facts + details).map { [$0.name, $0.value] })
    card.heading(2, "Intended use")
    card.paragraph(intendedUse)
    card.paragraph("Out of scope:")
    card.list(outOfScope)
    factors(&card)
    metrics(&card)
    data(&card)
    analyses(&card)
    card.heading(2, "Ethical considerations")
    card.paragraph(
      """
      A missed pneumonia can harm, and so can a healthy person treated. The model does not know the patient's history, \
      symptoms or earlier images, and must not replace those who do. The images it learnt from are of people; use them as \
      their licence says and do not try to find out who they are.
      """)
    card.heading(2, "Caveats and recommendations")
    card.list(limits + report.notes)
    return card.text
  }
}

// MARK: - Sections

extension ModelCard {
  private func factors(_ card: inout MarkdownDocument) {
    card.heading(2, "Factors")
    let attributes = report.groups.filter { !$0.groups.isEmpty }.map(\.attribute)
    card.paragraph(
      attributes.isEmpty
        ? "No subgroups were measured: the data name none. Performance may differ by age, sex, view and device."
        : "Measured by subgroup: \(attributes.joined(separator: ", ")). Others, such as the device, may matter too.")
  }

  private func metrics(_ card: inout MarkdownDocument) {
    card.heading(2, "Metrics")
    card.paragraph(
      """
      Sensitivity is the share of truly positive images that are called positive, specificity that of truly negative ones \
      called negative. All figures have 95 % bootstrap intervals; patients are drawn where they are known.
      """)
    if let point = report.operatingPoint {
      card.heading(3, "Threshold")
      card.paragraph(point.rationale)
      if let tradeOff = report.operatingTradeOff { card.paragraph(tradeOff.rationale) }
    }
    if let selective = report.evaluations.first?.report.riskCoverage?.rationale {
      card.heading(3, "The surest")
      card.paragraph(selective)
    }
    card.heading(3, "Calibration")
    card.paragraph(report.calibration?.rationale ?? "Probabilities are the network's own; they were not calibrated.")
    if let evidence = report.evidence {
      card.heading(3, "Evidence")
      card.paragraph(evidence.meaning)
    }
    if let stress = report.stress?.summary { self.stress(stress, &card) }
    if let sets = report.predictionSets {
      card.heading(3, "Prediction sets")
      card.paragraph(sets.rationale)
    }
  }

  private func stress(_ stress: StressSummary, _ card: inout MarkdownDocument) {
    card.heading(3, "Stress")
    card.paragraph("\(stress.meaning) Measured on \(NumberText.count(stress.clean.n)) validation images, each changed.")
    card.table(
      header: ["Images", "Balanced accuracy", "AUROC", "ECE"],
      rows: stress.rows.map { name, figures in
        [
          name, Estimate(figures.balancedAccuracy, interval: figures.intervals.balancedAccuracy).text(),
          NumberText.fixed(figures.auroc, 3), NumberText.fixed(figures.ece, 3),
        ]
      })
  }

  private func data(_ card: inout MarkdownDocument) {
    card.heading(2, "Training and evaluation data")
    let data = report.data
    if !data.splits.isEmpty {
      card.table(
        header: ["Split"] + data.classes + ["Images", "Patients"],
        rows: data.splits.map { split in
          let counts = data.classes.indices.map { split.images.indices.contains($0) ? split.images[$0] : 0 }
          return [split.name] + (counts + [split.images.reduce(0, +)]).map(NumberText.count)
            + [split.patients.map(NumberText.count) ?? NumberText.absent]
        })
    }
    card.list(data.notes)
  }

  private func analyses(_ card: inout MarkdownDocument) {
    card.heading(2, "Quantitative analyses")
    for evaluation in report.evaluations {
      let measured = evaluation.report
      if let several = evaluation.several { classes(several.report, evaluation.name, &card) }
      card.heading(
        3,
        "\(evaluation.name) set, \(NumberText.count(measured.n)) images"
          + (evaluation.several == nil ? "" : ": is anything found?"))
      card.table(
        header: ["Figure", "At \(NumberText.fixed(measured.threshold, 3))", "At 0.5"],
        rows: ReportSections.figures.map { figure in
          [
            figure.title, Estimate(figure, of: measured.atThreshold).text(),
            figure.needsThreshold ? Estimate(figure, of: measured.atHalf).text() : "",
          ]
        })
      let matrix = measured.confusionMatrix
      card.paragraph(
        """
        At the operating point: \(matrix.truePositives) true positives, \(matrix.falsePositives) false positives, \
        \(matrix.trueNegatives) true negatives, \(matrix.falseNegatives) false negatives.
        """)
    }
    for groups in report.groups where !groups.groups.isEmpty {
      card.heading(3, "By \(groups.attribute)")
      card.table(
        header: [groups.title, "Images"] + Self.groupFigures.map(\.title),
        rows: groups.groups.map { group in
          [group.name, NumberText.count(group.n)]
            + Self.groupFigures.map { figure in
              group.report.map { Estimate(figure, of: $0.atThreshold).text() } ?? "too few"
            }
        })
      if !groups.gaps.isEmpty { card.list(groups.gaps.map(\.sentence)) }
    }
  }

  /// Every class or finding by itself, and all of them.
  private func classes(_ measured: SeveralReport, _ name: String, _ card: inout MarkdownDocument) {
    let figures: [Figure] = [.auroc, .auprc, .sensitivity, .specificity, .ppv, .npv]
    let kind = measured.task == .multilabel ? "findings" : "classes"
    card.heading(3, "\(name) set, \(NumberText.count(measured.n)) images: \(kind)")
    card.table(
      header: ["", "Threshold", "Cases", "Positive", "Unknown"] + figures.map(\.title),
      rows: measured.perClass.map { finding in
        [finding.name, NumberText.fixed(finding.atThreshold.threshold, 3)]
          + [finding.n, finding.positives, finding.unknown].map(NumberText.count)
          + figures.map { Estimate($0, of: finding.atThreshold).text() }
      })
    card.table(
      header: ["Figure over all \(kind)", "Value"],
      rows: SeveralFigure.allCases.filter { measured[$0] != nil }.map {
        [$0.title, Estimate(measured[$0], interval: measured.interval($0)).text()]
      })
  }

  private static let groupFigures: [Figure] = [.auroc, .sensitivity, .specificity, .ece]
}
