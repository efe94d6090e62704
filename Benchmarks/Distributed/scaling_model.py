#!/usr/bin/env python3
"""What training on more machines would give, on paper: from measured steps, recorded gradients and what networks carry.

    python Benchmarks/Distributed/scaling_model.py measured.json [--gloo all-reduce.jsonl]

The backward pass is taken layer by layer, in shares of the multiplications that each costs. A bucket of gradients (1 MiB
first, then 25 MiB, from the last layer to the first, as c10d fills them) goes out when its last gradient is there, or when
the bucket before it has come; the step ends when the last has. A ring's all-reduce of S bytes among N takes
2 (N - 1) alpha + 2 (N - 1) / N S / bandwidth, a tree's, which is better for little, 2 log2 N (alpha + S / bandwidth)
(Thakur, Rabenseifner and Gropp, 2005); the quicker is taken. Among machines of several processors it is one inside each
machine and one between them, each processor carrying its share. Synchronised batch normalisation adds, for every layer and
without overlap, two exchanges of a few kilobytes.

measured.json: {"steps": [{"network": "resnet18", "device": "…", "images": 32, "forward_ms": …, "backward_ms": …,
"source": "…"}], "links": [{"name": "…", "alpha_us": …, "gigabytes_per_second": …, "source": "…"}],
"clusters": [{"name": "…", "step": "DEVICE", "machines": 1, "each": 8, "inside": "LINK", "between": "LINK"}]}.
With --gloo the link "gloo" is fitted by least squares to the lines of all-reduce-benchmark.
"""
import argparse
import json
import math

MIB = 1 << 20


# MARK: networks: (parameters, multiplications) of every layer in the order of the forward pass, and its batch norms

def convolution(inputs, outputs, kernel, side, groups=1):
    weights = outputs * (inputs // groups) * kernel * kernel
    return [(weights, weights * side * side), (outputs, 0), (outputs, 0)]  # with its batch norm's weight and bias


def resnet(blocks, is_bottleneck):
    layers, inputs, side = convolution(3, 64, 7, 112), 64, 56
    for stage, count in enumerate(blocks):
        width = 64 << stage
        outputs = width * (4 if is_bottleneck else 1)
        for block in range(count):
            before = side
            if stage and not block: side //= 2
            if is_bottleneck:
                layers += convolution(inputs, width, 1, before) + convolution(width, width, 3, side)
                layers += convolution(width, outputs, 1, side)
            else:
                layers += convolution(inputs, width, 3, side) + convolution(width, width, 3, side)
            if inputs != outputs: layers += convolution(inputs, outputs, 1, side)
            inputs = outputs
    return layers + head(inputs)


def mobilenet_v2():
    layers, inputs, side = convolution(3, 32, 3, 112), 32, 112
    for expansion, outputs, count, stride in [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1),
                                              (6, 160, 3, 2), (6, 320, 1, 1)]:
        for block in range(count):
            hidden, before = inputs * expansion, side
            if stride == 2 and not block: side //= 2
            if expansion > 1: layers += convolution(inputs, hidden, 1, before)
            layers += convolution(hidden, hidden, 3, side, groups=hidden) + convolution(hidden, outputs, 1, side)
            inputs = outputs
    return layers + convolution(320, 1280, 1, 7) + head(1280)


def head(features, classes=2): return [(features * classes, features * classes), (classes, 0)]


NETWORKS = {"resnet18": resnet([2, 2, 2, 2], False), "mobilenet_v2": mobilenet_v2(), "resnet50": resnet([3, 4, 6, 3], True)}
# Parameters as torchvision has them, without its layer of 1000 classes: a check of the tables above.
PUBLISHED = {"resnet18": 11_176_512, "mobilenet_v2": 2_223_872, "resnet50": 23_508_032}
for name, layers in NETWORKS.items(): assert sum(p for p, _ in layers[:-2]) == PUBLISHED[name], name


def batch_norms(name): return sum(1 for _, work in NETWORKS[name][:-2] if work)


