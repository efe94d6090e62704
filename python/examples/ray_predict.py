"""Reads the pictures below a folder with Ray Data: one model a worker, rows in Parquet.

    pip install hilum "ray[data]"
    python ray_predict.py run/bundle s3://bucket/xrays readings --workers 8

A worker that dies is started again and its batches are read again; each picture has one row all the same.
"""

import argparse

import pandas
import ray

from hilum.scale import Reader, pictures


def main(bundle: str, place: str, output: str, workers: int, batch: int) -> None:
    paths = pandas.DataFrame({"path": pictures(place)})
    blocks = [paths[start : start + batch] for start in range(0, len(paths), batch)]
    readings = ray.data.from_pandas(blocks or [paths]).map_batches(
        Reader,
        fn_constructor_kwargs={"bundle": bundle},
        batch_format="pyarrow",
        batch_size=batch,
        compute=ray.data.ActorPoolStrategy(size=workers),
        num_cpus=1,  # of each worker; the model reads with as many threads
    )
    # Writing is little work: it must find room where workers have every core.
    readings.write_parquet(output, ray_remote_args={"num_cpus": 0})


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("bundle")
    parser.add_argument("pictures", help="a folder, or a URL that fsspec knows")
    parser.add_argument("output", help="a folder for Parquet files")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--batch", type=int, default=256)
    arguments = parser.parse_args()
    main(arguments.bundle, arguments.pictures, arguments.output, arguments.workers, arguments.batch)
