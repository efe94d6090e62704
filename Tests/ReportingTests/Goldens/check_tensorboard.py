"""Reads a run's log folder with the real TensorBoard and prints what it shows; exits with 1 if that is nothing.

    pip install tensorboard==2.21.0 && python check_tensorboard.py RUN/logs
"""
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.pr_curve import plugin_data_pb2
from tensorboard.util import tensor_util

log = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0, "images": 0, "tensors": 0})
log.Reload()
tags = log.Tags()
for tag in tags["scalars"]:
    points = log.Scalars(tag)
    steps = [point.step for point in points]
    assert steps == sorted(set(steps)), f"{tag}: steps repeat or go back: {steps}"
    print(f"scalar {tag}: {len(points)} points, steps {steps[0]}…{steps[-1]}, last {points[-1].value:.6g}")
for tag in tags["images"]:
    for image in log.Images(tag):
        assert image.encoded_image_string.startswith(b"\x89PNG"), f"{tag}: no PNG"
        print(f"image {tag}: step {image.step}, {image.width}×{image.height}")
for tag in tags["tensors"]:
    plugin = log.SummaryMetadata(tag).plugin_data
    for point in log.Tensors(tag):
        value = tensor_util.make_ndarray(point.tensor_proto)
        if plugin.plugin_name == "pr_curves":
            thresholds = plugin_data_pb2.PrCurvePluginData.FromString(plugin.content).num_thresholds
            assert value.shape == (6, thresholds), f"{tag}: shape {value.shape}"
            assert (value[:4].sum(axis=0) == value[:4, 0].sum()).all(), f"{tag}: the counts do not add up"
        print(f"{plugin.plugin_name} {tag}: step {point.step}, shape {value.shape}")
sys.exit(0 if any(tags[kind] for kind in ("scalars", "images", "tensors")) else 1)
