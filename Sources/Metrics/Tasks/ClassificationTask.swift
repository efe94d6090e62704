/// What a classifier decides of a picture.
public enum ClassificationTask: String, Sendable, Hashable, Codable, CaseIterable {
  /// Whether it is positive: one of two classes.
  case binary
  /// Which one of several classes it is: a softmax over all.
  case multiclass = "multi-class"
  /// Which findings it has, of which there may be several or none: a sigmoid each. What is true may be unknown.
  case multilabel = "multi-label"

  /// The most classes or findings that are told apart; more are taken for a mistake, such as a folder for each patient.
  public static let classLimit = 1000

  /// The task of a number of classes of which each picture has one.
  public static func telling(apart classes: Int) -> ClassificationTask { classes > 2 ? .multiclass : .binary }
}
