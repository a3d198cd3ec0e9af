"""The description of the API as a plain page: no script, nothing from elsewhere."""

from __future__ import annotations

from html import escape
from typing import Any

_STYLE = "docs.css"
STYLE_TEXT = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "code{font-family:ui-monospace,monospace}h2{margin-top:2rem;font-size:1.1rem}"
    "table{border-collapse:collapse;width:100%}td{border-top:1px solid #ccc;padding:.25rem .75rem"
    " .25rem 0;vertical-align:top}p{margin:.25rem 0}@media (prefers-color-scheme:dark){"
    "body{background:#14171a;color:#e6e6e6}a{color:#7ab8ff}td{border-color:#444}}"
)


def api_page(description: dict[str, Any]) -> str:
    """The OpenAPI description as HTML."""
    info = description["info"]
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<title>{escape(info["title"])}</title><link rel="stylesheet" href="{_STYLE}"></head>',
        f"<body><h1>{escape(info['title'])}</h1><p>{escape(info.get('description', ''))}</p>",
        '<p>For programs: <a href="openapi.json">openapi.json</a></p>',
    ]
    for path, methods in description["paths"].items():
        for method, one in methods.items():
            parts.append(f"<h2><code>{method.upper()} {escape(path)}</code></h2>")
            parts.append(f"<p>{escape(one.get('description', one.get('summary', '')))}</p>")
            rows = [_row(parameter) for parameter in one.get("parameters", [])]
            rows += _body_rows(one, description)
            if rows:
                parts.append("<table>" + "".join(rows) + "</table>")
            parts.append(f"<p>{escape(_answer(one))}</p>")
    return "\n".join([*parts, "</body></html>"])


def _row(parameter: dict[str, Any]) -> str:
    schema = parameter.get("schema", {})
    needed = " (required)" if parameter.get("required") else ""
    default = schema.get("default")
    text = parameter.get("description", schema.get("description", ""))
    if default not in (None, ""):
        text += f" Default: {default}."
    return (
        f"<tr><td><code>{escape(parameter['name'])}</code></td>"
        f"<td>{escape(_kind(schema))}{needed}</td><td>{escape(text)}</td></tr>"
    )


def _body_rows(one: dict[str, Any], description: dict[str, Any]) -> list[str]:
    content = one.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    schema = description.get("components", {}).get("schemas", {}).get(name, {})
    required = schema.get("required", [])
    return [
        _row({"name": key, "schema": value, "required": key in required,
              "description": value.get("description", "")})
        for key, value in schema.get("properties", {}).items()
    ]  # fmt: skip


def _kind(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"] if one.get("type") != "null")
    if "enum" in schema:
        return " | ".join(str(one) for one in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if schema.get("type") == "array":
        return f"{_kind(schema.get('items', {}))}, may be given again"
    return str(schema.get("format") or schema.get("type", ""))


def _answer(one: dict[str, Any]) -> str:
    for status, answer in one.get("responses", {}).items():
        if not status.startswith("2"):
            continue
        for media, content in answer.get("content", {}).items():
            name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
            what = str(answer.get("description", "")).replace("Successful Response", "")
            return f"Answers {status}, {media}{f', {name}' if name else ''}. {what}"
        return f"Answers {status}."
    return ""
