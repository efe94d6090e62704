"""The reader on frames, without an engine."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

import hilum
from hilum.scale import Reader, pictures

pandas = pytest.importorskip("pandas")


@pytest.fixture(scope="module")
def reader(bundle: str) -> Reader:
    """A reader as a worker gets it."""
    return pickle.loads(pickle.dumps(Reader(bundle)))  # type: ignore[no-any-return]


def test_rows_say_what_readings_say(reader: Reader, model: hilum.Model, xrays: Path) -> None:
    paths = pictures(xrays)
    rows = reader(pandas.DataFrame({"path": paths}, index=range(7, 7 + len(paths))))
    assert list(rows.index) == list(range(7, 7 + len(paths)))
    assert list(rows["file"]) == paths
    for (_, row), reading in zip(rows.iterrows(), model.predict(paths)):
        assert row["model"] == model.name and row["version"] == model.version
        if isinstance(reading, hilum.FailedReading):
            assert (row["error_code"], row["error"]) == (reading.error.code, reading.error.message)
            assert row.drop(["file", "error_code", "error", "model", "version"]).isna().all()
            continue
        assert row["prediction"] == reading.prediction and row["positive"] == reading.positive
        assert row["confidence"] == pytest.approx(reading.confidence, abs=1e-6)
        for name, probability in reading.probabilities.items():
            assert row[f"probability_{name}"] == pytest.approx(probability, abs=1e-6)
        assert pandas.isna(row["error_code"])


def test_columns_are_those_of_the_program(reader: Reader) -> None:
    names = ["file", "prediction", "confidence", "probability_NORMAL", "probability_PNEUMONIA", "positive", "threshold",
             "margin", "in_distribution", "quality", "lungs_found", "disagreement", "repeatability", "error_code",
             "error", "model", "version", "milliseconds"]
    assert list(reader.meta.columns) == names and len(reader.meta) == 0
    assert [column.split("`")[1] for column in reader.spark_schema.split(", ")] == names


def test_bytes_are_read_without_a_path(reader: Reader, xrays: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    paths = pictures(xrays)
    contents = [Path(path).read_bytes() for path in paths]
    by_path = reader(pandas.DataFrame({"path": paths}))
    for column in ("bytes", "content"):
        table = reader(arrow.table({column: contents, "other": list(range(len(paths)))}))
        assert isinstance(table, arrow.Table)
        rows = table.to_pandas()
        assert rows["file"].isna().all()
        assert list(rows["error_code"].dropna()) == list(by_path["error_code"].dropna())
        assert rows["confidence"].fillna(-1).tolist() == pytest.approx(by_path["confidence"].fillna(-1).tolist())
    named = reader(arrow.table({"path": paths, "bytes": contents}))
    assert named.column("file").to_pylist() == paths


def test_tables_have_the_same_types_whatever_is_in_them(reader: Reader, xrays: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    good, bad = str(sorted(xrays.glob("*.png"))[0]), str(xrays / "letter.jpeg")
    schemas = [reader(arrow.table({"path": arrow.array(paths, arrow.string())})).schema for paths in ([good], [bad], [])]
    assert schemas[0] == schemas[1] == schemas[2]


def test_stores_are_read_through_fsspec(reader: Reader, xrays: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    local = pictures(xrays)
    for path in local:
        memory.pipe(f"/store/xrays/{Path(path).name}", Path(path).read_bytes())
    urls = pictures("memory://store/xrays")
    assert [Path(url).name for url in urls] == [Path(path).name for path in local]
    assert pictures(f"file://{xrays}") == [f"file://{path}" for path in local]
    missing = ["memory://store/none.jpeg", f"file://{xrays}/none.png"]
    rows = reader(pandas.DataFrame({"path": [*urls, *missing, local[-1]]}))
    expected = reader(pandas.DataFrame({"path": local}))
    assert rows["file"].tolist() == [*urls, *missing, local[-1]]
    unlike = ["file", "milliseconds"]
    pandas.testing.assert_frame_equal(rows.iloc[: len(local)].drop(columns=unlike), expected.drop(columns=unlike))
    assert rows.iloc[len(local) : -1]["error_code"].tolist() == ["unreadable_file"] * 2
    assert rows.iloc[-1]["prediction"] == expected.iloc[-1]["prediction"]


def test_what_may_pass_is_raised(reader: Reader) -> None:
    fsspec = pytest.importorskip("fsspec")

    class Down(fsspec.AbstractFileSystem):  # type: ignore[misc]
        protocol = "down"

        def cat_file(self, path: str, start: int | None = None, end: int | None = None, **_: object) -> bytes:
            raise {"gone": FileNotFoundError, "shut": PermissionError, "slow": TimeoutError}[path]("")

        def expand_path(self, path: list[str], **_: object) -> list[str]:
            return path

    fsspec.register_implementation("down", Down, clobber=True)
    rows = reader(pandas.DataFrame({"path": ["down://gone", "down://shut"]}))
    assert rows["error"].tolist() == ["there is no such file", "permission denied"]
    with pytest.raises(TimeoutError):
        reader(pandas.DataFrame({"path": ["down://gone", "down://slow"]}))


def test_a_frame_without_pictures_is_an_error(reader: Reader) -> None:
    with pytest.raises(hilum.HilumError, match="'path'"):
        reader(pandas.DataFrame({"name": ["a"]}))


def test_one_model_a_process(bundle: str) -> None:
    first, second, other = Reader(bundle), Reader(bundle, path="url"), Reader(bundle, threads=1)
    assert first.model is second.model
    assert first.model is not other.model


def test_threads_are_those_that_the_engine_gives(bundle: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    assert Reader(bundle).model is Reader(bundle, threads=1).model
