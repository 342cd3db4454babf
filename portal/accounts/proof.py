"""Whether the person at this browser has lately proven to be themselves, asked before money is spent.

A session may stand open on a desk. A proof is a password, or a second factor where the person has one: then
the password alone is none. Signing in counts like confirming again.
"""

from __future__ import annotations

import time
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpResponseRedirect

from portal.accounts.sessions import PersonRequest


def proven_lately(request: PersonRequest) -> bool:
    records = get_authentication_records(request, request.user)
    if is_mfa_enabled(request.user):
        records = [record for record in records if record["method"] == "mfa"]
    return any(0 <= time.time() - record["at"] < REAUTHENTICATION_TIMEOUT for record in records)


def ask_for_proof(request: PersonRequest, *, back_to: str) -> HttpResponseRedirect:
    """To the page that asks; it leads back by GET, so nothing that was sent is sent again unseen."""
    ways = get_adapter(request).get_reauthentication_methods(request.user)
    strong = [way for way in ways if way["id"].startswith("mfa")]
    return HttpResponseRedirect(f"{(strong or ways)[0]['url']}?{urlencode({'next': back_to})}")
