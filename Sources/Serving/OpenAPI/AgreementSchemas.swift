/// What is told of how faster arithmetic agrees with f32.
enum AgreementSchemas {
  static let all: [String: JSONValue] = [
    "PrecisionAgreement": Schema.object([
      "date": Schema.time, "data": Schema.text, "conditions": Schema.list(Schema.text), "processor": Schema.text,
      "precisions": Schema.map(entry).described("By the precision's name."),
    ]).described("How far a model says the same in faster arithmetic as in f32, on validation pictures.")
  ]

  private static let entry = Schema.object(
    [
      "graph": Schema.text.described("The SHA-256 of the graph that was run."),
      "logit_shift": Schema.list(Schema.number).described("What is added to each logit."), "clean": comparison,
      "keeps_word": Schema.boolean.described("Whether it is near enough for precision auto."),
    ], optional: ["stressed": Schema.orNull(comparison)])

  private static let comparison = Schema.object(
    [
      "n": Schema.integer, "largest_shift": Schema.number, "shift_999": Schema.number, "decisions": Schema.integer,
      "changed": Schema.integer, "changed_beyond": Schema.integer,
    ],
    optional: [
      "auroc_f32": Schema.numberOrNull, "auroc": Schema.numberOrNull,
      "heatmap_correlation": Schema.orNull(
        Schema.object(["n": Schema.integer, "mean": Schema.number, "least": Schema.number])),
    ])
}
