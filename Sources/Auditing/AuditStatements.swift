/// The questions that pages and reports put to the store, each of which an index answers however many readings there are.
package enum AuditStatements {
  /// A page: the readings before a number, the newest first; before, limit.
  package static let page = "SELECT * FROM reading WHERE number < ? ORDER BY number DESC LIMIT ?"

  /// A reading by its number; number.
  package static let reading = "SELECT * FROM reading WHERE number = ?"

  /// Columns that have few values among many readings, by which a text is looked for.
  package static let searched = ["model", "prediction", "feedback"]

  /// The values of such a column that contain a text, each found from the one before it; pattern.
  package static func values(of column: String) -> String {
    """
    WITH RECURSIVE value (name) AS (
      SELECT MIN(\(column)) FROM reading WHERE \(column) IS NOT NULL UNION ALL
      SELECT (SELECT MIN(\(column)) FROM reading WHERE \(column) > name) FROM value WHERE name IS NOT NULL)
    SELECT name FROM value WHERE name LIKE ? ESCAPE '\\'
    """
  }

  /// The numbers of the readings that have a value, the newest first; value, before, limit.
  package static func numbers(of column: String) -> String {
    "SELECT number FROM reading WHERE \(column) = ? AND number < ? ORDER BY number DESC LIMIT ?"
  }

  /// The numbers of a request's readings: those of several pictures have its id and a number; id, id, before.
  package static let request =
    "SELECT number FROM reading WHERE id >= ? AND id < ? || '.' AND number < ?"

  /// How many readings there are.
  package static let count = "SELECT COUNT(*) FROM reading"

  /// How many there are of a model; model.
  package static let countOfModel = "SELECT COUNT(*) FROM reading WHERE model = ?"

  /// How decisions compare with what people said, over all models.
  package static let judged = judged(where: "feedback IS NOT NULL")

  /// The same of a model; model.
  package static let judgedOfModel = judged(where: "feedback IS NOT NULL AND model = ?")

  private static func judged(where condition: String) -> String {
    """
    SELECT COUNT(*) AS f,
      SUM(feedback_positive = 0 AND positive = 0) AS tn, SUM(feedback_positive = 0 AND positive = 1) AS fp,
      SUM(feedback_positive = 1 AND positive = 0) AS fn, SUM(feedback_positive = 1 AND positive = 1) AS tp
    FROM reading WHERE \(condition)
    """
  }

  /// Indexes that these statements need beside those that the store began with.
  static let indexes = """
    CREATE INDEX reading_model ON reading (model);
    CREATE INDEX reading_prediction ON reading (prediction);
    CREATE INDEX reading_judged ON reading (model, feedback_positive, positive, feedback) WHERE feedback IS NOT NULL;
    """
}
