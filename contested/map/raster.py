"""A picture as PNG, made of its SVG by the browser that is on the machine."""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

from contested.errors import QuestionError

_BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "chrome-headless-shell",
)  # fmt: skip
_SIZE = re.compile(rb'<svg[^>]* width="(\d+)" height="(\d+)"')
# Points of the file for each of the picture.
_SCALE = 2
_PATIENCE_S = 120.0
_PNG = b"\x89PNG\r\n\x1a\n"


def browser() -> str | None:
    """The first browser found that can make pictures."""
    return next((found for name in _BROWSERS if (found := shutil.which(name))), None)


def png(svg: bytes) -> bytes:
    """The picture as PNG. The browser is shown a local file and may ask nothing of any network.

    Raises QuestionError where there is no such browser, or it fails.
    """
    program = browser()
    if program is None:
        raise QuestionError(
            "a PNG is made by Chromium or Chrome, and neither is here; write an SVG instead (a "
            "name that ends in .svg), which any browser shows, or install Chromium"
        )
    size = _SIZE.search(svg)
    assert size is not None, "a picture says how large it is"
    wide, high = int(size[1]), int(size[2])
    with tempfile.TemporaryDirectory(prefix="contested-picture-") as folder:
        page, target = Path(folder) / "picture.html", Path(folder) / "picture.png"
        drawing = svg.partition(b"?>")[2]
        page.write_bytes(
            b'<!doctype html><meta charset="utf-8"><style>*{margin:0}svg{display:block}</style>'
            + drawing
        )
        command = [
            program, "--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
            "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={folder}/profile", f"--force-device-scale-factor={_SCALE}",
            f"--window-size={wide},{high}", f"--screenshot={target}",
        ]  # fmt: skip
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # as root it starts in no other way
        try:
            subprocess.run(
                [*command, page.as_uri()], check=True, capture_output=True, timeout=_PATIENCE_S
            )
            data = target.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise QuestionError(
                f"{program} made no picture ({error.__class__.__name__}); write an SVG instead"
            ) from error
    if data[:8] != _PNG or struct.unpack(">II", data[16:24]) != (wide * _SCALE, high * _SCALE):
        raise QuestionError(f"{program} made a picture of another size; write an SVG instead")
    return data
