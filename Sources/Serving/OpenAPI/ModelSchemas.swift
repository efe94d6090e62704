/// What is told of models.
enum ModelSchemas {
  static let all: [String: JSONValue] = [
    "ModelInfo": info.with(["examples": [infoExample]]),
    "Models": models.with(["examples": [modelsExample]]),
    "Preprocessing": Schema.object(
      [
        "color": Schema.word(["grayscale", "rgb"]), "steps": Schema.list(step),
        "mean": Schema.list(Schema.number), "std": Schema.list(Schema.number), "fast_decode": Schema.boolean,
      ], optional: ["dicom_levels": Schema.word(["shown", "stored"])]
    ).described("The way from a picture to the network's input."),
    "ModelFinding": Schema.object(
      [
        "name": Schema.text, "calibration": Schema.reference("Calibration"),
        "operating_point": Schema.reference("OperatingPoint"),
      ], optional: ["temperature_interval": Schema.orNull(Schema.interval)]),
    "Evaluation": Schema.object(
      ["history": Schema.list(Schema.map(Schema.number)), "validation": Schema.reference("PartOutcome")],
      optional: ["test": Schema.orNull(Schema.reference("PartOutcome"))]
    ).with([
      "examples": [
        [
          "history": [["epoch": 1, "train_loss": 0.34, "val_loss": 0.22]],
          "validation": ["labels": [0, 1], "probabilities": [0.06, 0.93]],
          "test": ["labels": [0, 1], "probabilities": [0.04, 0.97]],
        ]
      ]
    ]),
    "PartOutcome": Schema.object(
      ["labels": Schema.list(Schema.integer), "probabilities": Schema.list(Schema.number)],
      optional: [
        "findings": Schema.orNull(
          Schema.list(
            Schema.object([
              "name": Schema.text, "labels": Schema.list(Schema.integer), "probabilities": Schema.list(Schema.number),
            ])))
      ]
    ).described("The true classes and the probabilities of one part of the data, picture by picture."),
  ]

  // MARK: - /model-info

  private static let info = Schema.object(
    [
      "name": Schema.text, "version": Schema.integer, "architecture": Schema.text,
      "classes": Schema.list(Schema.text), "positive_class": Schema.text, "input": Schema.reference("Preprocessing"),
      "input_shape": Schema.list(Schema.integer),
      "metrics": Schema.object(
        [:],
        optional: [
          "validation": Schema.orNull(Schema.reference("EvaluationReport")),
          "test": Schema.orNull(Schema.reference("EvaluationReport")),
          "evidence": Schema.orNull(Schema.reference("Evidence")), "stress": Schema.orNull(Schema.reference("Stress")),
          "groups": Schema.orNull(Schema.list(Schema.reference("GroupReport"))),
        ]), "operating_point": Schema.reference("OperatingPoint"), "calibration": Schema.reference("Calibration"),
      "population": Schema.orNull(
        Schema.object(
          [:],
          optional: ["minimum_age_years": Schema.numberOrNull, "maximum_age_years": Schema.numberOrNull])),
      "precision": Schema.text, "agreement": Schema.orNull(Schema.reference("PrecisionAgreement")),
      "created": Schema.time,
      "provenance": Schema.object([
        "recipe": Schema.text, "seed": Schema.integer, "software": Schema.map(Schema.text),
        "data": Schema.object(
          [
            "name": Schema.text, "images": Schema.map(Schema.map(Schema.integer)),
            "patients": Schema.map(Schema.integer), "notes": Schema.list(Schema.text),
          ], optional: ["fingerprint": Schema.textOrNull]),
      ]),
    ],
    optional: [
      "calibrated": Schema.boolean.described("false of an imported model that no data were given with."),
      "task": Schema.word(["multi-class", "multi-label"]).described("Left out where there are two classes."),
      "negative_class": Schema.text, "findings": Schema.list(Schema.reference("ModelFinding")),
    ])

