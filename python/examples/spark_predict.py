"""Reads the pictures below a folder with Spark: one model in each Python worker, rows in Parquet.

    pip install hilum pyspark pandas pyarrow
    spark-submit spark_predict.py run/bundle s3://bucket/xrays readings --partitions 64

A task that fails is run again, and its rows are committed once.
"""

import argparse

from pyspark.sql import SparkSession

from hilum.scale import Reader, pictures


def main(bundle: str, place: str, output: str, partitions: int) -> None:
    spark = SparkSession.builder.appName("hilum").getOrCreate()
    reader = Reader(bundle)
    paths = spark.createDataFrame([(path,) for path in pictures(place)], "path string")
    readings = paths.repartition(partitions).mapInPandas(reader.frames, schema=reader.spark_schema)
    readings.write.mode("overwrite").parquet(output)
    spark.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("bundle")
    parser.add_argument("pictures", help="a folder, or a URL that fsspec knows")
    parser.add_argument("output", help="a folder for Parquet files")
    parser.add_argument("--partitions", type=int, default=8)
    arguments = parser.parse_args()
    main(arguments.bundle, arguments.pictures, arguments.output, arguments.partitions)
