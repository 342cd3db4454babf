"""One word of a query that narrows a list: `?show=mine`."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from portal.refusals import Malformed


def chosen(request: Request, name: str, words: Sequence[str]) -> str:
    """The word, or "" where none is given. Raises Malformed "unknown_choice" for any other."""
    text = request._request.GET.get(name, "")
    if name in request._request.GET and text not in words:
        sentence = _("%(name)s is one of %(words)s, not %(text)s.") % {
            "name": name,
            "words": ", ".join(words),
            "text": text[:40] or "''",
        }
        raise Malformed("unknown_choice", sentence, extra={"fields": {name: sentence}})
    return text


def parameter(name: str, words: Sequence[str], help_text: str | Promise) -> OpenApiParameter:
    return OpenApiParameter(name, {"type": "string", "enum": list(words)}, description=help_text)
