"""A model's endpoint on loopback that answers what a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

NOTHING: dict[str, Any] = {
    "actor": None, "actor_text": None, "target": None, "target_text": None, "place": None,
    "toponym": None, "speaker_text": None, "channel": None, "on": None, "since": None,
    "until": None, "from": None, "to": None, "extent": "unspecified", "factuality": "actual",
    "speaker": "outlet",
}  # fmt: skip


def said(predicate: str, evidence: str, **fields: Any) -> dict[str, Any]:
    """A claim as a model would answer it."""
    return NOTHING | {"predicate": predicate, "evidence": evidence} | fields


def chat(content: str) -> dict[str, Any]:
    """The body of a good answer."""
    return {
        "choices": [{"message": {"role": "assistant", "content": content}}],
        "usage": {"prompt_tokens": 1000, "completion_tokens": 100},
    }


@dataclass
class Reply:
    """One answer: a status, a body (an object is sent as JSON), headers, a wait before it."""

    body: Any = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait_s: float = 0.0


def claims(*rows: dict[str, Any]) -> Reply:
    """A good answer with these claims."""
    return Reply(chat(json.dumps({"claims": list(rows)})))


@dataclass
class Stub:
    """Where it listens, and what it was asked: bodies and headers."""

    url: str
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def endpoint(*replies: Reply) -> Iterator[Stub]:
    """An endpoint that gives the replies in turn, the last one for ever."""
    left = list(replies)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            stub.asked.append(json.loads(self.rfile.read(length)))
            stub.headers.append(dict(self.headers))
            reply = left.pop(0) if len(left) > 1 else left[0]
            time.sleep(reply.wait_s)
            body = reply.body if isinstance(reply.body, str) else json.dumps(reply.body)
            data = body.encode()
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except OSError:
                return  # the other side has hung up

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    stub = Stub(f"http://127.0.0.1:{server.server_port}/v1")
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
