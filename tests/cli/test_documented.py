"""docs/cli.md is generated from the commands and up to date."""

from __future__ import annotations

from contested.cli.document import PAGE, commands, page


def test_every_command_is_documented() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name, command in commands():
        assert f"## {name}\n" in text
        assert command.help, f"{name} has no help"
        for parameter in command.params:
            assert parameter.help, f"{name} {parameter.name} has no help"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m contested.cli.document"
