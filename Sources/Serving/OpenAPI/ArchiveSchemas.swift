import Archive

/// What is told of objects that came by DICOM.
enum ArchiveSchemas {
  static let all: [String: JSONValue] = [
    "Archive": Schema.object([
      "node": Schema.object([
        "ae_title": Schema.text, "port": Schema.integer, "accepting": Schema.boolean,
        "free_bytes": Schema.integerOrNull,
      ]), "counts": Schema.map(Schema.integer), "objects": Schema.list(Schema.reference("ArchivedObject")),
      "next": Schema.textOrNull,
    ]).with([
      "examples": [
        [
          "node": ["ae_title": "HILUM", "port": 11112, "accepting": true, "free_bytes": 81_200_000_000],
          "counts": ["waiting": 0, "reading": 0, "sending": 0, "done": 1, "failed": 0], "objects": [example],
          "next": .null,
        ]
      ]
    ]),
    "ArchivedObject": Schema.object([
      "id": Schema.text, "received": Schema.time, "calling_ae": Schema.text, "modality": Schema.textOrNull,
      "view": Schema.textOrNull, "body_part": Schema.textOrNull, "study_date": Schema.textOrNull,
      "accession_number": Schema.textOrNull, "state": Schema.word(of: ArchivedObject.State.self),
      "prediction": Schema.textOrNull, "probability": Schema.numberOrNull, "positive": Schema.booleanOrNull,
      "refused": Schema.boolean, "error": Schema.textOrNull, "attempts": Schema.integer,
      "next_attempt": Schema.textOrNull,
      "deliveries": Schema.list(
        Schema.object([
          "kind": Schema.text, "destination": Schema.text, "state": Schema.word(of: Delivery.State.self),
          "attempts": Schema.integer, "next_attempt": Schema.textOrNull, "error": Schema.textOrNull,
        ])),
    ]).with(["examples": [example]]),
  ]

  private static let example: JSONValue = [
    "id": "7", "received": "2026-11-01T09:31:00Z", "calling_ae": "MODALITY", "modality": "DX", "view": "PA",
    "body_part": "CHEST", "study_date": "20261101", "accession_number": .null, "state": "done",
    "prediction": "PNEUMONIA", "probability": 0.9481, "positive": true, "refused": false, "error": .null, "attempts": 1,
    "next_attempt": .null,
    "deliveries": [
      [
        "kind": "sr", "destination": "PACS", "state": "sent", "attempts": 1, "next_attempt": .null, "error": .null,
      ]
    ],
  ]
}
