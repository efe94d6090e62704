public import ArgumentParser
import Datasets
import Foundation
public import Metrics

/// Options that say how a data set is meant, where it does not say so itself.
struct DataSelection: ParsableArguments {
  @Option(
    help: "Columns of a table: image=NAME,label=NAME; also patient, split, view, age, sex, subtype, site, device.")
  var columns: String?

  @Option(
    help: ArgumentHelp(
      "Labels of each class: \"NORMAL=normal|No Finding,PNEUMONIA=pneumonia\"; labels in none are left out.",
      discussion: "LABEL/NAME is a pattern of pictures' names: \"BACTERIA=PNEUMONIA/*bacteria*\"."))
  var classes: String?

  @Option(help: "What is decided: binary, multi-class or multi-label (several findings at once).")
  var task: ClassificationTask?

  @Option(help: "Findings between commas that are told at once, such as \"Effusion,Mass\"; implies multi-label.")
  var findings: String?

  @Option(help: "What is told apart where images have findings: abnormal, or a finding such as pneumonia.")
  var target: String?

  @Option(help: "What counts where a reader was not sure (CheXpert's -1): ignore, positive or negative.")
  var uncertain: UncertainPolicy?

  @Option(help: "How many of an image's readers must have seen a finding (VinDr-CXR): majority, any or all.")
  var readers: ReaderPolicy?

  @Option(help: "Which views are taken where there are several: frontal or all.")
  var views: ViewPolicy?

  @Flag(help: "Leave out pictures that are in two classes.")
  var dropConflicts = false

  func validate() throws {
    var options = DatasetOptions(task: task, target: target.map(Target.init))
    if findings != nil { options.findings = [] }
    do { try options.check() } catch { throw ValidationError("\(error)") }
  }

  /// The options, with what is said here over what is there.
  func applied(to options: DatasetOptions = DatasetOptions()) throws -> DatasetOptions {
    var options = options
    if let columns { options.columns = try ColumnChoice(parsing: columns) }
    if let classes { options.classes = try ClassChoice(parsing: classes) }
    if let task { options.task = task }
    if let findings {
      options.findings = findings.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    if let target { options.target = Target(name: target) }
    if let uncertain { options.uncertain = uncertain }
    if let readers { options.readers = readers }
    if let views { options.views = views }
    options.dropsConflicts = options.dropsConflicts || dropConflicts
    return options
  }
}

extension ClassificationTask: ExpressibleByArgument {}
extension UncertainPolicy: ExpressibleByArgument {}
extension ReaderPolicy: ExpressibleByArgument {}
extension ViewPolicy: ExpressibleByArgument {}
