"""What `make run` says once the first page answers."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from portal.demo.people import DEMO_PASSWORD, DEMO_PEOPLE


def announcement(host: str, port: int, log: Path) -> str:
    shown = f"[{host}]" if ":" in host else host
    lines = ["", f"{settings.PRODUCT_NAME} {settings.PRODUCT_NAME_ZH} is at http://{shown}:{port}/", ""]
    if settings.DEMO:
        width = max(len(person.email) for person in DEMO_PEOPLE)
        lines += [f"Demo people, each with the password {DEMO_PASSWORD}"]
        lines += [f"  {person.email:<{width}}  {person.does}" for person in DEMO_PEOPLE]
        lines += [""]
    return "\n".join([*lines, f"The log is {log}. Ctrl-C stops everything."])
