/// The schemas that answers refer to.
enum OpenAPISchemas {
  private static let text: JSONValue = ["type": "string"]
  private static let textOrNull: JSONValue = ["type": ["string", "null"]]
  private static let number: JSONValue = ["type": "number"]

  static let all: JSONValue = [
    "Error": [
      "type": "object", "required": ["error"],
      "properties": [
        "error": [
          "type": "object", "required": ["code", "message", "request_id"],
          "properties": [
            "code": text, "message": text, "request_id": text, "reasons": ["type": "array", "items": text],
          ],
        ]
      ],
    ],
    "ProtocolError": ["type": "object", "required": ["error"], "properties": ["error": text]],
    "Health": [
      "type": "object", "required": ["status", "version", "uptime_seconds", "models"],
      "properties": ["status": text, "version": text, "uptime_seconds": number, "models": ["type": "integer"]],
    ],
    "Reading": [
      "type": "object",
      "required": [
        "prediction", "confidence", "probabilities", "decision", "in_distribution", "quality", "model", "lungs",
        "heatmap",
        "milliseconds", "request_id",
      ],
      "properties": [
        "prediction": text, "confidence": number,
        "probabilities": ["type": "object", "additionalProperties": number],
        "decision": [
          "type": "object", "required": ["positive", "threshold", "margin"],
          "properties": ["positive": ["type": "boolean"], "threshold": number, "margin": number],
        ],
        "in_distribution": ["type": ["boolean", "null"]], "quality": ["type": "array", "items": text],
        "model": [
          "type": "object", "required": ["name", "version"],
          "properties": ["name": text, "version": ["type": "integer"]],
        ],
        "uncertainty": [
          "type": "object", "description": "Standard deviations of the probability, where they were measured.",
          "properties": ["disagreement": number, "repeatability": number, "dropout": number],
        ],
        "lungs": [
          "type": ["object", "null"],
          "required": ["found", "boxes", "share_of_picture", "symmetry", "heat_in_lungs", "note"],
          "properties": [
            "found": ["type": "boolean"],
            "boxes": ["type": "array", "items": ["type": "array", "items": number]],
            "share_of_picture": number, "symmetry": number, "heat_in_lungs": ["type": ["number", "null"]],
            "note": ["type": ["string", "null"]],
            "outline": ["type": "object", "description": "Run lengths (COCO) and polygons, with explain."],
            "zones": [
              "type": "object", "additionalProperties": number,
              "description": "Of a positive call, with explain or report: the heat's shares in six zones of the lungs.",
            ],
          ],
        ],
        "report": [
          "type": "object", "required": ["findings", "impression"], "description": "Plain sentences, with report.",
          "properties": [
            "findings": ["type": "array", "items": text], "impression": ["type": "array", "items": text],
          ],
        ],
        "task": [
          "type": "string", "enum": ["multi-class", "multi-label"],
          "description": "Left out where there are two classes.",
        ],
        "findings": [
          "type": "array",
          "description": "Each class or finding, in the model's order; left out where there are two classes.",
          "items": ["$ref": "#/components/schemas/Finding"],
        ],
        "heatmap": ["type": ["string", "null"], "description": "A data URI with a PNG file."],
        "heatmaps": [
          "type": "object", "additionalProperties": text, "description": "With class=all, data URIs by class.",
        ],
        "milliseconds": number, "request_id": text,
      ],
    ],
    "ExplanationMethods": [
      "type": "object", "required": ["model", "methods", "layers", "colors", "waiting", "seconds"],
      "properties": [
        "model": [
          "type": "object", "required": ["name", "version"],
          "properties": ["name": text, "version": ["type": "integer"]],
        ],
        "methods": [
          "type": "array",
          "items": [
            "type": "object", "required": ["name", "slow", "layers"],
            "properties": [
              "name": text, "slow": ["type": "boolean", "description": "Whether it waits for its turn."],
              "layers": ["type": "integer", "description": "How many layers may be chosen."],
            ],
          ],
        ],
        "layers": ["type": "array", "items": text], "colors": ["type": "array", "items": text],
        "waiting": ["type": "integer"], "seconds": number,
      ],
    ],
    "Features": [
      "type": "object", "required": ["features", "model", "request_id"],
      "properties": [
        "features": ["type": "array", "items": number],
        "model": [
          "type": "object", "required": ["name", "version"],
          "properties": ["name": text, "version": ["type": "integer"]],
        ],
        "request_id": text,
      ],
    ],
    "ManyFeatures": [
      "type": "object", "required": ["results"],
      "properties": [
        "results": [
          "type": "array",
          "items": ["anyOf": [["$ref": "#/components/schemas/Features"], ["$ref": "#/components/schemas/Refusal"]]],
        ]
      ],
    ],
    "Refusal": [
      "type": "object", "required": ["error"],
      "properties": [
        "error": [
          "type": "object", "required": ["code", "message"],
          "properties": ["code": text, "message": text, "reasons": ["type": "array", "items": text]],
        ]
      ],
    ],
    "Finding": [
      "type": "object", "required": ["name", "probability", "decision", "threshold", "interval"],
      "properties": [
        "name": text, "probability": number, "decision": ["type": "boolean"], "threshold": number,
        "interval": [
          "type": ["array", "null"], "items": number,
          "description": "The probability over the 95 % interval of the temperature.",
        ],
      ],
    ],
    "Readings": [
      "type": "object", "required": ["results"],
      "properties": ["results": ["type": "array", "items": ["type": "object"]]],
    ],
    "CompactReading": [
      "type": "object", "required": ["predicted_class", "best_prob", "probs"],
      "properties": ["predicted_class": text, "best_prob": number, "probs": ["type": "array", "items": number]],
    ],
    "Archive": [
      "type": "object", "required": ["node", "counts", "objects", "next"],
      "properties": [
        "node": [
          "type": "object", "required": ["ae_title", "port", "accepting", "free_bytes"],
          "properties": [
            "ae_title": text, "port": ["type": "integer"], "accepting": ["type": "boolean"],
            "free_bytes": ["type": ["integer", "null"]],
          ],
        ],
        "counts": ["type": "object", "additionalProperties": ["type": "integer"]],
        "objects": ["type": "array", "items": ["$ref": "#/components/schemas/ArchivedObject"]],
        "next": ["type": ["string", "null"]],
      ],
    ],
    "ArchivedObject": [
      "type": "object",
      "required": [
        "id", "received", "calling_ae", "modality", "view", "body_part", "study_date", "accession_number", "state",
        "prediction", "probability", "positive", "refused", "error", "attempts", "next_attempt", "deliveries",
      ],
      "properties": [
        "id": text, "received": text, "calling_ae": text, "modality": textOrNull, "view": textOrNull,
        "body_part": textOrNull, "study_date": textOrNull, "accession_number": textOrNull,
        "state": ["type": "string", "enum": ["waiting", "reading", "sending", "done", "failed"]],
        "prediction": textOrNull, "probability": ["type": ["number", "null"]],
        "positive": ["type": ["boolean", "null"]], "refused": ["type": "boolean"], "error": textOrNull,
        "attempts": ["type": "integer"], "next_attempt": textOrNull,
        "deliveries": [
          "type": "array",
          "items": [
            "type": "object", "required": ["kind", "destination", "state", "attempts", "next_attempt", "error"],
            "properties": [
              "kind": text, "destination": text,
              "state": ["type": "string", "enum": ["waiting", "sent", "failed"]], "attempts": ["type": "integer"],
              "next_attempt": textOrNull, "error": textOrNull,
            ],
          ],
        ],
      ],
    ],
    "ReportText": [
      "type": "object", "required": ["findings", "impression"],
      "properties": [
        "findings": ["type": "array", "items": text], "impression": ["type": "array", "items": text],
      ],
    ],
    "Models": [
      "type": "object", "required": ["models"],
      "properties": ["models": ["type": "array", "items": ["type": "object", "required": ["name", "versions"]]]],
    ],
    "InferenceRequest": [
      "type": "object", "required": ["inputs"],
      "properties": [
        "id": text,
        "inputs": [
          "type": "array",
          "items": [
            "type": "object", "required": ["name", "shape", "datatype"],
            "properties": [
              "name": text, "datatype": text, "shape": ["type": "array", "items": ["type": "integer"]],
              "data": ["type": "array"], "parameters": ["type": "object"],
            ],
          ],
        ],
        "outputs": ["type": "array", "items": ["type": "object", "required": ["name"]]],
        "parameters": ["type": "object"],
      ],
    ],
  ]
}
