/// What `/predict` answers.
enum ReadingSchemas {
  static let all: [String: JSONValue] = [
    "Reading": reading.with(["examples": [example]]),
    "Readings": Schema.object([
      "results": Schema.list(
        Schema.anyOf(
          Schema.reference("Reading"), Schema.reference("CompactReading"), Schema.reference("FailedReading")))
    ]).with(["examples": [["results": [example, failure]]]]),
    "CompactReading": Schema.object([
      "predicted_class": Schema.text, "best_prob": Schema.number, "probs": Schema.list(Schema.number),
    ]).with(["examples": [["predicted_class": "PNEUMONIA", "best_prob": 0.9481, "probs": [0.0519, 0.9481]]]]),
    "FailedReading": Schema.object([
      "error": Schema.object(
        ["code": Schema.text, "message": Schema.text], optional: ["reasons": Schema.list(Schema.text)])
    ]).with(["examples": [failure]]).described("One of several pictures that could not be read."),
    "Finding": Schema.object([
      "name": Schema.text, "probability": Schema.number, "decision": Schema.boolean, "threshold": Schema.number,
      "interval": Schema.orNull(Schema.interval)
        .described("The probability over the 95 % interval of the temperature."),
    ]),
    "Lungs": lungs,
    "ReportText": Schema.object(["findings": Schema.list(Schema.text), "impression": Schema.list(Schema.text)]).with([
      "examples": [
        ["findings": ["Heat in the right lower zone."], "impression": ["Pneumonia: positive, probability 0.95."]]
      ]
    ]),
  ]

  private static let reading = Schema.object(
    [
      "prediction": Schema.text.described("The likeliest class, or the leading finding."),
      "confidence": Schema.number.described("Its calibrated probability."),
      "probabilities": Schema.map(Schema.number),
      "decision": Schema.object([
        "positive": Schema.boolean, "threshold": Schema.number, "margin": Schema.number,
      ]),
      "in_distribution": Schema.booleanOrNull, "quality": Schema.list(Schema.text),
      "model": Schema.object(["name": Schema.text, "version": Schema.integer]),
      "lungs": Schema.orNull(Schema.reference("Lungs")),
      "heatmap": Schema.textOrNull.described("With explain, a data URI with a PNG file."),
      "milliseconds": Schema.number, "request_id": Schema.text,
    ],
    optional: [
      "ensemble": Schema.object(["members": Schema.integer, "spread": Schema.number]),
      "uncertainty": Schema.object(
        [:],
        optional: ["disagreement": Schema.number, "repeatability": Schema.number, "dropout": Schema.number]
      ).described("Standard deviations of the probability, where they were measured."),
      "report": Schema.reference("ReportText").described("Plain sentences, with report."),
      "task": Schema.word(["multi-class", "multi-label"]).described("Left out where there are two classes."),
      "findings": Schema.list(Schema.reference("Finding")).described(
        "Each class or finding, in the model's order; left out where there are two classes."),
      "heatmaps": Schema.map(Schema.text).described("With class=all, data URIs by class."),
    ])

  private static let lungs = Schema.object(
    [
      "found": Schema.boolean,
      "boxes": Schema.list(Schema.list(Schema.number).with(["minItems": 4, "maxItems": 4])).described(
        "[x0, y0, x1, y1] in shares of width and height."),
      "share_of_picture": Schema.number, "symmetry": Schema.number, "heat_in_lungs": Schema.numberOrNull,
      "note": Schema.textOrNull,
    ],
    optional: [
      "outline": Schema.object([
        "size": Schema.list(Schema.integer), "counts": Schema.list(Schema.integer),
        "polygons": Schema.list(Schema.list(Schema.list(Schema.number))),
      ]).described("Run lengths (COCO) and polygons, with explain."),
      "zones": Schema.map(Schema.number).described(
        "Of a positive call, with explain or report: the heat's shares in six zones of the lungs."),
    ])

  private static let example: JSONValue = [
    "prediction": "PNEUMONIA", "confidence": 0.9481, "probabilities": ["NORMAL": 0.0519, "PNEUMONIA": 0.9481],
    "decision": ["positive": true, "threshold": 0.41, "margin": 0.5381], "in_distribution": true, "quality": [],
    "model": ["name": "pneumonia", "version": 3], "lungs": .null, "heatmap": .null, "milliseconds": 14.2,
    "request_id": "5f0c2f5f9a1b4c0e",
  ]

  private static let failure: JSONValue = [
    "error": ["code": "unsupported_media_type", "message": "the file is neither JPEG nor PNG nor DICOM"]
  ]
}
