import Metrics

/// Figures of models, as bundles and answers have them.
enum MetricSchemas {
  static let all: [String: JSONValue] = [
    "EvaluationReport": Schema.anyOf(Schema.reference("BinaryReport"), Schema.reference("SeveralReport")),
    "ThresholdReport": atThreshold,
    "BinaryReport": Schema.object(
      ["n": Schema.integer, "classes": Schema.list(Schema.text), "at_half": Schema.reference("ThresholdReport")],
      optional: [
        "risk_coverage": Schema.orNull(
          Schema.object([
            "aurc": Schema.number, "coverage": Schema.list(Schema.number), "risk": Schema.list(Schema.number),
          ])), "classification_report": Schema.reference("ClassTable"),
      ]
    ).joined(with: atThreshold),
    "SeveralReport": Schema.object(
      [
        "task": Schema.word(["multi-class", "multi-label"]), "n": Schema.integer, "classes": Schema.list(Schema.text),
        "per_class": Schema.map(Schema.reference("ClassReport")),
        "confidence_intervals": intervals(SeveralFigure.self),
      ],
      optional: [
        "confusion_matrix": Schema.orNull(matrix), "screening": Schema.orNull(Schema.reference("BinaryReport")),
        "pairwise": Schema.orNull(
          Schema.list(Schema.object(["classes": Schema.list(Schema.text), "auroc": Schema.numberOrNull]))),
        "classification_report": Schema.reference("ClassTable"),
      ]
    ).joined(with: figures(SeveralFigure.self)),
    "ClassReport": Schema.object(["n": Schema.integer, "positives": Schema.integer, "unknown": Schema.integer])
      .joined(with: atThreshold),
    "ClassTable": Schema.object([
      "classes": Schema.map(row), "accuracy": Schema.numberOrNull, "micro_avg": Schema.orNull(row), "macro_avg": row,
      "weighted_avg": row,
    ]).described("scikit-learn's classification report."),
    "Evidence": Schema.object([
      "whole": Schema.reference("BinaryReport"), "lungs_hidden": Schema.reference("BinaryReport"),
      "lungs_only": Schema.reference("BinaryReport"), "without_lungs": Schema.integer, "meaning": Schema.text,
    ]).described("Figures with the lungs hidden, and with the lungs alone."),
    "StressFigures": stressFigures,
    "StressKind": Schema.object([
      "kind": Schema.text, "name": Schema.text, "family": Schema.text, "seen": Schema.booleanOrNull,
      "be": Schema.numberOrNull, "rbe": Schema.numberOrNull,
    ]).joined(with: stressFigures),
    "Stress": Schema.object([
      "battery": Schema.text, "threshold": Schema.number, "clean": Schema.reference("StressFigures"),
      "mean": Schema.reference("StressFigures"), "mean_seen": Schema.orNull(Schema.reference("StressFigures")),
      "mean_held_out": Schema.orNull(Schema.reference("StressFigures")),
      "kinds": Schema.list(Schema.reference("StressKind")), "worst": Schema.orNull(Schema.reference("StressKind")),
      "be": Schema.numberOrNull, "rbe": Schema.numberOrNull,
    ]).described("Figures on pictures that are changed as other films differ."),
    "GroupReport": Schema.object([
      "attribute": Schema.text, "unknown": Schema.integer,
      "groups": Schema.list(
        Schema.object([
          "name": Schema.text, "n": Schema.integer, "positives": Schema.integer, "patients": Schema.integer,
          "report": Schema.orNull(Schema.reference("BinaryReport")),
        ])),
      "gaps": Schema.list(
        Schema.object([
          "measure": Schema.word(of: GroupGap.Measure.self), "highest": side, "lowest": side,
          "difference": Schema.number, "interval": Schema.orNull(Schema.interval),
        ])),
    ]),
    "OperatingPoint": Schema.object(
      [
        "threshold": Schema.number, "criterion": Schema.text, "chosen_on": Schema.text, "n": Schema.integer,
        "positives": Schema.integer,
      ],
      optional: [
        "sensitivity": Schema.numberOrNull, "specificity": Schema.numberOrNull,
        "stability": Schema.orNull(
          Schema.object([
            "median": Schema.number, "interval": Schema.interval, "scatter": Schema.number, "weight": Schema.number,
            "resamples": Schema.integer,
          ])),
      ]),
    "Calibration": Schema.object(
      [
        "temperature": Schema.number, "determined": Schema.boolean, "n": Schema.integer,
        "log_loss_before": Schema.number, "log_loss_after": Schema.number,
      ], optional: ["probability_limit": Schema.numberOrNull]),
  ]

  /// A figure each, null where it is not defined; files of older bundles may lack some.
  private static func figures<Figures: RawRepresentable<String> & CaseIterable>(_ type: Figures.Type) -> JSONValue {
    properties(type, Schema.numberOrNull)
  }

  private static func intervals<Figures: RawRepresentable<String> & CaseIterable>(_ type: Figures.Type) -> JSONValue {
    properties(type, Schema.orNull(Schema.interval)).described("95 % intervals.")
  }

  private static func properties<Figures: RawRepresentable<String> & CaseIterable>(
    _ type: Figures.Type, _ schema: JSONValue
  ) -> JSONValue {
    let names = type.allCases.map(\.rawValue)
    return ["type": "object", "properties": .object(Dictionary(names.map { ($0, schema) }) { first, _ in first })]
  }

  private static let matrix = Schema.list(Schema.list(Schema.integer))

  private static let atThreshold = Schema.object([
    "threshold": Schema.number, "confusion_matrix": matrix.described("[[TN, FP], [FN, TP]]"),
    "confidence_intervals": intervals(Figure.self),
  ]).joined(with: figures(Figure.self))

  private static let row = Schema.object([
    "precision": Schema.numberOrNull, "recall": Schema.numberOrNull, "f1": Schema.numberOrNull,
    "support": Schema.integer,
  ])

  private static let stressFigures = Schema.object([
    "n": Schema.integer, "auroc": Schema.numberOrNull, "balanced_accuracy": Schema.numberOrNull,
    "sensitivity": Schema.numberOrNull, "specificity": Schema.numberOrNull, "ece": Schema.numberOrNull,
    "refused": Schema.numberOrNull, "unlike": Schema.numberOrNull,
    "confidence_intervals": Schema.object([
      "auroc": Schema.orNull(Schema.interval), "balanced_accuracy": Schema.orNull(Schema.interval),
    ]),
  ])

  private static let side = Schema.object(["group": Schema.text, "value": Schema.number])
}
