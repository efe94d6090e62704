/// What is told of readings that were kept.
enum AuditSchemas {
  static let all: [String: JSONValue] = [
    "Feedback": Schema.object([
      "request_id": Schema.text,
      "label": Schema.anyOf(Schema.text, Schema.list(Schema.text))
        .described("A class; of a model of findings those that are there, as a list."),
    ]).with(["examples": [["request_id": "5f0c2f5f9a1b4c0e", "label": "NORMAL"]]]),
    "History": Schema.object(["readings": Schema.list(reading), "next": Schema.integerOrNull]).with([
      "examples": [["readings": [example], "next": .null]]
    ]),
    "FeedbackReport": Schema.object([
      "n": Schema.integer, "with_feedback": Schema.integer,
      "confusion_matrix": Schema.list(Schema.list(Schema.integer)).described("[[TN, FP], [FN, TP]]"),
      "sensitivity": Schema.numberOrNull, "specificity": Schema.numberOrNull, "accuracy": Schema.numberOrNull,
    ]).with([
      "examples": [
        [
          "n": 120, "with_feedback": 10, "confusion_matrix": [[4, 1], [0, 5]], "sensitivity": 1, "specificity": 0.8,
          "accuracy": 0.9,
        ]
      ]
    ]),
  ]

  private static let reading = Schema.object(
    [
      "id": Schema.text, "time": Schema.time, "model": Schema.text, "version": Schema.integer,
      "prediction": Schema.text, "probability": Schema.number, "positive": Schema.boolean,
      "milliseconds": Schema.number, "feedback": Schema.textOrNull,
    ],
    optional: [
      "task": Schema.word(["multi-class", "multi-label"]).described("Left out where there are two classes."),
      "findings": Schema.orNull(
        Schema.list(
          Schema.object([
            "name": Schema.text, "probability": Schema.number, "decision": Schema.boolean, "threshold": Schema.number,
          ]))),
      "feedback_findings": Schema.orNull(Schema.list(Schema.text)),
    ])

  private static let example: JSONValue = [
    "id": "5f0c2f5f9a1b4c0e", "time": "2026-11-01T09:31:00Z", "model": "pneumonia", "version": 3,
    "prediction": "PNEUMONIA", "probability": 0.9481, "positive": true, "milliseconds": 14.2, "feedback": "NORMAL",
  ]
}
