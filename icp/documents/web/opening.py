"""Opening a paper: the reason is asked first; then links that work for five minutes."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from icp.documents.models import Opening, Paper
from icp.documents.rules.reasons import (
    CUSTOMER_REASONS,
    LINK_SECONDS,
    LONGEST_NOTE,
    STAFF_REASONS,
    words_of,
)
from icp.documents.serving import file_answer
from icp.documents.web.finding import FILING, may_open, paper_for, place_of
from icp.documents.words import notes_of
from icp.documents.workflow import link_of, open_paper, opening_behind
from icp.documents.workflow.opening import require_case
from icp.filings.words import said
from portal.accounts.permissions import require
from portal.accounts.sessions import PersonRequest
from portal.refusals import Malformed


class ReasonForm(forms.Form):
    reason = forms.ChoiceField(label=gettext_lazy("Why do you open it?"), widget=forms.RadioSelect)
    purpose = forms.ChoiceField(label=gettext_lazy("What do you need?"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        help_text=gettext_lazy("The organization reads it too."),
        widget=forms.TextInput(attrs={"class": "input"}),
    )

    def __init__(self, *arguments: object, is_own: bool, for_license: bool, **options: object) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]  # Django's own parameters
        reasons = CUSTOMER_REASONS if is_own else STAFF_REASONS
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            (code, said(words_of(code, for_license=for_license))) for code in reasons
        ]
        self.fields["purpose"].choices = [  # type: ignore[attr-defined]
            (Opening.Purpose.LOOK, Opening.Purpose.LOOK.label),
            (Opening.Purpose.LODGE, _("The document for the authority"))
            if for_license
            else (Opening.Purpose.LODGE, Opening.Purpose.LODGE.label),
        ]
        self.fields["purpose"].initial = Opening.Purpose.LOOK
        if is_own:
            del self.fields["purpose"]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def open_one(request: PersonRequest, pk: UUID, paper: UUID, of: str = FILING) -> HttpResponse:
    found = paper_for(request.user, pk, paper, of)
    require(request.user, "paper.open", found.organization)
    is_own = bool(request.user.roles_in(found.organization_id))
    if not is_own:
        require_case(found, request.user)
    given = request.POST if request.method == "POST" else None
    form = ReasonForm(given, is_own=is_own, for_license=found.license_id is not None)
    if request.method == "POST" and form.is_valid():
        try:
            opening = open_paper(found, by=request.user, **form.cleaned_data)
        except Malformed as malformed:
            for name, sentences in malformed.extra.get("fields", {}).items():
                form.add_error(name, sentences)
        else:
            return render(request, "icp/documents/opened.html", _opened(opening))
    context = {
        "matter": found.matter,
        "at": place_of(found.matter),
        "paper": found,
        "label": said(found.asked_for.label),
        "form": form,
        "notes": notes_of(found),
        "may_open": may_open(request.user, found.matter),
    }
    return render(request, "icp/documents/open.html", context, status=422 if form.errors else 200)


def _opened(opening: Opening) -> dict[str, object]:
    paper = opening.paper
    token = link_of(opening)
    return {
        "matter": paper.matter,
        "at": place_of(paper.matter),
        "paper": paper,
        "label": said(paper.asked_for.label),
        "opening": opening,
        "links": [(page, address_of(paper, token, page)) for page in pages_of(opening)],
        "minutes": LINK_SECONDS // 60,
    }


def pages_of(opening: Opening) -> range:
    if opening.purpose == Opening.Purpose.LODGE:
        return range(1, 2)
    return range(1, (opening.paper.pages or 1) + 1)


def address_of(paper: Paper, token: str, page: int) -> str:
    address = reverse(place_of(paper.matter).file, args=[paper.matter.pk, paper.pk, token])
    return f"{address}?page={page}"


@login_required
@require_safe
def file(request: PersonRequest, pk: UUID, paper: UUID, token: str, of: str = FILING) -> HttpResponse:
    found = paper_for(request.user, pk, paper, of)
    opening = opening_behind(token, found, request.user)
    given = request.GET.get("page", "1")
    page = int(given) if given.isdecimal() and len(given) < 4 else 0
    return file_answer(opening, page)
