import Datasets
import Radiograph

extension TrainingPopulation {
  /// The ages of those whose images these are; `nil` unless at least half of the images come with one.
  init?(_ samples: [Sample]) {
    let ages = samples.compactMap(\.attributes.age)
    guard ages.count * 2 >= samples.count, let youngest = ages.min(), let oldest = ages.max() else { return nil }
    self.init(minimumAgeYears: youngest, maximumAgeYears: oldest)
  }
}
