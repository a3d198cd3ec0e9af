"""The build hook: is the page there, and is the reader to be compiled?

Without Node.js the page is not built, and what is built says that it has none; with
CONTESTED_NEED_PAGE=1 that is an error. With CONTESTED_COMPILE=1 a wheel holds the reader as machine
code too (`tools/compile_reader.py`); else, and for an editable install always, it is pure Python.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPILE, NEED_PAGE = "CONTESTED_COMPILE", "CONTESTED_NEED_PAGE"


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling has no types
    """Looks for the built page, and adds compiled modules to a wheel where they are asked for."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the build needs besides hatchling: mypyc, if it compiles."""
        return ["mypy>=1.18", "setuptools"] if _wanted(COMPILE) else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it builds a wheel or a source archive.

        Raises FileNotFoundError without the page if it is needed, and what `compile_reader` raises:
        a wheel that was asked to be compiled is, or fails.
        """
        if version == "editable":
            return
        self._look_for_page()
        if self.target_name == "wheel" and _wanted(COMPILE):
            self._add_compiled(build_data)

    def _look_for_page(self) -> None:
        page = Path(self.root) / "contested" / "map" / "static" / "index.html"
        if page.is_file():
            return
        if _wanted(NEED_PAGE):
            raise FileNotFoundError(f"{page}: `make page` builds it (it needs Node.js)")
        self.app.display_warning(
            "The web page is not built and will be missing: `make page` builds it "
            "(it needs Node.js)."
        )

    def _add_compiled(self, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, self.root)
        from tools.compile_reader import compile_reader

        target = Path(self.root) / "build" / "compiled"
        for module in compile_reader(Path(self.root), target):
            build_data["force_include"][str(target / module)] = module.as_posix()
        build_data["pure_python"] = False
        build_data["infer_tag"] = True


def _wanted(switch: str) -> bool:
    return os.environ.get(switch, "") not in ("", "0")
