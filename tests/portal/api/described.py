"""Whether an answer is what the description says of its address."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from portal.api.description.document import description


@cache
def _document() -> dict[str, Any]:
    return description("en")


def require_described(answer: Any) -> Any:
    """The answer again. Fails where its status or its JSON is not among what the description promises."""
    route = "/" + re.sub(r"<\w+:pk>", "{id}", answer.resolver_match.route)
    route = re.sub(r"<\w+:(\w+)>", r"{\1}", route)
    operation = _document()["paths"][route][answer.request["REQUEST_METHOD"].lower()]
    assert str(answer.status_code) in operation["responses"], f"{answer.status_code} of {route}"
    content = operation["responses"][str(answer.status_code)].get("content", {})
    for kind in content:
        pointer = "/".join(
            part.replace("~", "~0").replace("/", "~1")
            for part in (
                *("paths", route, answer.request["REQUEST_METHOD"].lower()),
                *("responses", str(answer.status_code), "content", kind, "schema"),
            )
        )
        Draft202012Validator({**_document(), "$ref": f"#/{pointer}"}).validate(answer.json())
    return answer
