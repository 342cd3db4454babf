"""Every answer that is not a success has one shape: application/problem+json (RFC 9457).

`code` is stable and documented in docs/api.md; `title`, `detail` and `remedy` are sentences in the language
the caller asked for and may improve. What failed inside is logged once and never shown.
"""

from __future__ import annotations

import json
import logging
import math
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions

from portal.refusals import Refused

MEDIA_TYPE = "application/problem+json"
SECONDS_UNTIL_DATABASE = 2
TITLES = {
    400: gettext_lazy("The request cannot be read"),
    401: gettext_lazy("A working key is needed"),
    403: gettext_lazy("Not allowed"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("Not offered here"),
    406: gettext_lazy("Only JSON is written"),
    409: gettext_lazy("Not possible now"),
    413: gettext_lazy("Too large"),
    415: gettext_lazy("Only JSON is read"),
    422: gettext_lazy("Does not fit what was asked before"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("Something failed on our side"),
    503: gettext_lazy("Briefly unavailable"),
    507: gettext_lazy("Could not be kept"),
}
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Problem:
    status: int
    code: str
    detail: str
    remedy: str = ""
    # One entry per field that cannot be read: path ("vpcs.1.cidr"), code, message.
    errors: Sequence[Mapping[str, str]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def problem_response(error: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """REST framework's exception handler."""
    request = context["request"]
    problem = problem_of(error)
    name = request_id(request)
    if problem.status == 500:
        logger.error("%s %s failed, request_id %s", request.method, request.path, name, exc_info=error)
    elif problem.status == 503:
        logger.warning("database away during %s %s: %s", request.method, request.path, type(error).__name__)
    return answer(problem, name)


def answer(problem: Problem, name: str) -> HttpResponse:
    """The response for `problem`; `name` is the request id to quote to support."""
    document: dict[str, Any] = {
        "type": f"{settings.PUBLIC_URL}/api/docs/#{problem.code}",
        "title": str(TITLES.get(problem.status, TITLES[500])),
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
    }
    if problem.remedy:
        document["remedy"] = problem.remedy
    if problem.errors:
        document["errors"] = list(problem.errors)
    document["request_id"] = name
    response = HttpResponse(
        json.dumps(document, ensure_ascii=False), content_type=MEDIA_TYPE, status=problem.status
    )
    response["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
    for header, value in problem.headers.items():
        response[header] = value
    # Django would write a second line for the same failure.
    response._has_been_logged = problem.status >= 500  # type: ignore[attr-defined]  # Django's own flag
    return response


def request_id(request: HttpRequest) -> str:
    """One name per request, on the answer, in the log and in the problem."""
    inner = getattr(request, "_request", request)
    return str(inner.META.setdefault("portal.request_id", uuid.uuid4().hex))


def problem_of(error: Exception) -> Problem:
    if isinstance(error, Refused):
        return _of_refusal(error)
    if isinstance(error, exceptions.ValidationError):
        errors = tuple(_flat(error.detail))
        detail = errors[0]["message"] if len(errors) == 1 else _("%d fields cannot be read.") % len(errors)
        return Problem(400, "invalid", detail, _("See `errors` for each field."), errors)
    if isinstance(error, Http404 | exceptions.NotFound):
        return Problem(404, "not_found", _("Nothing is here, or nothing that this key may see."))
    if isinstance(error, PermissionDenied | exceptions.PermissionDenied):
        return Problem(403, "forbidden", _("This key may not do that."))
    if isinstance(error, RequestDataTooBig):
        return Problem(413, "body_too_large", _("The body is larger than 1 MiB."), _("Send less at once."))
    if isinstance(error, UnreadablePostError):
        return Problem(400, "body_cut_off", _("The body ended before its announced length."))
    if isinstance(error, exceptions.APIException):
        return _of_framework(error)
    if isinstance(error, OperationalError | InterfaceError):
        return Problem(
            503,
            "database_away",
            _("The database did not answer in time; nothing was changed."),
            _("Ask again in a moment with the same Idempotency-Key."),
            headers={"Retry-After": str(SECONDS_UNTIL_DATABASE)},
        )
    return Problem(
        500,
        "failed",
        _("The request failed on our side and was not carried out. We have a record of it."),
        _("Ask again; if it fails again, tell us the request_id."),
    )


def _of_refusal(refusal: Refused) -> Problem:
    headers = {}
    if refusal.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="causeway"'
    if (seconds := refusal.extra.get("retry_after")) is not None:
        headers["Retry-After"] = str(max(1, math.ceil(seconds)))
    errors = (*_listed(refusal), *_given(refusal.extra.get("fields", {}), refusal.code))
    return Problem(refusal.status, refusal.code, refusal.message, refusal.remedy, errors, headers)


def _listed(refusal: Refused) -> Iterator[dict[str, str]]:
    for one in refusal.extra.get("errors", ()):
        yield {name: str(one.get(name, "")) for name in ("path", "code", "message")}


def _given(fields: Mapping[str, Any], code: str) -> Iterator[dict[str, str]]:
    for path, sentences in fields.items():
        for sentence in [sentences] if isinstance(sentences, str) else sentences:
            if isinstance(sentence, Mapping):
                yield {"path": path, "code": str(sentence["code"]), "message": str(sentence["message"])}
            else:
                yield {"path": path, "code": code, "message": str(sentence)}


def _of_framework(error: exceptions.APIException) -> Problem:
    status, headers = error.status_code, {}
    if isinstance(error, exceptions.Throttled):
        headers["Retry-After"] = str(max(1, math.ceil(getattr(error, "wait", None) or 1)))
        detail = _("This key has used up its requests for the moment.")
        return Problem(429, "too_many_requests", detail, _("Wait as long as Retry-After says."), (), headers)
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="causeway"'
    sentences = {
        405: ("method_not_allowed", _("This method is not offered at this address.")),
        406: ("not_acceptable", _("The answer is JSON, and the Accept header leaves no room for it.")),
        415: ("unsupported_media_type", _("Send the body as application/json.")),
    }
    code, detail = sentences.get(status, (error.default_code, str(error.detail)))
    return Problem(status, code, detail, headers=headers)


def _flat(detail: Any, path: str = "") -> Iterator[dict[str, str]]:
    """REST framework's nested errors as one list of path, code, message."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            own = "" if name == "non_field_errors" else str(name)
            yield from _flat(inner, ".".join(filter(None, (path, own))))
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            nested = isinstance(inner, Mapping | list)
            yield from _flat(inner, f"{path}.{index}".lstrip(".") if nested else path)
    else:
        yield {"path": path, "code": getattr(detail, "code", "invalid"), "message": str(detail)}
