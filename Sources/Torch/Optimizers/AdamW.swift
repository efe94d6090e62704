/// Adam with weight decay beside the gradient instead of in it: w ← w − rate · decay · w, then Adam's step without decay.
///
/// - SeeAlso: `torch.optim.AdamW` (whose default decay of 0.01 is not taken over: groups have their own); Loshchilov and
///   Hutter, 2017, https://arxiv.org/abs/1711.05101.
public final class AdamW: Adam {
  override class var kernel: Operator { Aten.fusedAdamW }
}
