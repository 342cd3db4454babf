from __future__ import annotations

from django import forms


class SignupForm(forms.Form):
    """What sign-up asks besides email and password."""

    def signup(self, request: object, user: object) -> None:
        return None