  /// A step is an object with one key, its name.
  private static let step = Schema.object(
    [:],
    optional: [
      "resize": size, "resize_bilinear": size, "resize_shorter_side": Schema.integer, "center_crop": size,
      "letterbox": Schema.object(["width": Schema.integer, "height": Schema.integer, "fill": Schema.integer]),
      "clahe": Schema.object(["clip_limit": Schema.number, "tiles": Schema.integer]),
      "equalize_histogram": nothing, "min_max": nothing,
      "lungs": Schema.object(
        [:],
        optional: [
          "network": Schema.text, "crop": Schema.object(["margin": Schema.number]), "mask": Schema.text,
          "fill": Schema.text,
        ]),
    ])

  private static let size = Schema.object(["width": Schema.integer, "height": Schema.integer])
  private static let nothing: JSONValue = ["type": "object", "properties": [:]]

  private static let infoExample: JSONValue = [
    "name": "pneumonia", "version": 3, "architecture": "resnet18", "classes": ["NORMAL", "PNEUMONIA"],
    "positive_class": "PNEUMONIA",
    "input": [
      "color": "rgb", "steps": [["resize": ["width": 224, "height": 224]]], "mean": [0.485, 0.456, 0.406],
      "std": [0.229, 0.224, 0.225], "fast_decode": false,
    ], "input_shape": [3, 224, 224], "metrics": [:],
    "operating_point": pointExample,
    "calibration": [
      "temperature": 1.21, "determined": true, "n": 507, "log_loss_before": 0.118, "log_loss_after": 0.112,
    ], "population": .null, "precision": "f32", "agreement": .null, "created": "2026-11-01T09:30:00Z",
    "provenance": [
      "recipe": "model: {architecture: resnet18}", "seed": 101010, "software": ["hilum": "0.1.0"],
      "data": [
        "name": "chest_xray", "fingerprint": .null, "images": ["train": ["NORMAL": 1000, "PNEUMONIA": 1025]],
        "patients": ["train": 1480], "notes": [],
      ],
    ],
  ]

  private static let pointExample: JSONValue = [
    "threshold": 0.41, "criterion": "youden", "chosen_on": "validation", "n": 507, "positives": 254,
    "sensitivity": 0.96, "specificity": 0.94,
  ]

  // MARK: - /models

  private static let models = Schema.object([
    "models": Schema.list(
      Schema.object([
        "name": Schema.text, "default_version": Schema.integerOrNull, "versions": Schema.list(version),
      ]))
  ])

  private static let version = Schema.object(
    [
      "version": Schema.integer,
      "state": Schema.word(["ready", "shadow", "canary", "loading", "unloaded", "failed"]),
      "error": Schema.textOrNull, "architecture": Schema.textOrNull,
      "classes": Schema.orNull(Schema.list(Schema.text)), "positive_class": Schema.textOrNull,
      "metrics": Schema.orNull(Schema.reference("EvaluationReport")),
      "evidence": Schema.orNull(Schema.reference("Evidence")), "stress": Schema.orNull(Schema.reference("Stress")),
      "operating_point": Schema.orNull(Schema.reference("OperatingPoint")), "created": Schema.textOrNull,
      "precision": Schema.textOrNull, "agreement": Schema.orNull(Schema.reference("PrecisionAgreement")),
      "has": Schema.object(["card": Schema.boolean, "report": Schema.boolean, "evaluation": Schema.boolean]),
    ],
    optional: [
      "task": Schema.word(["multi-class", "multi-label"]).described("Left out where there are two classes."),
      "shadow": Schema.object([
        "n": Schema.integer, "agreement": Schema.numberOrNull, "mean_difference": Schema.numberOrNull,
        "mean_absolute_difference": Schema.numberOrNull, "largest_difference": Schema.number,
      ]).described("How a version that reads along compares with what was answered."),
    ])

  private static let modelsExample: JSONValue = [
    "models": [
      [
        "name": "pneumonia", "default_version": 3,
        "versions": [
          [
            "version": 3, "state": "ready", "error": .null, "architecture": "resnet18",
            "classes": ["NORMAL", "PNEUMONIA"], "positive_class": "PNEUMONIA", "metrics": .null, "evidence": .null,
            "stress": .null, "operating_point": pointExample, "created": "2026-11-01T09:30:00Z", "precision": "f32",
            "agreement": .null, "has": ["card": true, "report": true, "evaluation": true],
          ]
        ],
      ]
    ]
  ]
}
