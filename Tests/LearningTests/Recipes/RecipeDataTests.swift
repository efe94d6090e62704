import Datasets
import FolderTesting
import Learning
import Metrics
import Testing

/// What a recipe says of tasks, classes and findings.
@Suite struct RecipeDataTests {
  @Test func tasksFindingsAndPatterns() throws {
    let recipe = try Recipe(
      yaml: "data: {task: multi-label, findings: [Effusion, \"Pleural Thickening\"]}", file: "r.yaml")
    #expect(recipe.data.reading.task == .multilabel)
    #expect(recipe.data.reading.findings == ["Effusion", "Pleural Thickening"])
    #expect(try Recipe(yaml: recipe.yaml(), file: "r.yaml") == recipe)
    let patterns = try Recipe(yaml: "data: {classes: {A: [\"P/*a*\"], B: [\"P/*b*\"]}}", file: "r.yaml")
    #expect(patterns.data.reading.classes == (try ClassChoice(parsing: "A=P/*a*,B=P/*b*")))
    #expect(try Recipe(yaml: patterns.yaml(), file: "r.yaml") == patterns)
    #expect(try Recipe(yaml: "data: {task: none, findings: none}", file: "r.yaml").data.reading == DatasetOptions())
  }

  @Test(arguments: [
    "data: {task: several}", "data: {task: [binary]}", "data: {findings: []}", "data: {findings: {a: 1}}",
  ])
  func refusals(_ text: String) {
    #expect(thrown(RecipeError.self) { _ = try Recipe(yaml: text, file: "r.yaml") } != nil)
  }
}
