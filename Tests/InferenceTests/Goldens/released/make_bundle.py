"""Makes the files of a bundle beside its model.json, which a released version wrote: a tiny network in place of its own.

    python make_bundle.py          (numpy, onnx, safetensors, pillow)

The network has the released version's outputs: logits, embedding and features. model.json keeps all that was written of a
real model, but for the network, the input's size and the files' hashes. `picture.png` is a picture to read. The answers
beside it came from the program of that version:

    hilum predict --json --model bundle picture.png > predict.json
    curl -F file=@picture.png "localhost:8000/predict?report=true" > served.json

and so did the store `audit.db` (--audit), of three readings, the first with the feedback NORMAL, the second with PNEUMONIA.
"""

import hashlib
import json
from pathlib import Path

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper
from PIL import Image
from safetensors.numpy import save_file

here = Path(__file__).parent
bundle = here / "bundle"
side, channels = 32, 8
random = numpy.random.default_rng(7)
stem = random.normal(0, 0.05, (channels, 3, 8, 8)).astype(numpy.float32)
bias = random.normal(0, 0.1, channels).astype(numpy.float32)
head = random.normal(0, 1, (2, channels)).astype(numpy.float32)
offset = numpy.array([0.1, -0.1], numpy.float32)


def graph():
    def tensor(name, array):
        return numpy_helper.from_array(array, name)

    nodes = [
        helper.make_node("Conv", ["image", "stem.weight", "stem.bias"], ["stem"], strides=[8, 8]),
        helper.make_node("Relu", ["stem"], ["features"]),
        helper.make_node("GlobalAveragePool", ["features"], ["pooled"]),
        helper.make_node("Flatten", ["pooled"], ["embedding"], axis=1),
        helper.make_node("Gemm", ["embedding", "fc.weight", "fc.bias"], ["logits"], transB=1, name="fc"),
    ]
    area = side // 8
    outputs = {"logits": [2], "embedding": [channels], "features": [channels, area, area]}
    body = helper.make_graph(
        nodes, "tiny",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["N", 3, side, side])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["N"] + shape) for name, shape in outputs.items()],
        [tensor("stem.weight", stem), tensor("stem.bias", bias), tensor("fc.weight", head), tensor("fc.bias", offset)])
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", 17)], producer_name="hilum")
    model.ir_version = 8
    return model


def picture():
    rows, columns = numpy.mgrid[0:96, 0:96]
    shade = 70 + 60 * numpy.sin(rows / 15) * numpy.cos(columns / 11) + (rows * 7 + columns * 13) % 40
    return Image.fromarray(shade.clip(0, 255).astype(numpy.uint8), "L")


def embedding():
    """About what the network pools of the picture, so that it is like the training images."""
    small = numpy.asarray(picture().resize((side, side)), numpy.float32) / 255
    means, deviations = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
    image = numpy.stack([(small - mean) / deviation for mean, deviation in zip(means, deviations)])
    blocks = image.reshape(3, side // 8, 8, side // 8, 8)
    maps = numpy.einsum("fcij,cyixj->fyx", stem, blocks) + bias[:, None, None]
    return maps.clip(0).mean((1, 2))


def main():
    bundle.mkdir(exist_ok=True)
    onnx.save(graph(), bundle / "model.onnx")
    weights = {"stem.weight": stem, "stem.bias": bias, "fc.weight": head, "fc.bias": offset}
    save_file(weights, bundle / "model.safetensors")
    references = (embedding() * random.uniform(0.8, 1.2, (64, channels))).astype(numpy.float32)
    references /= numpy.linalg.norm(references, axis=1, keepdims=True)
    save_file({"references": references}, bundle / "ood.safetensors")
    (bundle / "MODEL_CARD.md").write_text("# A card\n")
    file = bundle / "model.json"
    metadata = json.loads(file.read_text())
    metadata["network"]["architecture"] = "compact"
    metadata["input"]["steps"] = [{"resize": {"width": side, "height": side}}]
    metadata["files"] = {
        name: hashlib.sha256((bundle / name).read_bytes()).hexdigest()
        for name in ["MODEL_CARD.md", "model.onnx", "model.safetensors", "ood.safetensors"]
    }
    file.write_text(json.dumps(metadata, indent=1, sort_keys=True) + "\n")
    picture().save(here / "picture.png")


if __name__ == "__main__":
    main()
