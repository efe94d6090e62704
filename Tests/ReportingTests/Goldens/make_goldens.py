"""Makes events.bin: the event file that the real TensorBoard messages and framing give for fixed content.

    pip install tensorboard==2.21.0 numpy && python make_goldens.py
"""
from pathlib import Path

import numpy as np
from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2, tensor_shape_pb2, types_pb2
from tensorboard.plugins.pr_curve import plugin_data_pb2
from tensorboard.summary.writer.record_writer import RecordWriter

here = Path(__file__).parent
scores = np.array([0.05, 0.2, 0.25, 0.5, 0.55, 0.8, 0.99, 1.0])
positive = np.array([0, 0, 1, 0, 1, 1, 1, 1], dtype=bool)


def metadata(plugin, content):
    return summary_pb2.SummaryMetadata(
        plugin_data=summary_pb2.SummaryMetadata.PluginData(plugin_name=plugin, content=content))


def shape(*sizes):
    return tensor_shape_pb2.TensorShapeProto(dim=[tensor_shape_pb2.TensorShapeProto.Dim(size=n) for n in sizes])


def curve(thresholds):
    rows = []
    for threshold in np.linspace(0, 1, thresholds):
        called = scores >= threshold
        tp, fp = (called & positive).sum(), (called & ~positive).sum()
        tn, fn = (~called & ~positive).sum(), (~called & positive).sum()
        rows.append([tp, fp, tn, fn, tp / max(1, tp + fp), tp / max(1, tp + fn)])
    data = np.array(rows, dtype=np.float32).T
    tensor = tensor_pb2.TensorProto(
        dtype=types_pb2.DT_FLOAT, float_val=data.reshape(-1).tolist(), tensor_shape=shape(*data.shape))
    content = plugin_data_pb2.PrCurvePluginData(num_thresholds=thresholds).SerializeToString()
    return summary_pb2.Summary.Value(tag="pr", metadata=metadata("pr_curves", content), tensor=tensor)


text = tensor_pb2.TensorProto(dtype=types_pb2.DT_STRING, string_val=["épochs: 20".encode()], tensor_shape=shape(1))
png = bytes(range(256)) * 2
values = [
    (7, summary_pb2.Summary.Value(tag="loss/train", simple_value=0.4375)),
    (300, summary_pb2.Summary.Value(
        tag="samples", image=summary_pb2.Summary.Image(height=3, width=5, colorspace=4, encoded_image_string=png))),
    (2**40, curve(5)),
    (0, summary_pb2.Summary.Value(tag="recipe", metadata=metadata("text", b""), tensor=text)),
]
events = [
    event_pb2.Event(wall_time=1700000000.5, file_version="brain.Event:2"),
    event_pb2.Event(
        wall_time=1700000000.5, step=6, session_log=event_pb2.SessionLog(status=event_pb2.SessionLog.START)),
] + [event_pb2.Event(wall_time=1700000000.5, step=s, summary=summary_pb2.Summary(value=[v])) for s, v in values]
with open(here / "events.bin", "wb") as file:
    writer = RecordWriter(file)
    for event in events:
        writer.write(event.SerializeToString())
