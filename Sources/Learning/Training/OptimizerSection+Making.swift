import Backbones
import Torch

extension OptimizerSection {
  /// The optimizer for what of a network is not frozen: the head, and the backbone at its own rate.
  func optimizer(for classifier: Classifier) -> any Optimizer {
    let trainable = classifier.store.trainable
    let head = trainable.filter { classifier.isHeadKey($0.key) }
    let backbone = trainable.filter { !classifier.isHeadKey($0.key) }
    let parts = [
      ParameterGroup(head, learningRate: learningRate, weightDecay: weightDecay),
      ParameterGroup(backbone, learningRate: learningRate * groups.backbone, weightDecay: weightDecay),
    ].filter { !$0.parameters.isEmpty }
    switch kind {
    case .sgd: return SGD(parts, momentum: momentum)
    case .adam: return Adam(parts, beta1: betas.first, beta2: betas.second, epsilon: epsilon)
    case .adamw: return AdamW(parts, beta1: betas.first, beta2: betas.second, epsilon: epsilon)
    }
  }
}
