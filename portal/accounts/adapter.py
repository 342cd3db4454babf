"""How the portal logs people in, and where they land afterwards."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User

INVITED_ADDRESS = "invited_address"


class AccountAdapter(DefaultAccountAdapter):
    # Ours say what to do; the packaged ones begin with "Invalid".
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is switched off. Ask an owner of your organization."),
        "email_password_mismatch": _(
            "The email or the password does not match. Check both, or reset the password."
        ),
        "email_taken": _("There is already an account with this email. Sign in, or reset the password."),
        "incorrect_code": _("That code does not match. Type the newest code your app shows."),
        "incorrect_password": _("That is not your present password."),
        "enter_current_password": _("Type your present password."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, or reset the password."),
    }

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        """Whether the address of a new account is proven: it opened its invitation in this browser.

        The library's own stash is not used: it would give the invited address to whoever signs up.
        """
        invited = str(request.session.get(INVITED_ADDRESS, ""))
        return bool(invited) and invited == email.lower()

    def reauthenticate(self, user: User, password: str) -> bool:
        """Checking a password may write it anew with today's cost, which ends sessions; not this one."""
        is_right = bool(super().reauthenticate(user, password))
        if is_right:
            user.refresh_from_db(fields=["password"])
            update_session_auth_hash(self.request, user)
        return is_right

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """A person without an organization names one first, unless they come to accept an invitation."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if not isinstance(response, HttpResponseRedirect) or user.organization_ids():
            return response
        if "/invitations/" in response.url:
            return response
        return HttpResponseRedirect(f"{reverse('web:organization-new')}?{urlencode({'next': response.url})}")
