import Testing

/// All tests of this module, one after the other: LibTorch's default generator belongs to the whole process.
@Suite(.serialized) struct TorchTests {}
