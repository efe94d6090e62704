"""Reads the pictures below a folder with Dask: one model in each worker, rows in Parquet.

    pip install hilum "dask[dataframe]" distributed
    python dask_predict.py run/bundle s3://bucket/xrays readings --workers 8

A worker that dies is started again and its partitions are read again; each is one file.
"""

import argparse

import dask.dataframe
import pandas
from distributed import Client

from hilum.scale import Reader, pictures


def main(bundle: str, place: str, output: str, workers: int, partitions: int) -> None:
    reader = Reader(bundle, threads=1)
    with Client(n_workers=workers, threads_per_worker=1, dashboard_address=None):
        paths = dask.dataframe.from_pandas(pandas.DataFrame({"path": pictures(place)}), npartitions=partitions)
        paths.map_partitions(reader, meta=reader.meta).to_parquet(output, write_index=False)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("bundle")
    parser.add_argument("pictures", help="a folder, or a URL that fsspec knows")
    parser.add_argument("output", help="a folder for Parquet files")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--partitions", type=int, default=8)
    arguments = parser.parse_args()
    main(arguments.bundle, arguments.pictures, arguments.output, arguments.workers, arguments.partitions)
