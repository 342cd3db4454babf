"""Keys of an organization: list, open, revoke. A key is shown once, on the answer that opened it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.models import Organization, User
from portal.accounts.permissions import may
from portal.accounts.sessions import PersonRequest
from portal.api.forms import KeyForm
from portal.api.keys import open_key, revoke_key
from portal.api.models import ApiKey

KEYS_PER_PAGE = 20


@login_required
@require_http_methods(["GET", "POST"])
def keys(request: PersonRequest) -> HttpResponse:
    """The keys of the person's organization; owners open new ones here, for themselves."""
    person = request.user
    organization = _own_organization(person)
    may_open = may(person, "api_key.manage", organization)
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key, token = open_key(organization=organization, user=person, by=person, **form.terms())
        # Not a redirect: the key is on this answer and nowhere else.
        response = render(request, "portal/api/key_opened.html", {"key": key, "token": token})
        response["Cache-Control"] = "no-store, private"
        return response
    rows = ApiKey.objects.visible_to(person).filter(organization=organization).select_related("user")
    context = {
        "organization": organization,
        "page": Paginator(rows, KEYS_PER_PAGE).get_page(request.GET.get("page")),
        "form": form if may_open else None,
        "may_open": may_open,
    }
    return render(request, "portal/api/keys.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def revoke(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    person = request.user
    key = get_object_or_404(ApiKey.objects.visible_to(person), pk=pk)
    revoke_key(key, by=person)
    messages.success(request, _("%(name)s was revoked. It no longer works.") % {"name": key.name})
    return redirect("api:keys")


def _own_organization(person: User) -> Organization:
    """The customer organization a person works for. Staff without one have no keys to look after here."""
    own = Organization.objects.filter(pk__in=person.organization_ids(), is_operator=False)
    organization = own.order_by("created_at").first()
    if organization is None:
        raise Http404
    return organization
