"""Whether pyarrow reads from a Parquet file the lists that ParquetWriterTests wrote: check_lists.py FILE.

Made with pyarrow: `lists.parquet` was written by the test and read by this script.
"""

import sys

import pyarrow.parquet

rows = []
for group, count in enumerate([3, 1, 40]):
    for row in range(count):
        numbers = [i / 4 - row for i in range(row % 9)]
        rows.append({
            "file": f"{group}/{row}", "features": None if row % 5 == 4 else numbers, "whole": numbers, "version": row,
        })
table = pyarrow.parquet.read_table(sys.argv[1])
table.validate(full=True)
assert table.to_pylist() == rows
assert [str(field.type) for field in table.schema] == [
    "string", "list<element: float not null>", "list<element: float not null>", "int32"]
assert [field.nullable for field in table.schema] == [False, True, False, True]
print("equal")
