"""The page of one paper: what a good one shows, and the form that takes it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from icp.documents.models import Matter, Paper
from icp.documents.rules.requirements import Requirement
from icp.documents.web.finding import FILING, matter_for, may_upload, paper_for, place_of
from icp.documents.web.listing import Line, lines_of
from icp.documents.workflow import delete_paper, missing_consents, upload_paper
from icp.documents.workflow.uploading import refusal
from portal.accounts.sessions import PersonRequest
from portal.refusals import Malformed, Refused
from portal.web.uploads import takes_a_file, was_too_large

# Papers that bear a date until which they are valid.
WITH_DATE = frozenset(
    {
        *("business_licence", "rep_office_certificate", "org_certificate", "subject_person_id"),
        *("site_person_id", "domain_certificate", "residence_permit", "preapproval"),
        *("license_business_license", "license_domain_certificate", "license_hosting_contract"),
    }
)


class PaperForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File to upload"),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose a file.")},
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Valid until"),
        required=False,
        help_text=gettext_lazy("As on the document. Leave it open when it does not expire."),
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}),
    )

    def __init__(self, asked: Requirement, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        endings = {"pdf": ".pdf", "jpeg": ".jpg,.jpeg", "png": ".png"}
        self.fields["file"].widget.attrs |= {
            "class": "input",
            "accept": ",".join(endings[kind] for kind in asked.kinds),
        }
        if asked.key not in WITH_DATE:
            del self.fields["expires_on"]

    def clean_expires_on(self) -> date | None:
        given: date | None = self.cleaned_data["expires_on"]
        if given is not None and not 1990 <= given.year <= 2200:
            raise forms.ValidationError(_("Give the year as on the document, with four digits."))
        return given


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@takes_a_file
def paper(request: PersonRequest, pk: UUID, key: str, of: str = FILING) -> HttpResponseBase:
    matter = matter_for(request.user, pk, of)
    line = _line(matter, key)
    if request.method != "POST":
        return _page(request, matter, line, PaperForm(line.standing.requirement))
    form = PaperForm(line.standing.requirement, request.POST, request.FILES)
    # One that was too large did not come along; that is said instead of "choose a file".
    form.fields["file"].required = not was_too_large(request)
    try:
        if form.is_valid():
            _take(request, matter, key, form)
            messages.success(request, _("“%(paper)s” is uploaded and being checked.") % {"paper": line.label})
            return _on_to(request, reverse(place_of(matter).papers, args=[pk]))
    except Malformed as malformed:
        for name, said in malformed.extra.get("fields", {}).items():
            for sentence in said:
                text = sentence["message"] if isinstance(sentence, dict) else sentence
                form.add_error(name if name in form.fields else None, text)
    except Refused as refused:
        return _page(request, matter, line, form, refused)
    return _page(request, matter, line, form, status=422)


def _on_to(request: PersonRequest, address: str) -> HttpResponse:
    """The next page, whole: what the form is swapped for is a part of it, where htmx follows by itself."""
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)  # type: ignore[attr-defined]


def _take(request: PersonRequest, matter: Matter, key: str, form: PaperForm) -> None:
    if was_too_large(request):
        raise refusal("too_large")
    given = form.cleaned_data["file"]
    upload_paper(
        matter,
        requirement=key,
        name=given.name,
        content=given.read(),
        expires_on=form.cleaned_data.get("expires_on"),
        by=request.user,
    )


def _page(
    request: PersonRequest,
    matter: Matter,
    line: Line,
    form: PaperForm,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "matter": matter,
        "at": place_of(matter),
        "line": line,
        "form": form,
        "refusal": refused,
        "may_upload": may_upload(request.user, matter),
        "consent_missing": missing_consents(matter),
        "versions": _versions(matter, line),
    }
    status = refused.status if refused else status
    return render(request, "icp/documents/paper.html", context, status=status)


def _line(matter: Matter, key: str) -> Line:
    line = next((each for each in lines_of(matter) if each.standing.requirement.key == key), None)
    if line is None:
        raise Http404
    return line


def _versions(matter: Matter, line: Line) -> list[Paper]:
    rows = Paper.objects.of(matter).filter(requirement=line.standing.requirement.key)
    return list(rows.select_related("uploaded_by").order_by("-version")[:20])


@login_required
@require_POST
def delete(request: PersonRequest, pk: UUID, paper: UUID, of: str = FILING) -> HttpResponse:
    found = paper_for(request.user, pk, paper, of)
    delete_paper(found, by=request.user)
    messages.success(request, _("The file is being deleted. A certificate appears below when it is done."))
    return redirect(place_of(found.matter).papers, pk=pk)
