"""Addresses that take one file: a form of parts (multipart/form-data) of at most 10 MB and a little.

The body is read whole and kept in memory, so that the Idempotency-Key covers every byte of it, and parsed
without ever writing to a temporary folder.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from rest_framework import parsers
from rest_framework.exceptions import ParseError
from rest_framework.request import Request

from portal.api.endpoints import Endpoint
from portal.api.refusals import TooLarge
from portal.refusals import Malformed, Refused
from portal.web.uploads import MOST_BYTES, InMemory

# The other fields and the borders of the parts.
LARGEST_FORM = MOST_BYTES + 64 * 1024
FORM = "multipart/form-data"


class NotAForm(Refused):
    status = 415


class FormParser(parsers.MultiPartParser):
    """One file, in memory; anything that cannot be read is said in our own shape."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            return super().parse(stream, media_type, parser_context)
        except (ParseError, MultiPartParserError, SuspiciousOperation, BadRequest, ValueError) as error:
            raise Malformed(
                "malformed_form",
                _("The body is not a form of parts that can be read."),
                _("Send multipart/form-data with the boundary that its header names."),
            ) from error


class UploadEndpoint(Endpoint):
    """POST takes a file; the other methods are as everywhere."""

    parser_classes = [FormParser]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method == "POST":
            _take_body(request._request)


def _take_body(inner: HttpRequest) -> None:
    """Raises NotAForm, TooLarge, or Malformed when less came than was announced."""
    if inner.content_type != FORM:
        raise NotAForm("unsupported_media_type", _("Send the file as %(form)s.") % {"form": FORM})
    announced = int(inner.META.get("CONTENT_LENGTH") or 0)
    body = b"" if announced > LARGEST_FORM else inner.read(LARGEST_FORM + 1)
    if announced > LARGEST_FORM or len(body) > LARGEST_FORM:
        raise TooLarge("body_too_large", _("The body is larger than 10 MB."), _("Send a smaller file."))
    if len(body) < announced:
        raise Malformed("body_cut_off", _("The body ended before its announced length."))
    inner._body = body
    inner.upload_handlers = [InMemory(inner)]
