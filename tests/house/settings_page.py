"""python -m tests.house.settings_page: docs/settings.md and .env.example out of portal/env.py."""

from __future__ import annotations

from pathlib import Path

from portal.embedded.fingerprint import ROOT
from portal.env import VARIABLES, Variable

PAGE = ROOT / "docs" / "settings.md"
EXAMPLE = ROOT / ".env.example"
KINDS = {
    "text": "text",
    "flag": "`1` or `0`",
    "number": "whole number",
    "list": "values with commas between",
    "url": "address",
}


def main() -> None:
    for target, text in pages().items():
        target.parent.mkdir(exist_ok=True)
        target.write_text(text)


def pages() -> dict[Path, str]:
    """What the two files hold when they tell the truth."""
    return {PAGE: settings_page(), EXAMPLE: example()}


def settings_page() -> str:
    rows = [
        f"| `{variable.name}` | {KINDS[variable.kind]} | {shown_default(variable)} | {variable.help} |"
        for variable in VARIABLES
    ]
    return "\n".join(
        [
            "# Settings",
            "",
            "Every value the portal reads from its environment. `make docs` writes this page from the table",
            "in `portal/env.py`; a value that cannot be used stops the start and names the form expected.",
            "",
            "| Name | Kind | Default | What it is for |",
            "|---|---|---|---|",
            *rows,
            "",
            "`make run` and `make test` also read `PYTHON` (the Python that makes the environment) and",
            "`PROCESSES` (how many processes run the tests; 2).",
            "",
        ]
    )


def shown_default(variable: Variable) -> str:
    if variable.default in ("", []):
        return "empty"
    return f"`{int(variable.default)}`" if variable.kind == "flag" else f"`{variable.default}`"


def example() -> str:
    lines = ["# Copy to `.env` for docker compose, or export what you need before `make run`."]
    for variable in VARIABLES:
        default = variable.default if variable.default not in ("", []) else ""
        value = int(default) if variable.kind == "flag" and default != "" else default
        lines += ["", f"# {variable.help}", f"#{variable.name}={value}"]
    lines += ["", "# Docker compose alone: passwords of its own PostgreSQL (owner, application) and Redis."]
    lines += [f"#{name}=" for name in ("OWNER_PASSWORD", "APPLICATION_PASSWORD", "REDIS_PASSWORD")]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
