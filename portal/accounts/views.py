"""Pages about the signed-in person, their organization and their colleagues."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.adapter import INVITED_ADDRESS
from portal.accounts.forms import InvitationForm, RolesForm, SettingsForm
from portal.accounts.letters import send_invitation
from portal.accounts.models import Invitation, Organization, User
from portal.accounts.permissions import may
from portal.accounts.sessions import PersonRequest
from portal.accounts.workflow import (
    accept_invitation,
    change_roles,
    invite_member,
    invited_address,
    withdraw_invitation,
)

PEOPLE_PER_PAGE = 20


@login_required
@require_http_methods(["GET", "POST"])
def members(request: PersonRequest) -> HttpResponse:
    """Everybody of the organization, in pages; owners invite here."""
    organization = _own_organization(request)
    can_invite = may(request.user, "member.invite", organization)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        invitation, token = invite_member(organization, by=request.user, **form.cleaned_data)
        send_invitation(invitation, token, site=request.build_absolute_uri("/"))
        messages.success(request, _("We sent a letter to %(email)s.") % {"email": invitation.email})
        return redirect("accounts:members")
    context = {
        "organization": organization,
        "can_invite": can_invite,
        "form": form if can_invite else None,
        "page": Paginator(_people(organization), PEOPLE_PER_PAGE).get_page(request.GET.get("page")),
        "invitations": organization.invitations.filter(status=Invitation.Status.OPEN).order_by("email")[:50],
    }
    return render(request, "account/members.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def member(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """One colleague's roles. Owners change them or remove the person."""
    organization = _own_organization(request)
    person = get_object_or_404(_people(organization), pk=pk)
    if not may(request.user, "member.invite", organization):
        raise Http404
    present = [membership.role for membership in organization.memberships.filter(user=person)]
    form = RolesForm(request.POST or None, initial={"roles": present})
    if request.method == "POST" and "remove" in request.POST:
        change_roles(organization, person, roles=(), by=request.user)
        messages.success(request, _("%(person)s was removed.") % {"person": person})
        return redirect("accounts:members")
    if request.method == "POST" and form.is_valid():
        change_roles(organization, person, roles=form.cleaned_data["roles"], by=request.user)
        messages.success(request, _("The roles of %(person)s were changed.") % {"person": person})
        return redirect("accounts:members")
    context = {"organization": organization, "colleague": person, "form": form}
    return render(request, "account/member.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def withdraw(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    invitations = Invitation.objects.filter(organization__in=Organization.objects.visible_to(request.user))
    withdraw_invitation(get_object_or_404(invitations, pk=pk), by=request.user)
    messages.success(request, _("The invitation was withdrawn. Its link no longer works."))
    return redirect("accounts:members")


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the letter. Looking changes nothing; joining is a click.

    Who holds the link has read the letter, so an account made now needs no second letter.
    """
    if not isinstance(request.user, User):
        if email := invited_address(token):
            request.session[INVITED_ADDRESS] = email
        return redirect_to_login(request.get_full_path())
    if request.method == "POST":
        organization = accept_invitation(token, by=request.user)
        messages.success(request, _("You now belong to %(organization)s.") % {"organization": organization})
        return redirect("web:home")
    return render(request, "account/invitation.html")


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: PersonRequest) -> HttpResponse:
    form = SettingsForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        with override(request.user.language):
            messages.success(request, _("Saved."))
            return redirect(reverse("accounts:settings"))
    if form.errors:
        # The form has put the unsaved words into the person, whom the page's own bar shows.
        request.user.refresh_from_db()
    return render(request, "account/settings.html", {"form": form}, status=422 if form.errors else 200)


def _own_organization(request: PersonRequest) -> Organization:
    """The organization whose member is asking. Raises Http404 for a person who has none yet."""
    own = Organization.objects.filter(memberships__user=request.user).order_by("created_at").first()
    if own is None:
        raise Http404
    return own


def _people(organization: Organization) -> QuerySet[User]:
    here = organization.memberships.order_by("role")
    return (
        User.objects.filter(memberships__organization=organization)
        .distinct()
        .order_by("name", "email")
        .prefetch_related(Prefetch("memberships", queryset=here, to_attr="roles_here"))
    )
