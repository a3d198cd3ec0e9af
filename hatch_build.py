"""The wheel's build hook: with CONTESTED_COMPILE=1 the wheel holds the reader as machine code too.

Without it, and for an editable install always, nothing is compiled and the wheel is pure Python.
See `tools/compile_reader.py`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SWITCH = "CONTESTED_COMPILE"


class CompileHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling has no types
    """Adds compiled modules to a wheel where they are asked for."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the build needs besides hatchling: mypyc, if it compiles."""
        return ["mypy>=1.18", "setuptools"] if _wanted() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and put the modules beside their sources in the wheel.

        Raises what `compile_reader` raises: a wheel that was asked to be compiled is, or fails.
        """
        if self.target_name != "wheel" or version == "editable" or not _wanted():
            return
        sys.path.insert(0, self.root)
        from tools.compile_reader import compile_reader

        target = Path(self.root) / "build" / "compiled"
        for module in compile_reader(Path(self.root), target):
            build_data["force_include"][str(target / module)] = module.as_posix()
        build_data["pure_python"] = False
        build_data["infer_tag"] = True


def _wanted() -> bool:
    return os.environ.get(SWITCH, "") not in ("", "0")
