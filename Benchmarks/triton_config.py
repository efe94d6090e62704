#!/usr/bin/env python3
"""Reads config.pbtxt files with Triton's own schema, and says what a server would do. Needs tritonclient[grpc].

    Benchmarks/triton_config.py models/NAME/config.pbtxt…
"""
import pathlib
import sys

from google.protobuf import text_format
from tritonclient.grpc import model_config_pb2

for name in sys.argv[1:]:
    config = text_format.Parse(pathlib.Path(name).read_text(), model_config_pb2.ModelConfig())
    kinds = [model_config_pb2.ModelInstanceGroup.Kind.Name(group.kind) for group in config.instance_group]
    print(f"{config.name}: {config.backend}, batches up to {config.max_batch_size}, instances {kinds or 'as the server likes'}")
    for accelerator in config.optimization.execution_accelerators.gpu_execution_accelerator:
        print(f"  {accelerator.name}: " + ", ".join(f"{key}={value}" for key, value in sorted(accelerator.parameters.items())))
