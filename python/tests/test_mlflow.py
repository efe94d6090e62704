"""The flavour for MLflow, and what ``hilum train --track`` logs, at a server of MLflow's own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

import hilum

mlflow = pytest.importorskip("mlflow", reason="MLflow is not installed")
pd = pytest.importorskip("pandas")

import hilum.mlflow  # noqa: E402


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an MLflow server, which keeps everything in a folder of its own."""
    folder = tmp_path_factory.mktemp("mlflow")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "mlflow", "server", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
         "--backend-store-uri", f"sqlite:///{folder}/mlflow.db", "--artifacts-destination", str(folder / "artifacts")],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                urlopen(f"{address}/health", timeout=1).close()
                break
            except OSError:
                time.sleep(1)
        else:
            pytest.skip("the MLflow server does not start")
        mlflow.set_tracking_uri(address)
        yield address
    finally:
        os.killpg(process.pid, 15)
        process.wait(30)


def frames(files: list[Path]) -> pd.DataFrame:
    """A picture by its path, the same by its bytes, and one that is none."""
    return pd.DataFrame(
        {"path": [str(files[0]), None, None], "bytes": [None, files[0].read_bytes(), b"nonsense"]}, index=[5, 6, 7])


def check(function: mlflow.pyfunc.PyFuncModel, model: hilum.Model, files: list[Path]) -> None:
    table = function.predict(frames(files))
    expected = model.predict_frame(files[:1])
    assert list(table.index) == [5, 6, 7]
    column = f"probability_{model.classes[1]}"
    assert table[column].iloc[0] == table[column].iloc[1] == expected[column].iloc[0]
    assert table["error"].notna().tolist() == [False, False, True]


def test_a_saved_model_is_read_by_both_flavours(model: hilum.Model, files: list[Path], tmp_path: Path) -> None:
    hilum.mlflow.save_model(model, tmp_path / "saved")
    assert hilum.mlflow.load_model(str(tmp_path / "saved")).classes == model.classes
    check(mlflow.pyfunc.load_model(str(tmp_path / "saved")), model, files)


def test_a_logged_model(server: str, model: hilum.Model, files: list[Path]) -> None:
    with mlflow.start_run() as active:
        info = hilum.mlflow.log_model(model)
    check(mlflow.pyfunc.load_model(info.model_uri), model, files)
    check(mlflow.pyfunc.load_model(f"runs:/{active.info.run_id}/model"), model, files)


def test_a_frame_without_pictures(model: hilum.Model) -> None:
    with pytest.raises(ValueError, match="path"):
        hilum.mlflow._load_pyfunc(str(model.bundle)).predict(pd.DataFrame({"image": ["a"]}))


def test_a_tracked_training(server: str, place: Path, data: Path, files: list[Path]) -> None:
    trained = hilum.train(
        place / "small.yaml", data, place / "tracked", progress=False, name="tracked", track=f"mlflow:{server}")
    client = mlflow.MlflowClient()
    [logged] = client.search_runs(["0"], filter_string="attributes.run_name = 'tracked'")
    assert logged.info.status == "FINISHED"
    assert logged.data.params["train.epochs"] == "4"
    history = client.get_metric_history(logged.info.run_id, "train/loss")
    assert [metric.step for metric in history] == [1, 2, 3, 4]
    assert "final_validation/auroc" in logged.data.metrics
    names = {file.path for file in client.list_artifacts(logged.info.run_id)}
    assert names >= {"report.html", "history.csv", "metrics.json"}
    check(mlflow.pyfunc.load_model(f"runs:/{logged.info.run_id}/model"), trained.model(), files)
    with hilum.mlflow.load_model(f"runs:/{logged.info.run_id}/model") as loaded:
        assert loaded.name == trained.model().name
