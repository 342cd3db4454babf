"""The pages that belong to no room: front page, dashboard, a new organization, colors, demo mail."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from icp.eligibility.workflow import claim_check
from portal.accounts.forms import OrganizationForm
from portal.accounts.models import Organization, User
from portal.accounts.sessions import PersonRequest
from portal.accounts.workflow import open_organization
from portal.refusals import Refused
from portal.web.context import THEMES
from portal.web.models import Mail
from portal.web.panels import PANELS

MAIL_PER_PAGE = 20
NEEDS_SHOWN = 5


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """The address without a language: the person's own, else the browser's wish."""
    user = request.user
    language = user.language if user.is_authenticated else get_language_from_request(request)
    return redirect(f"/{language}/")


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/landing.html")


@login_required
@require_safe
def home(request: PersonRequest) -> HttpResponse:
    """What waits for this person, then the sections of the rooms; two choices on a first visit."""
    if not request.user.organization_ids():
        return redirect("web:organization-new")
    panels = [panel for make in PANELS if (panel := make(request.user)) is not None]
    needs = sorted(
        (need for panel in panels for need in panel.needs), key=lambda need: (need.due is None, need.due)
    )
    context = {
        "panels": [panel for panel in panels if not panel.is_empty],
        "needs": needs[:NEEDS_SHOWN],
        "needs_count": len(needs),
        "organizations": Organization.objects.filter(pk__in=request.user.organization_ids()),
    }
    return render(request, "portal/home.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_organization(request: PersonRequest) -> HttpResponse:
    form = OrganizationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        User.objects.filter(pk=request.user.pk).update(time_zone=given.pop("time_zone"))
        organization = open_organization(request.user, **given)
        _claim_check(request, organization)
        return _within(request, request.GET.get("next", ""), "web:home")
    return render(request, "portal/organization_new.html", {"form": form}, status=422 if form.errors else 200)


def _claim_check(request: PersonRequest, organization: Organization) -> None:
    """Give the organization the eligibility result that this person made before they signed up."""
    token = request.session.pop("pending_eligibility_check", None)
    if not token:
        return
    try:
        claim_check(token, organization=organization, by=request.user)
    except Refused as refusal:
        messages.warning(request, f"{refusal.message} {refusal.remedy}")
    else:
        messages.success(request, _("The result of your ICP check is saved."))


def _within(request: HttpRequest, wanted: str, otherwise: str) -> HttpResponseRedirect:
    """On to `wanted` if it is a path of this portal, else to the page named `otherwise`.

    Never `redirect(wanted)`: that would look a word without a slash up among the names of our routes.
    """
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(wanted if is_ours else reverse(otherwise))


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark, or go back to the system's; for a signed-in person in their settings."""
    chosen = request.POST.get("theme", "")
    chosen = chosen if chosen in THEMES else ""
    response = _within(request, request.POST.get("next", ""), "web:landing")
    if request.user.is_authenticated:
        User.objects.filter(pk=request.user.pk).update(theme=chosen)
    response.set_cookie("theme", chosen, max_age=365 * 86400, samesite="Lax", secure=request.is_secure())
    return response


@require_GET
def demo_mail(request: HttpRequest) -> HttpResponse:
    _demo_only()
    page = Paginator(Mail.objects.all(), MAIL_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/demo_mail.html", {"page": page})


@require_GET
def demo_letter(request: HttpRequest, pk: int) -> HttpResponse:
    _demo_only()
    return render(request, "portal/demo_letter.html", {"letter": get_object_or_404(Mail, pk=pk)})


def _demo_only() -> None:
    if not settings.DEMO:
        raise Http404


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/privacy.html")


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help.html")
