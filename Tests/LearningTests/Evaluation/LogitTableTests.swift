import Foundation
import Learning
import Metrics
import Testing

@Suite struct LogitTableTests {
  @Test func twoLogitsAreASoftmax() throws {
    let table = LogitTable([0, 2, 1, -1], outputs: 2, labels: [1, 0], positiveClass: 1)
    #expect(table.logits == [[0, 2], [1, -1]])
    let predictions = try table.predictions(groups: nil, temperature: 2)
    #expect(abs(predictions.scores[0] - 1 / (1 + exp(-1))) < 1e-12)
    #expect(abs(predictions.scores[1] - 1 / (1 + exp(1))) < 1e-12)
    #expect(predictions.isPositive == [true, false])
  }

  /// The probability of the positive class is the logit's sigmoid, whichever class that is.
  @Test(arguments: [0, 1]) func oneLogitIsASigmoid(_ positiveClass: Int) throws {
    let table = LogitTable([1.5], outputs: 1, labels: [positiveClass], positiveClass: positiveClass)
    let predictions = try table.predictions(groups: nil, temperature: 1)
    #expect(abs(predictions.scores[0] - 1 / (1 + exp(-1.5))) < 1e-12)
    #expect(predictions.isPositive == [true])
  }
}
