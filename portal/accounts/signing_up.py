"""Signing up tells nobody whether an address has an account: the same page, as late; the letter explains."""

from __future__ import annotations

from allauth.account.forms import SignupForm
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse

from portal.accounts.models import User


class QuietSignupForm(SignupForm):
    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """For a known address nothing is saved, but a password is hashed, which is what takes the time."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        user, response = super().try_save(request)
        return user, response
