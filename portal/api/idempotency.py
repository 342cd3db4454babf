"""A POST is carried out once per Idempotency-Key, however often it arrives.

The key is claimed and committed first, so a twin that arrives meanwhile is told to wait (409). The effect
and its answer are then committed together: a process that dies in between leaves neither, and its claim
runs out after a minute. If it was only slow, the claim it lost keeps its late effect from committing.
"""

from __future__ import annotations

import hashlib
import logging
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from portal.accounts.models import Organization
from portal.api.caller import key_of, person_of
from portal.api.models import IdempotencyKey
from portal.api.refusals import Mismatch
from portal.calendar.clock import engine_now
from portal.refusals import Malformed, Refused

CLAIMED_FOR = timedelta(seconds=60)
KEPT_FOR = timedelta(hours=24)
# Answers that the same request may not get again a moment later.
PASSING = frozenset({401, 408, 425, 429})
PASSING_CODES = frozenset({"changed_meanwhile"})
_FORM = re.compile(r"[\x21-\x7e]{1,255}")
_KEPT_HEADERS = ("Content-Type", "Content-Language", "Location", "Retry-After")
_CLAIM = """
INSERT INTO api_idempotencykey AS kept
  (organization_id, key, fingerprint, state, claim, claimed_until, headers, body, expires_at)
VALUES (%(organization)s, %(key)s, %(fingerprint)s, 'in_flight', %(claim)s,
        clock_timestamp() + %(claimed_for)s, '{}', '', clock_timestamp() + %(kept_for)s)
ON CONFLICT (organization_id, key) DO UPDATE SET
  fingerprint = excluded.fingerprint, state = 'in_flight', claim = excluded.claim, status = NULL,
  claimed_until = excluded.claimed_until, headers = '{}', body = '', expires_at = excluded.expires_at
WHERE kept.expires_at < clock_timestamp()
   OR (kept.state = 'in_flight' AND kept.claimed_until < clock_timestamp()
       AND kept.fingerprint = excluded.fingerprint)
RETURNING 1
"""
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Claim:
    organization_id: uuid.UUID
    key: str
    token: uuid.UUID

    def keep(self, response: HttpResponse) -> bool:
        """Keep the answer for the next 24 hours; False when the claim was taken over."""
        headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
        body = response.content.decode()
        return bool(
            self._row().update(state="answered", status=response.status_code, headers=headers, body=body)
        )

    def release(self) -> None:
        self._row().delete()

    def _row(self) -> QuerySet[IdempotencyKey]:
        return IdempotencyKey.objects.filter(
            organization=self.organization_id, key=self.key, claim=self.token, state="in_flight"
        )


def claim(request: Request) -> Claim | HttpResponse:
    """The right to carry out this request, or the answer that was kept for it.

    Raises Malformed (`idempotency_key_missing`, `idempotency_key_malformed`), Refused
    (`idempotency_in_flight`) or Mismatch (`idempotency_mismatch`).
    """
    wanted = Claim(key_of(request).organization_id, _key_in(request), uuid.uuid4())
    fingerprint = _fingerprint(request)
    values: dict[str, Any] = {
        "organization": wanted.organization_id,
        "key": wanted.key,
        "claim": wanted.token,
        "fingerprint": fingerprint,
        "claimed_for": CLAIMED_FOR,
        "kept_for": KEPT_FOR,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, values)
        if cursor.fetchone():
            return wanted
    kept = IdempotencyKey.objects.filter(organization=wanted.organization_id, key=wanted.key).first()
    if kept is not None and kept.fingerprint != fingerprint:
        raise Mismatch(
            "idempotency_mismatch",
            _("This Idempotency-Key was used for another request (address, person or body differ)."),
            _("Use a new key for a new request; repeat a request byte for byte."),
        )
    if kept is None or kept.state == IdempotencyKey.State.IN_FLIGHT:
        raise Refused(
            "idempotency_in_flight",
            _("The first request with this Idempotency-Key is still under way."),
            _("Ask again after Retry-After with the same key."),
            extra={"retry_after": 1},
        )
    return _replay(kept)


def carry_out(claim: Claim, handler: Callable[[], HttpResponseBase]) -> HttpResponse:
    """The answer of `handler`; its effect and the kept answer commit together or not at all."""
    with transaction.atomic():
        response = rendered(handler())
        if not claim.keep(response):
            raise Refused(
                "idempotency_claim_lost",
                _("This took longer than a minute and a repetition took its place; nothing changed here."),
                _("Ask again with the same Idempotency-Key to read the answer of the other."),
            )
    return response


def settle(claim: Claim, error: Exception, response: HttpResponse) -> None:
    """After a failure: keep an answer that the same request would get again, else free the key."""
    passing = getattr(error, "code", "") in PASSING_CODES
    try:
        if passing or response.status_code >= 500 or response.status_code in PASSING:
            claim.release()
        else:
            claim.keep(response)
    except (OperationalError, InterfaceError):
        logger.warning("idempotency claim left to run out by itself: the database is away")


def rendered(response: HttpResponseBase) -> HttpResponse:
    """The answer as bytes, so that a repetition reads the very same ones."""
    if not isinstance(response, Response):
        assert isinstance(response, HttpResponse)  # noqa: S101 - a POST never answers with a stream
        return response
    body = b"" if response.data is None else JSONRenderer().render(response.data)
    plain = HttpResponse(body, status=response.status_code, content_type="application/json")
    for header, value in response.items():
        plain.setdefault(header, value)
    return plain


def forget_expired() -> int:
    """Remove what was kept for 24 hours; called by the sweep."""
    return IdempotencyKey.objects.filter(expires_at__lt=engine_now()).delete()[0]


def forget_answers_of(organization: Organization) -> int:
    """Whatever was answered may spell a person who is being erased. A repeated request is then a new one."""
    return IdempotencyKey.objects.filter(organization=organization, state="answered").delete()[0]


def _replay(kept: IdempotencyKey) -> HttpResponse:
    response = HttpResponse(kept.body, status=kept.status, headers=kept.headers)
    response["Idempotency-Replayed"] = "true"
    return response


def _key_in(request: Request) -> str:
    text = request.META.get("HTTP_IDEMPOTENCY_KEY", "")
    if _FORM.fullmatch(text):
        return text
    if not text:
        raise Malformed(
            "idempotency_key_missing",
            _("A POST needs the header Idempotency-Key, so that a repetition has no second effect."),
            _("Send a new UUID with each new request, and the same one when repeating it."),
        )
    raise Malformed(
        "idempotency_key_malformed",
        _("The Idempotency-Key is longer than 255 characters or holds more than visible ASCII."),
        _("A UUID is a good key."),
    )


def _fingerprint(request: Request) -> str:
    """Who asked, for which address, with which bytes."""
    inner = request._request
    parts = (str(person_of(request).pk), inner.get_full_path(), inner.content_type or "")
    return hashlib.sha256("\n".join(parts).encode() + b"\n" + inner.body).hexdigest()
