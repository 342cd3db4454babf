from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from portal.api.problems import answer, problem_of, request_id


@csrf_exempt
def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address below /api/v1/ that nobody answers reads the same as a row that is not there."""
    return answer(problem_of(Http404()), request_id(request))
