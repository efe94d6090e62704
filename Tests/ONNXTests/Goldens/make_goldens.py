"""Checks the graphs that Hilum's GraphBuilder writes, and records what they compute.

    HILUM_WRITE_GOLDENS=1 swift test --filter ONNXTests     writes *.onnx here, from Swift
    python make_goldens.py                                  checks them, runs them, writes outputs.json

Needs onnx, onnxruntime and numpy. The input of each graph is the pattern below, which the Swift tests make too.
"""
import json
import pathlib
import numpy as np
import onnx
import onnxruntime

here = pathlib.Path(__file__).parent
batch = 3
results = {}
for path in sorted(here.glob("*.onnx")):
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    inferred = onnx.shape_inference.infer_shapes(model, strict_mode=True, data_prop=True)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    (argument,) = session.get_inputs()
    shape = [batch] + argument.shape[1:]
    pattern = ((np.arange(np.prod(shape)) * 37 % 101) / 50.0 - 1).astype(np.float32).reshape(shape)
    names = [output.name for output in session.get_outputs()]
    outputs = session.run(names, {argument.name: pattern})
    for output, declared in zip(outputs, inferred.graph.output):
        dimensions = [d.dim_value or batch for d in declared.type.tensor_type.shape.dim]
        assert list(output.shape) == dimensions, (path.name, declared.name, output.shape, dimensions)
    results[path.stem] = {
        "operators": sorted(node.op_type for node in model.graph.node),
        "outputs": {n: {"shape": list(o.shape), "values": [float(f"{v:.7g}") for v in o.ravel()]}
                    for n, o in zip(names, outputs)},
    }

folded, plain = (results[name]["outputs"]["logits"]["values"] for name in ("residual", "residual-unfolded"))
assert np.allclose(folded, plain, atol=1e-5), "folding changed what the graph computes"
(here / "outputs.json").write_text(json.dumps(results, indent=None, separators=(",", ":")) + "\n")
print({name: result["outputs"]["logits"]["values"][:3] for name, result in results.items()})
