"""Starting a filing: which type, for whom, and what is known already."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from icp.eligibility.models import EligibilityCheck
from icp.filings.models import Filing
from icp.filings.rules.fields.values import read
from icp.filings.rules.filing_types import FILING_TYPES
from icp.filings.rules.states import IN_PROGRESS
from icp.filings.web.finding import organizations_to_file_for
from icp.filings.words import said
from icp.filings.workflow import open_filing
from portal.accounts.models import Organization, User
from portal.accounts.sessions import PersonRequest
from portal.refusals import Forbidden, Refused

RECENT = 20


class StartForm(forms.Form):
    """What a filing begins with; what is typed elsewhere already is carried in hidden fields."""

    filing_type = forms.ChoiceField(
        label=_("What is to be filed?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one of the types.")},
    )
    service = forms.ChoiceField(
        label=_("Website or app?"),
        widget=forms.RadioSelect,
        required=False,
        choices=[("website", _("Website")), ("app", _("App"))],
        help_text=_(
            "Needed for a change, a claim or an end; a first filing is for a website, an app has its own."
        ),
    )
    organization = forms.ModelChoiceField(
        queryset=Organization.objects.none(),
        label=_("For which organization?"),
        empty_label=None,
        error_messages={
            "required": _("Choose the organization."),
            "invalid_choice": _("Choose one of your organizations."),
        },
    )
    about = forms.ModelChoiceField(
        queryset=Filing.objects.none(),
        label=_("About which of your filings?"),
        required=False,
        empty_label=_("None of these"),
        help_text=_("For a change or an end. Its number and answers are filled in."),
        error_messages={"invalid_choice": _("Choose one of your filings.")},
    )
    copy_of = forms.ModelChoiceField(
        queryset=Filing.objects.none(),
        label=_("Copy the answers of an earlier filing?"),
        required=False,
        empty_label=_("Begin with nothing"),
        error_messages={"invalid_choice": _("Choose one of your filings.")},
    )
    check = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    domain = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)

    def __init__(
        self, user: User, data: QueryDict | None = None, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        organizations = organizations_to_file_for(user)
        self.fields["filing_type"].choices = [  # type: ignore[attr-defined]
            (key, said(row.label)) for key, row in FILING_TYPES.items()
        ]
        from_these = self.fields["organization"]
        from_these.queryset = Organization.objects.filter(  # type: ignore[attr-defined]
            pk__in=[organization.pk for organization in organizations]
        )
        own = Filing.objects.filter(organization__in=organizations).order_by("-created_at")
        for name in ("about", "copy_of"):
            chosen = own.exclude(state__in=IN_PROGRESS) if name == "about" else own
            recent = list(chosen.values_list("pk", flat=True)[:RECENT])
            self.fields[name].queryset = Filing.objects.filter(pk__in=recent).order_by("-created_at")  # type: ignore[attr-defined]
            if not recent:
                del self.fields[name]
        if len(organizations) == 1:
            from_these.widget = forms.HiddenInput()
            from_these.initial = organizations[0].pk


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: PersonRequest) -> HttpResponse:
    """`?check=` begins with the answers of an eligibility check, `?type=` and `?domain=` with those words."""
    if not organizations_to_file_for(request.user):
        raise Forbidden(
            "role_may_not",
            str(_("Your role does not start filings.")),
            str(_("An owner or a requester of your organization can.")),
        )
    known = _known(request)
    if request.method != "POST":
        return _page(request, StartForm(request.user, initial=known))
    form = StartForm(request.user, request.POST, initial=known)
    refusal = None
    if form.is_valid():
        try:
            filing = _open(request, form.cleaned_data)
        except Refused as refused:
            refusal = refused
        else:
            return redirect("icp:filing", pk=filing.pk)
    return _page(request, form, refusal, status=422)


def _page(
    request: PersonRequest, form: StartForm, refusal: Refused | None = None, status: int = 200
) -> HttpResponse:
    reasons = [said(row.use_when) for row in FILING_TYPES.values()]
    types = list(zip(form["filing_type"], reasons, strict=True))
    return render(
        request, "icp/filings/new.html", {"form": form, "types": types, "refusal": refusal}, status=status
    )


def _open(request: PersonRequest, given: dict[str, Any]) -> Filing:
    kinds = FILING_TYPES[given["filing_type"]]
    service = given["service"] if given["service"] in kinds.services else None
    reading = read("domain", given["domain"])
    return open_filing(
        organization=given["organization"],
        filing_type=given["filing_type"],
        service=service,
        check=_check(request.user, given["check"]),
        copy_of=given.get("copy_of"),
        about=given.get("about"),
        answers={"domain": reading.value} if reading.value and not reading.is_wrong else {},
        by=request.user,
    )


def _known(request: PersonRequest) -> dict[str, Any]:
    asked = request.GET.get("type", "first_filing")
    known: dict[str, Any] = {
        "filing_type": asked if asked in FILING_TYPES else "first_filing",
        "service": "website",
        "check": request.GET.get("check", ""),
        "domain": request.GET.get("domain", ""),
    }
    for name in ("about", "copy_of"):
        if given := request.GET.get(name, ""):
            known[name] = given
            known |= _of_earlier(request.user, given)
    return known


def _of_earlier(user: User, given: str) -> dict[str, Any]:
    """A change of an app is of an app, and of the same organization."""
    try:
        earlier = Filing.objects.visible_to(user).filter(pk=UUID(given)).first()
    except ValueError:
        return {}
    return {"service": earlier.service, "organization": earlier.organization_id} if earlier else {}


def _check(user: User, token: str) -> EligibilityCheck | None:
    """The check of that address, if it belongs to one of the person's organizations or to nobody yet."""
    found = EligibilityCheck.objects.filter(token=token).first() if token else None
    if found is None or found.organization_id not in {None, *user.organization_ids()}:
        return None
    return found
