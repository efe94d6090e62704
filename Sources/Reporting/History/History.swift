/// What a training measured after each epoch: the content of `history.csv`.
///
/// Columns are called `train_NAME` and `validation_NAME` where a figure was taken on both, and otherwise as they are, such
/// as `learning_rate` and `seconds`. A cell may be absent; NaN is a value of its own, since a loss can become NaN.
public struct History: Sendable, Equatable {
  /// One epoch.
  public struct Row: Sendable, Equatable {
    /// The epoch, from 1.
    public let epoch: Int

    /// What was measured, by column.
    public let values: [String: Double]

    /// The measurements of `epoch`.
    public init(epoch: Int, values: [String: Double]) {
      self.epoch = epoch
      self.values = values
    }
  }

  /// The columns after `epoch`, in the order in which they first came.
  public private(set) var columns: [String] = []

  /// The epochs, rising.
  public private(set) var rows: [Row] = []

  /// A history of nothing.
  public init() {}

  /// Adds an epoch, in place of it and of all later ones if it is there: so a run that resumes from a checkpoint repeats
  /// none.
  ///
  /// - Parameter values: column and value; a character of a column that is no letter, digit, `_` or `.` becomes `_`.
  public mutating func append(epoch: Int, _ values: [(column: String, value: Double)]) {
    rows.removeAll { $0.epoch >= epoch }
    var cells: [String: Double] = [:]
    for (column, value) in values {
      let name = History.columnName(column)
      if !columns.contains(name) { columns.append(name) }
      cells[name] = value
    }
    rows.append(Row(epoch: epoch, values: cells))
  }

  /// A column over epochs; absent cells are left out.
  public subscript(column: String) -> [PlotPoint] {
    rows.compactMap { row in row.values[column].map { PlotPoint(x: Double(row.epoch), y: $0) } }
  }

  private static func columnName(_ text: String) -> String {
    String(text.map { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." ? $0 : "_" })
  }
}
