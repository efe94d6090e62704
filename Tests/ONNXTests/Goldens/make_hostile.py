"""Writes hostile/*.onnx: models that Hilum must refuse. Needs onnx."""
import pathlib
import numpy as np
from onnx import TensorProto, helper, numpy_helper

here = pathlib.Path(__file__).parent / "hostile"
here.mkdir(exist_ok=True)


def model(nodes, initializers, opset=17, domains=()):
    value = lambda name: helper.make_tensor_value_info(name, TensorProto.FLOAT, ["N", 4])
    graph = helper.make_graph(nodes, "g", [value("x")], [value("y")], initializers)
    imports = [helper.make_opsetid("", opset)] + [helper.make_opsetid(d, 1) for d in domains]
    return helper.make_model(graph, opset_imports=imports, ir_version=8)


def save(name, proto):
    (here / f"{name}.onnx").write_bytes(proto.SerializeToString(deterministic=True))


weight = numpy_helper.from_array(np.arange(4, dtype=np.float32), "w")
add = helper.make_node("Add", ["x", "w"], ["y"])
relu = helper.make_node("Relu", ["x"], ["y"])

external = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[4], data_location=TensorProto.EXTERNAL)
external.external_data.add(key="location", value="../../../../etc/passwd")
save("external-data", model([add], [external]))
save("opset-9", model([add], [weight], opset=9))
save("foreign-domain", model([helper.make_node("Run", ["x"], ["y"], domain="com.example")], [], domains=["com.example"]))
branch = helper.make_graph([relu], "b", [], [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["N", 4])])
save("subgraph", model([helper.make_node("If", ["x"], ["y"], then_branch=branch, else_branch=branch)], []))
short = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[4], raw_data=bytes(12))
save("short-tensor", model([add], [short]))
huge = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[1 << 40, 1 << 40], raw_data=bytes(12))
save("huge-shape", model([add], [huge]))
save("undefined-value", model([helper.make_node("Add", ["x", "nowhere"], ["y"])], []))
save("unknown-operator", model([helper.make_node("NoSuchOperator", ["x"], ["y"])], []))
save("defined-twice", model([relu, relu], []))
(here / "text.onnx").write_text("this is no model\n")
