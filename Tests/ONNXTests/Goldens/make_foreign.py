#!/usr/bin/env python3
"""Makes foreign.onnx and foreign.json: a classifier as other programs export it. python3 make_foreign.py (onnx, numpy).

Its values have names of their own, one of which Hilum uses for something else; its batch is one; a softmax ends it. The
answers are computed in NumPy.
"""
import json
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = pathlib.Path(__file__).parent
generator = np.random.default_rng(11)
kernel = generator.normal(0, 0.3, (4, 3, 1, 1)).astype(np.float32)
weight = generator.normal(0, 0.8, (2, 4)).astype(np.float32)
bias = np.array([0.1, -0.2], np.float32)
nodes = [
    helper.make_node("Conv", ["features", "kernel"], ["convolved"], kernel_shape=[1, 1]),
    helper.make_node("Relu", ["convolved"], ["map"]),
    helper.make_node("ReduceMean", ["map", "axes"], ["mean"], keepdims=1),
    helper.make_node("Flatten", ["mean"], ["pooled"]),
    helper.make_node("Gemm", ["pooled", "weight", "bias"], ["scores"], transB=1),
    helper.make_node("Softmax", ["scores"], ["probabilities"], axis=-1),
]
graph = helper.make_graph(
    nodes, "foreign", [helper.make_tensor_value_info("features", TensorProto.FLOAT, [1, 3, 6, 6])],
    [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [1, 2])],
    [numpy_helper.from_array(array, name) for name, array in
     [("kernel", kernel), ("weight", weight), ("bias", bias), ("axes", np.array([-1, -2], np.int64))]])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
onnx.checker.check_model(model)
(HERE / "foreign.onnx").write_bytes(model.SerializeToString())
pictures = (np.arange(2 * 3 * 36, dtype=np.float32) % 17 / 17).reshape(2, 3, 6, 6)
maps = np.maximum(np.einsum("oi,nihw->nohw", kernel[:, :, 0, 0], pictures), 0)
logits = maps.mean((2, 3)) @ weight.T + bias
(HERE / "foreign.json").write_text(json.dumps({"logits": logits.tolist(), "embedding": maps.mean((2, 3)).tolist()}))
