"""Says, when a wheel or source archive is built, if it will have no web page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PageHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling has no types
    """Warns without the built page. An editable installation reads the page from the clone."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it builds."""
        page = Path(self.root) / "contested" / "map" / "static" / "index.html"
        if version != "editable" and not page.is_file():
            self.app.display_warning(
                "The web page is not built and will be missing: `make page` builds it "
                "(it needs Node.js)."
            )
