"""Puts the program and its libraries into the wheel: all that is in $HILUM_NATIVE_FILES, laid out as in the package."""

import os
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class NativeFiles(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        folder = os.environ.get("HILUM_NATIVE_FILES")
        if folder is None:  # a checkout: the program of its own build is used
            return
        build_data["force_include"][folder] = "hilum"
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-linux_{os.uname().machine}"
