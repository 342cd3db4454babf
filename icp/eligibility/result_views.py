"""What can be done with a result: save it to an account, and have it as a bilingual PDF."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from icp.eligibility.forms import OrganizationChoice
from icp.eligibility.models import EligibilityCheck, Summary
from icp.eligibility.pages import PENDING_KEY
from icp.eligibility.result import Result
from icp.eligibility.summary import lose, pdf_is_off
from icp.eligibility.views import find, shared
from icp.eligibility.visitors import count_one_check, organizations_of
from icp.eligibility.workflow import claim_check, request_summary

STOP_POLLING = 286
DOORS = {"signup": "/signup/", "login": "/login/"}


@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest, token: str) -> HttpResponse:
    """Without an account: sign up or sign in, and the result comes along. With one: one button."""
    check = find(token)
    if not request.user.is_authenticated:
        return _come_along(request, check)
    own = organizations_of(request.user)
    if not own and not request.user.staff_roles():
        return redirect(f"{reverse('web:organization-new')}?{urlencode({'next': request.path})}")
    if check.organization_id in {organization.pk for organization in own}:
        return redirect("icp:check-result", token=token)
    form = OrganizationChoice(own, request.POST or None)
    if request.method == "POST" and form.is_valid():
        claim_check(token, organization=form.cleaned_data["organization"], by=request.user)
        request.session.pop(PENDING_KEY, None)
        return redirect("icp:check-result", token=token)
    context = {"check": check, "result": Result(check), "form": form, "organizations": own}
    status = 422 if form.errors else 200
    return shared(request, render(request, "icp/check_save.html", context, status=status))


def _come_along(request: HttpRequest, check: EligibilityCheck) -> HttpResponse:
    if request.method == "POST":
        request.session[PENDING_KEY] = check.token
        door = DOORS.get(request.POST.get("door", ""), DOORS["signup"])
        prefix = request.path.partition("/icp-check/")[0]
        return redirect(f"{prefix}{door}?{urlencode({'next': request.path})}")
    page = render(request, "icp/check_save.html", {"check": check, "result": Result(check)})
    return shared(request, page, has_form=True)


@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: HttpRequest, token: str) -> HttpResponse:
    """Asks for the PDF, then tells how far it is: by itself with htmx, by a link without."""
    check = find(token)
    if request.method == "POST":
        count_one_check(request)
        request_summary(check)
        return redirect("icp:check-summary", token=token)
    job = Summary.objects.filter(check_result=check).first()
    context = {"check": check, "result": Result(check), "summary": job, "pdf_is_off": pdf_is_off()}
    if request.headers.get("HX-Request") == "true":
        status = STOP_POLLING if job is None or job.is_finished else 200
        return shared(request, render(request, "icp/_summary_progress.html", context, status=status))
    return shared(request, render(request, "icp/check_summary.html", context), has_form=True)


@require_safe
def summary_pdf(request: HttpRequest, token: str) -> HttpResponseBase:
    check = find(token)
    job = Summary.objects.filter(check_result=check, state=Summary.State.DONE).first()
    if job is None:
        return redirect("icp:check-summary", token=token)
    try:
        file = default_storage.open(job.file_name)
    except FileNotFoundError:
        # Storage is only a cache of what the row can make again; the page says so and offers it.
        lose(job)
        return redirect("icp:check-summary", token=token)
    name = f"icp-check-{check.reference}.pdf"
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