def buckets(name):
    """(bytes, share of the backward pass after which they are there) of each bucket in the order of sending."""
    work = sum(m for _, m in NETWORKS[name])
    found, size, done, limit = [], 0, 0, MIB
    for parameters, multiplications in reversed(NETWORKS[name]):
        size, done = size + 4 * parameters, done + multiplications
        if size >= limit:
            found.append((size, done / work))
            size, limit = 0, 25 * MIB
    return found + ([(size, 1)] if size else [])


# MARK: links

def all_reduce(count, size, link):
    """Milliseconds, by a ring or by a tree."""
    if count == 1: return 0
    alpha, time = link["alpha_us"] / 1e3, size / link["gigabytes_per_second"] / 1e6
    ring = 2 * (count - 1) * alpha + 2 * (count - 1) / count * time
    return min(ring, 2 * math.ceil(math.log2(count)) * (alpha + time))


def exchange(cluster, size, links):
    """Milliseconds: scattered inside a machine, reduced between machines, gathered inside."""
    inside = all_reduce(cluster["each"], size, links[cluster["inside"]])
    between = all_reduce(cluster["machines"], size / cluster["each"], links[cluster["between"]])
    return inside + between


def fitted(path):
    rows = [json.loads(line) for line in open(path)]
    ranks = rows[0]["ranks"]
    steps, share = 2 * (ranks - 1), 2 * (ranks - 1) / ranks
    # milliseconds = a + b bytes, weighted so that small messages count as much as large ones
    weights = [1 / row["median_ms"] ** 2 for row in rows]
    x, y = [row["bytes"] for row in rows], [row["median_ms"] for row in rows]
    w, wx, wy = sum(weights), sum(a * b for a, b in zip(weights, x)), sum(a * b for a, b in zip(weights, y))
    wxx, wxy = (sum(a * b * c for a, b, c in zip(weights, x, other)) for other in (x, y))
    slope = (w * wxy - wx * wy) / (w * wxx - wx * wx)
    return {"name": "gloo", "alpha_us": max(0, (wy - slope * wx) / w) * 1e3 / steps,
            "gigabytes_per_second": share / slope / 1e6, "source": f"all-reduce-benchmark, {ranks} ranks"}


# MARK: a step

def step(measured, cluster, links, synchronized):
    name, time = measured["network"], measured["forward_ms"]
    if synchronized:
        time += 2 * batch_norms(name) * exchange(cluster, 4096, links)
    free = 0
    for size, share in buckets(name):
        free = max(free, share * measured["backward_ms"]) + exchange(cluster, size, links)
    # One small exchange of the loss, before the step of the optimizer.
    return time + max(free, measured["backward_ms"]) + exchange(cluster, 16, links)


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("measured")
parser.add_argument("--gloo")
arguments = parser.parse_args()
measured = json.load(open(arguments.measured))
links = {link["name"]: link for link in measured["links"] + ([fitted(arguments.gloo)] if arguments.gloo else [])}

print("| network | gradients (MB) | buckets (MB, there after this share of the backward pass) |\n|---|---|---|")
for name, layers in NETWORKS.items():
    parts = ", ".join(f"{size / 1e6:.1f} at {share:.0%}" for size, share in buckets(name))
    print(f"| {name} | {sum(4 * p for p, _ in layers) / 1e6:.1f} | {parts} |")
print("\n| link | alpha (us) | GB/s | source |\n|---|---|---|---|")
for link in links.values():
    print(f"| {link['name']} | {link['alpha_us']:.1f} | {link['gigabytes_per_second']:.2f} | {link['source']} |")
print("\n| cluster | processors | network | images each | step alone (ms) | efficiency | with synchronised batch norm |")
print("|---|---|---|---|---|---|---|")
for cluster in measured["clusters"]:
    for one in measured["steps"]:
        if one["device"] != cluster["step"]: continue
        alone = one["forward_ms"] + one["backward_ms"]
        plain, synchronized = (alone / step(one, cluster, links, choice) for choice in (False, True))
        print(f"| {cluster['name']} | {cluster['machines'] * cluster['each']} | {one['network']} | {one['images']} "
              f"| {alone:.1f} | {plain:.1%} | {synchronized:.1%} |")
