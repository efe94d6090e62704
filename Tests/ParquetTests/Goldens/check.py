"""Whether pyarrow reads from a Parquet file what ParquetWriterTests wrote: check.py FILE ROWS_OF_GROUP…

Made with pyarrow: `rows.parquet` was written by the test and read by this script, groups 400 1 77. DuckDB and fastparquet
read it, too, where they are installed.
"""

import importlib.util
import sys

import pyarrow.parquet

CLASSES = ["NORMAL", "PNEUMONIA", 'ä "x",\n', ""]


def expected(groups):
    for group, rows in enumerate(groups):
        for row in range(rows):
            yield {
                "file": f"{group}/{row}.jpeg",
                "prediction": None if row % 7 == 3 else CLASSES[row // 10 % 4],
                "confidence": None if row % 5 == 0 else row / 7,
                "positive": None if row % 11 == 0 else row % 3 == 0,
                "version": None if row % 300 < 50 else row - 100,
                "nothing": None,
                "no text": None,
            }


def check(file, groups):
    rows = list(expected(groups))
    parquet = pyarrow.parquet.ParquetFile(file)
    table = parquet.read()
    table.validate(full=True)
    assert table.to_pylist() == rows
    assert [str(field.type) for field in table.schema] == [
        "string", "string", "double", "bool", "int32", "double", "string"]
    assert not table.schema.field("file").nullable and table.schema.field("positive").nullable
    metadata = parquet.metadata
    assert metadata.num_row_groups == len(groups) and metadata.created_by == "hilum"
    assert metadata.metadata[b"answer"] == b"42"
    for number, count in enumerate(groups):
        group = metadata.row_group(number)
        assert group.num_rows == count
        for index, name in enumerate(table.column_names):
            absent = sum(row[name] is None for row in rows if row["file"].startswith(f"{number}/"))
            assert group.column(index).statistics.null_count == absent
    if importlib.util.find_spec("duckdb"):
        import duckdb

        found = duckdb.sql(f"select * from read_parquet('{file}')").fetchall()
        assert found == [tuple(row.values()) for row in rows]
    if importlib.util.find_spec("fastparquet") and rows:
        import fastparquet

        frame = fastparquet.ParquetFile(file).to_pandas()
        assert list(frame["file"]) == [row["file"] for row in rows]
        assert frame["positive"].count() == sum(row["positive"] is not None for row in rows)


if __name__ == "__main__":
    check(sys.argv[1], [int(count) for count in sys.argv[2:]])
    print("equal")
