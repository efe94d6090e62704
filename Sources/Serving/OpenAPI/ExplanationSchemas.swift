/// What is told of explanations, and of features.
enum ExplanationSchemas {
  static let all: [String: JSONValue] = [
    "ExplanationMethods": Schema.object([
      "model": model,
      "methods": Schema.list(
        Schema.object([
          "name": Schema.text, "slow": Schema.boolean.described("Whether it waits for its turn."),
          "layers": Schema.integer.described("How many layers may be chosen."),
        ])),
      "layers": Schema.list(Schema.text), "colors": Schema.list(Schema.text),
      "waiting": Schema.integer,
      "seconds": Schema.number,
    ]).with([
      "examples": [
        [
          "model": ["name": "pneumonia", "version": 3],
          "methods": [
            ["name": "grad-cam", "slow": false, "layers": 1],
            ["name": "occlusion", "slow": true, "layers": 0],
          ],
          "layers": ["layer4"], "colors": ["jet", "viridis", "inferno"], "waiting": 0,
          "seconds": 60,
        ]
      ]
    ]),
    "Explanation": Schema.object(
      [
        "class": Schema.text, "probability": Schema.number, "method": Schema.text,
        "layer": Schema.textOrNull,
        "map_size": Schema.list(Schema.integer).described("[height, width]"),
        "heatmap": Schema.text.described("A data URI with a PNG file."), "request_id": Schema.text,
      ],
      optional: [
        "payoff": Schema.text, "absent": Schema.text, "base": Schema.number, "value": Schema.number,
        "players": Schema.list(Schema.object(["name": Schema.text, "value": Schema.number])),
        "sum_error": Schema.number,
      ]
    ).with([
      "examples": [
        [
          "class": "PNEUMONIA", "probability": 0.9481, "method": "occlusion", "layer": .null,
          "map_size": [7, 7],
          "heatmap": "data:image/png;base64,…", "request_id": "5f0c2f5f9a1b4c0e",
        ]
      ]
    ]),
    "Features": Schema.object([
      "features": Schema.list(Schema.number), "model": model, "request_id": Schema.text,
    ]).with([
      "examples": [example]
    ]),
    "ManyFeatures": Schema.object([
      "results": Schema.list(
        Schema.anyOf(Schema.reference("Features"), Schema.reference("FailedReading")))
    ]).with(["examples": [["results": [example]]]]),
  ]

  private static let model = Schema.object(["name": Schema.text, "version": Schema.integer])

  private static let example: JSONValue = [
    "features": [0.41, 0, 1.37], "model": ["name": "pneumonia", "version": 3],
    "request_id": "5f0c2f5f9a1b4c0e",
  ]
}
