/// What is told of trainings.
enum RunSchemas {
  static let all: [String: JSONValue] = [
    "Runs": Schema.object([
      "runs": Schema.list(
        Schema.object([
          "name": Schema.text, "epochs": Schema.integer, "running": Schema.boolean,
          "state": Schema.word(["running", "finished", "stopped"]), "progress": Schema.orNull(progress),
          "last": Schema.orNull(Schema.map(Schema.number)).described("The figures of the last epoch."),
        ]))
    ]).with([
      "examples": [
        [
          "runs": [
            [
              "name": "first", "epochs": 2, "running": true, "state": "running",
              "progress": ["stage": "Training", "epoch": 3, "epochs": 10, "done": 41, "total": 163, "loss": 0.21],
              "last": ["epoch": 2, "train_loss": 0.25, "val_loss": 0.22],
            ]
          ]
        ]
      ]
    ])
  ]

  private static let progress = Schema.object(
    ["stage": Schema.text],
    optional: [
      "done": Schema.integer, "total": Schema.integer, "epoch": Schema.integer, "epochs": Schema.integer,
      "loss": Schema.number,
    ])
}
