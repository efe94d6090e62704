import ArgumentParser
import Datasets
import Foundation
import Learning

/// What every command that trains wants to know.
struct TrainingOptions: ParsableArguments {
  @Option(help: "A recipe's name, or a YAML file.")
  var recipe: String

  @Option(help: "Folder with the data in any layout that is known, or a table.")
  var data: String

  @OptionGroup var reading: DataSelection

  @Option(
    help: """
      What to begin with: one's own model (a bundle, or the folder of a run), with its head where classes and shape are \
      the same; a file with the backbone's weights; or 'none' (default: the weights that the recipe names).
      """)
  var weights: String?

  @Option(name: .customLong("set"), help: "Change the recipe: key=value, such as optimizer.lr=3e-4. May be repeated.")
  var overrides: [String] = []

  @Option(help: "Where to train: auto, cpu or cuda.")
  var device = DeviceChoice.auto

  /// The recipe with its changes.
  func resolvedRecipe() throws -> Recipe {
    var recipe = try RecipeCatalogue.standard().recipe(recipe, overrides: overrides)
    recipe.data.reading = try reading.applied(to: recipe.data.reading)
    return recipe
  }

  /// What the weights are before training.
  var weightsSource: WeightsSource {
    switch weights {
    case nil: .catalogue
    case "none": .random
    case .some(let path) where FileStatus(URL(filePath: path))?.isFolder == true: .bundle(URL(filePath: path))
    case .some(let path): .file(URL(filePath: path))
    }
  }
}
