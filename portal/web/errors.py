"""Pages that say what went wrong, what to do, and what was kept.

The pages for 404 carry no token and no address, so the answer for a thing of somebody else and the
answer for a thing that never was are the same bytes.
"""

from __future__ import annotations

import re
import sys
from typing import Any
from urllib.parse import urlsplit

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from portal.api.problems import Problem, answer, problem_of, request_id
from portal.refusals import Refused
from portal.web.context import without_person

RETRY_AFTER_SECONDS = 5
# Words that were typed are shown again, secrets never.
_SECRET_NAME = re.compile(r"pass|secret|token|code|key|otp", re.IGNORECASE)
_NO_TOKEN: dict[str, Any] = {"csrf_token": ""}


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The sentences of a refusal: a fragment for htmx, a page otherwise, an object under /api/."""
    if request.path.startswith("/api/"):
        return answer(problem_of(refusal), request_id(request))
    if request.headers.get("HX-Request") == "true":
        fragment = render_to_string("portal/_refused.html", {"refusal": refusal}, request)
        return HttpResponse(
            fragment, status=refusal.status, headers={"HX-Retarget": "#notice", "HX-Reswap": "innerHTML"}
        )
    page = render_to_string("portal/refused.html", {"refusal": refusal, "back": _came_from(request)}, request)
    return HttpResponse(page, status=refusal.status)


def unavailable(request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/api/"):
        response = _problem(
            request,
            503,
            "database_away",
            _("The portal cannot reach its database."),
            _("Send the same request again after %(seconds)s seconds.") % {"seconds": RETRY_AFTER_SECONDS},
        )
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response
    return HttpResponse(
        _alone("503.html", request), status=503, headers={"Retry-After": str(RETRY_AFTER_SECONDS)}
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(_alone("400.html", request), status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(render_to_string("403.html", _NO_TOKEN, request), status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith("/api/"):
        return _problem(request, 404, "not_found", _("There is nothing here."), _("Check the address."))
    page = render_to_string("404.html", {**_NO_TOKEN, "other_language": _front_page()}, request)
    return HttpResponse(page, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    # Middleware that met the database's absence ends here, past `process_exception`.
    if isinstance(sys.exc_info()[1], OperationalError):
        return unavailable(request)
    if request.path.startswith("/api/"):
        return _problem(
            request, 500, "failed", _("Something broke on our side."), _("Send the request again.")
        )
    return HttpResponse(_alone("500.html", request), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What was typed is shown for copying, never in a form: another site may have sent it."""
    if request.path.startswith("/api/"):
        return _problem(request, 403, "csrf_failed", _("The request carries no token."), _("Use an API key."))
    context = {"typed": _typed(request), "back": request.path}
    return HttpResponse(render_to_string("403_csrf.html", context, request), status=403)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    if not _came_from(request):
        return []
    pairs = ((name, value) for name, values in request.POST.lists() for value in values)
    return [(name, value[:2000]) for name, value in pairs if value and not _SECRET_NAME.search(name)]


def _came_from(request: HttpRequest) -> str:
    """The path of the page of ours that sent this request, or nothing."""
    referer = urlsplit(request.headers.get("Referer", ""))
    return referer.path if referer.path and referer.netloc == request.get_host() else ""


def _alone(template: str, request: HttpRequest) -> str:
    """A page made without asking the database, which may be what is broken."""
    return render_to_string(template, {**without_person(None), "other_language": _front_page()})


def _front_page() -> dict[str, str]:
    return without_person(None)["other_language"]


def _problem(request: HttpRequest, status: int, code: str, detail: str, remedy: str) -> HttpResponse:
    """What a program is told when it did not get as far as the API's own views: the same shape."""
    return answer(Problem(status, code, detail, remedy), request_id(request))
