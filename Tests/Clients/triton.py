#!/usr/bin/env python3
"""Talks to a running server with the real tritonclient, with its defaults and without.

usage: triton.py HOST:PORT MODEL PICTURE   (pip install 'tritonclient[http]' numpy)
"""
import json
import sys
import urllib.request

import numpy as np
import tritonclient.http as http
from tritonclient.utils import InferenceServerException


def main(address, model, picture):
    client = http.InferenceServerClient(address)
    assert client.is_server_live() and client.is_server_ready() and client.is_model_ready(model)
    assert client.get_server_metadata()["name"] == "hilum"
    metadata = client.get_model_metadata(model)
    shape = [1] + metadata["inputs"][0]["shape"][1:]
    classes = next(output["shape"][-1] for output in metadata["outputs"] if output["name"] == "probabilities")
    with urllib.request.urlopen(f"http://{address}/model-info?model={model}") as answer:
        excludes = json.load(answer).get("task") != "multi-label"
    assert client.get_model_config(model)["max_batch_size"] > 1
    assert any(entry["name"] == model and entry["state"] == "READY" for entry in client.get_model_repository_index())

    tensor = np.random.default_rng(0).standard_normal(shape, dtype=np.float32)

    def infer(values, binary=True, name="image", outputs=None, **options):
        kind = "BYTES" if values.dtype == np.object_ else "FP32"
        given = http.InferInput(name, list(values.shape), kind)
        given.set_data_from_numpy(values, binary_data=binary)
        return client.infer(model, [given], outputs=outputs, **options)

    plain = infer(tensor).as_numpy("logits")
    assert plain.shape == (1, classes) and np.isfinite(plain).all()
    np.testing.assert_allclose(infer(tensor, binary=False).as_numpy("logits"), plain, atol=1e-4)
    wanted = [http.InferRequestedOutput("probabilities", binary_data=False)]
    answer = infer(tensor, outputs=wanted, request_id="my-id")
    assert answer.get_response()["id"] == "my-id"
    probabilities = answer.as_numpy("probabilities")
    assert ((0 <= probabilities) & (probabilities <= 1)).all()
    if excludes:
        np.testing.assert_allclose(probabilities.sum(), 1, atol=1e-5)
    for coding in ("gzip", "deflate"):
        same = infer(tensor, request_compression_algorithm=coding, response_compression_algorithm=coding)
        np.testing.assert_allclose(same.as_numpy("logits"), plain, atol=1e-4)
    batch = infer(np.concatenate([tensor] * 3)).as_numpy("logits")
    np.testing.assert_allclose(batch, np.repeat(plain, 3, 0), atol=1e-3)

    file = np.array([open(picture, "rb").read()], dtype=np.object_)
    read = infer(file, name="file")
    print("file:", read.as_numpy("prediction"), read.as_numpy("probabilities"))
    best = infer(file, name="file", outputs=[http.InferRequestedOutput("probabilities", class_count=2)])
    print("classification:", best.as_numpy("probabilities"))
    assert best.as_numpy("probabilities").shape == (1, 2)
    assert client.get_inference_statistics(model)["model_stats"][0]["inference_count"] > 0
    handle = client.async_infer(model, [_file_input(file)])
    assert handle.get_result().as_numpy("logits").shape == (1, classes)

    for bad in (np.zeros([1, 1, 2, 2], np.float32), np.zeros([1], np.float32)):
        try:
            infer(bad)
            raise AssertionError("a wrong shape was taken")
        except InferenceServerException as error:
            assert "shape" in str(error), error
    try:
        client.get_model_metadata("no-such-model")
        raise AssertionError("an unknown model was found")
    except InferenceServerException as error:
        assert "no such model" in str(error), error
    print("tritonclient: all good")


def _file_input(file):
    given = http.InferInput("file", list(file.shape), "BYTES")
    given.set_data_from_numpy(file)
    return given


if __name__ == "__main__":
    main(*sys.argv[1:])
