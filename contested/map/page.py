"""The built page, from memory: index.html, and assets whose names change with their content."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

STATIC = Path(__file__).parent / "static"
# By the first folder: names of assets change with their content, the base map's do not.
_CACHED = {"assets": "public, max-age=31536000, immutable", "base": "public, max-age=86400"}
_ENCODINGS = {".br": "br", ".gz": "gzip"}
_PACKED_TYPES = ("text/", "application/json", "application/javascript", "image/svg+xml")
_TYPES = {
    ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css",
    ".html": "text/html; charset=utf-8", ".json": "application/json",
    ".geojson": "application/geo+json", ".woff2": "font/woff2", ".webmanifest":
    "application/manifest+json", ".svg": "image/svg+xml", ".pmtiles": "application/octet-stream",
}  # fmt: skip
NOT_BUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Contested</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head><body>
<h1>The page is not built</h1>
<p>The server runs and answers at <a href="api/v1/docs">api/v1/docs</a>, but the page that draws
the map is not in this installation. <code>make page</code> in a clone builds it (it needs Node.js);
then start the server again.</p>
</body></html>
"""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the page; `packed` are its compressed forms by encoding, the best first."""

    data: bytes
    packed: tuple[tuple[str, bytes], ...]
    media_type: str
    tag: str


def load_page(folder: Path = STATIC) -> dict[str, Asset]:
    """The page's files by their path under `folder`; empty if it is not built."""
    if not (folder / "index.html").is_file():
        return {}
    paths = {path for path in folder.rglob("*") if path.is_file()}
    found = {}
    for path in sorted(paths):
        compressed = path.suffix in _ENCODINGS and path.with_suffix("") in paths
        if not compressed and path.suffix != ".map" and not path.name.startswith("."):
            found[path.relative_to(folder).as_posix()] = _asset(path, paths)
    return found


def _asset(path: Path, paths: set[Path]) -> Asset:
    data = path.read_bytes()
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    kind = kind or "application/octet-stream"
    # The build writes compressed forms beside its files; without one it is compressed here.
    packed = [
        (encoding, beside.read_bytes())
        for suffix, encoding in _ENCODINGS.items()
        if (beside := path.with_name(path.name + suffix)) in paths
    ]
    if not packed and kind.startswith(_PACKED_TYPES):
        packed = [("gzip", gzip.compress(data, 9, mtime=0))]
    return Asset(data, tuple(packed), kind, f'W/"{hashlib.sha256(data).hexdigest()[:16]}"')


def page_router(assets: dict[str, Asset]) -> APIRouter:
    """`/` and every file of the page."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    @router.get("/index.html")
    def index(request: Request) -> Response:
        if "index.html" not in assets:
            return Response(
                NOT_BUILT, media_type="text/html", headers={"Cache-Control": "no-store"}
            )
        return _send(request, assets["index.html"], "no-cache")

    @router.get("/{path:path}")
    def asset(request: Request, path: str) -> Response:
        found = assets.get(path)
        if found is None:
            raise HTTPException(404, f"there is nothing at /{path[:100]}")
        return _send(request, found, _CACHED.get(path.partition("/")[0], "no-cache"))

    return router


def _send(request: Request, asset: Asset, cached: str) -> Response:
    headers = {"ETag": asset.tag, "Cache-Control": cached, "Vary": "Accept-Encoding"}
    if asset.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    accepted = request.headers.get("accept-encoding", "")
    for encoding, packed in asset.packed:
        if encoding in accepted:
            headers["Content-Encoding"] = encoding
            return Response(packed, media_type=asset.media_type, headers=headers)
    return Response(asset.data, media_type=asset.media_type, headers=headers)
