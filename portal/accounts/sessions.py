"""What a view behind `login_required` may rely on."""

from __future__ import annotations

from django.http import HttpRequest

from portal.accounts.models import User


class PersonRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User
