"""The ctypes layer: memory, threads, Ctrl-C, processes that were forked."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from hilum import BundleError, HilumError, PictureError, _native

RELEASED = Path(__file__).parents[2] / "Tests/InferenceTests/Goldens/released"
PICTURE = str(RELEASED / "picture.png")


@pytest.fixture
def model():
    with_map = _native.Model(str(RELEASED / "bundle"), {"explain": True})
    yield with_map
    with_map.close()


def test_a_released_model_reads_as_it_did(model):
    expected = json.loads((RELEASED / "predict.json").read_text())
    read = json.loads(model.predict([PICTURE])[0].json)
    assert read["probabilities"] == pytest.approx(expected["probabilities"], abs=1e-6)
    assert read["decision"] == pytest.approx(expected["decision"], abs=1e-6)
    assert json.loads(model.describe())["input_shape"] == [3, 32, 32]


def test_what_is_returned_outlives_its_call_and_its_model(model):
    result = model.predict([PICTURE], {"explain": "grad-cam"})[0]
    heatmap, probabilities = result.heatmap, result.probabilities
    before = heatmap.copy(), probabilities.copy()
    del result
    model.close()
    gc.collect()
    np.testing.assert_array_equal(heatmap, before[0])
    np.testing.assert_array_equal(probabilities, before[1])
    with pytest.raises(HilumError) as error:
        model.predict([PICTURE])
    assert error.value.code == "model_closed"


def test_arrays_of_any_layout_are_read_alike(model):
    levels, about = _native.read(PICTURE)
    assert json.loads(about)["bit_depth"] == 8
    wide = np.zeros((levels.shape[0], levels.shape[1] + 7), np.uint8)
    wide[:, : levels.shape[1]] = levels
    sources = [
        levels, wide[:, : levels.shape[1]], levels[::-1][::-1], np.asfortranarray(levels), levels[:, :, None],
        np.repeat(levels[:, :, None], 3, 2), Path(PICTURE).read_bytes()]
    results = [result.probabilities for result in model.predict(sources)]
    for result in results[1:]:
        np.testing.assert_array_equal(result, results[0])
    # Of 16 bits, which floats become, resizing rounds less away.
    floats = model.predict([levels.astype(np.float32) / 255])[0].probabilities
    np.testing.assert_allclose(floats, results[0], atol=1e-3)
    flipped = model.predict([levels[::-1], np.ascontiguousarray(levels[::-1])])
    np.testing.assert_array_equal(flipped[0].probabilities, flipped[1].probabilities)
    assert model.preprocess(levels).shape == (3, 32, 32)


def test_errors_are_exceptions():
    for call, kind, code in [
        (lambda: _native.Model("/nowhere"), BundleError, "not_found"),
        (lambda: _native.Model(str(RELEASED / "bundle"), {"precission": "f32"}), HilumError, "bad_argument"),
        (lambda: _native.read(b"%PDF-1.7"), PictureError, "unsupported_media_type"),
        (lambda: _native.read("/nowhere.png"), PictureError, "unreadable_file"),
    ]:
        with pytest.raises(kind) as error:
            call()
        assert error.value.code == code
    with pytest.raises(ValueError, match="null byte"):
        _native.read("a\0b")
    with pytest.raises(TypeError):
        _native.read(np.zeros((32, 32), np.int64))


def test_an_error_of_progress_ends_the_work(model):
    told = []

    def progress(done, count):
        told.append((done, count))
        if len(told) == 3:
            raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        model.predict([PICTURE] * 500, progress=progress)
    assert len(told) < 500 and all(count == 500 for _, count in told)


def test_ctrl_c_ends_the_work(model):
    handler = signal.getsignal(signal.SIGINT)
    told = []

    def progress(done, count):
        told.append(done)
        if len(told) == 5:
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        model.predict([PICTURE] * 2000, progress=progress)
    assert len(told) < 2000
    assert signal.getsignal(signal.SIGINT) is handler


def test_threads_share_a_model_that_is_closed_meanwhile(model):
    expected = model.predict([PICTURE])[0].probabilities
    results = []

    def read():
        try:
            results.extend(result.probabilities for result in model.predict([PICTURE] * 20))
        except HilumError as error:
            assert error.code == "model_closed"

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    model.close()
    for thread in threads:
        thread.join()
    assert all(np.array_equal(result, expected) for result in results)


def test_a_forked_process_is_refused():
    source = f"""
import os, sys
from hilum import HilumError, _native
_native.read({PICTURE!r})
if os.fork() == 0:
    try:
        _native.read({PICTURE!r})
    except HilumError as error:
        os._exit(7 if error.code == "forked" else 1)
    os._exit(2)
sys.exit(os.wait()[1] >> 8)
"""
    assert subprocess.run([sys.executable, "-c", source], timeout=60).returncode == 7


def test_no_memory_is_lost(model):
    def resident():
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    data = Path(PICTURE).read_bytes()

    def work(count):
        for number in range(count):
            options = {"explain": "grad-cam", "overlay": True, "grid": "picture"} if number % 10 == 0 else None
            result = model.predict([data, b"no picture"], options)[0]
            assert result.heatmap is None or result.overlay
            model.preprocess(_native.read(data)[0])

    work(300)
    before = resident()
    work(1500)
    assert resident() - before < 8 << 20
