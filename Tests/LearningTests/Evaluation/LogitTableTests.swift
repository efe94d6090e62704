import Foundation
import Learning
import Metrics
import Testing

@Suite struct LogitTableTests {
  private func classes(_ positiveClass: Int) -> TaskClasses {
    TaskClasses(task: .binary, names: ["a", "b"], positiveClass: positiveClass)
  }

  @Test func twoLogitsAreASoftmax() throws {
    let table = LogitTable([0, 2, 1, -1], outputs: 2, truths: [.oneOf(1), .oneOf(0)], classes: classes(1))
    #expect(table.logits == [[0, 2], [1, -1]])
    let predictions = try table.predictions(groups: nil, temperature: 2)
    #expect(abs(predictions.scores[0] - 1 / (1 + exp(-1))) < 1e-12)
    #expect(abs(predictions.scores[1] - 1 / (1 + exp(1))) < 1e-12)
    #expect(predictions.isPositive == [true, false])
  }

  /// The probability of the positive class is the logit's sigmoid, whichever class that is.
  @Test(arguments: [0, 1]) func oneLogitIsASigmoid(_ positiveClass: Int) throws {
    let table = LogitTable([1.5], outputs: 1, truths: [.oneOf(positiveClass)], classes: classes(positiveClass))
    let predictions = try table.predictions(groups: nil, temperature: 1)
    #expect(abs(predictions.scores[0] - 1 / (1 + exp(-1.5))) < 1e-12)
    #expect(predictions.isPositive == [true])
  }
}
