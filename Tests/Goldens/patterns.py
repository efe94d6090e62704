"""Numbers that follow from names and indices, so that weights and pictures of goldens need no files; `WeightPattern.swift`
repeats them."""
import numpy as np
import torch


def pattern(name, count):
    """`count` numbers in [-1, 1) that depend on `name` only: murmur3's finaliser over FNV-1a(name) + i · 0x9E3779B9."""
    seed = 0x811C9DC5
    for byte in name.encode():
        seed = (seed ^ byte) * 0x01000193 & 0xFFFFFFFF
    with np.errstate(over="ignore"):
        h = np.uint32(seed) + np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B9)
        h ^= h >> np.uint32(16)
        h *= np.uint32(0x85EBCA6B)
        h ^= h >> np.uint32(13)
        h *= np.uint32(0xC2B2AE35)
        h ^= h >> np.uint32(16)
    return (h >> np.uint32(8)).astype(np.float32) / np.float32(1 << 23) - np.float32(1)


def weights(key, shape):
    """The value of a parameter or buffer: of a size that keeps activations from growing or vanishing."""
    u = torch.from_numpy(pattern(key, int(np.prod(shape)))).reshape(shape)
    if key.endswith("running_var"):
        return 1 + 0.5 * u
    if key.endswith("num_batches_tracked"):
        return torch.tensor(0)
    if key.endswith("layer_scale"):
        return 0.3 + 0.1 * u
    if ".block." in key and key.endswith(".1.weight"):  # EfficientNet's normalisations, between activations that shrink
        return 1.15 + 0.2 * u
    if len(shape) > 1:
        return u * float(np.float32((6 / np.prod(shape[1:])) ** 0.5))
    if key.endswith(("bn2.weight", "bn3.weight")):  # the last normalisation beside a short cut
        return 0.3 + 0.1 * u
    return 1 + 0.2 * u if key.endswith("weight") else 0.1 * u
