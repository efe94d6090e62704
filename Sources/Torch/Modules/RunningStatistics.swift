/// How the running statistics of batch normalisation follow the batches of training.
public enum RunningStatistics: Sendable {
  /// They move toward each batch's by the layer's own momentum, as in training.
  case following
  /// They become the means over all batches counted, as with `momentum=None` in PyTorch.
  case averaging
  /// They become each batch's.
  case replacing
}
