"""The codes of problems that the door itself answers with, for the documentation.

A room's own refusals (409 and 403) are listed in docs/api.md; a test finds every code of the code base there.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Code:
    name: str
    status: int
    meaning: str | Promise


_ALL = (
    Code("invalid", 400, _("Fields cannot be read; `errors` names each with its path.")),
    Code("malformed_json", 400, _("The body is not one JSON document, or holds what cannot be kept.")),
    Code("unknown_parameter", 400, _("A query parameter is not known here, or is given twice.")),
    Code("bad_cursor", 400, _("The cursor was not given out for this list.")),
    Code("bad_page_size", 400, _("page_size is not a number from 1 to 100.")),
    Code("unknown_choice", 400, _("A query parameter is none of its words.")),
    Code("bad_position", 400, _("after is not the position of an event.")),
    Code("bad_id", 400, _("An id is not a UUID.")),
    Code("body_cut_off", 400, _("The body ended before its announced length.")),
    Code("idempotency_key_missing", 400, _("A POST came without an Idempotency-Key.")),
    Code("idempotency_key_malformed", 400, _("The Idempotency-Key is too long or not plain ASCII.")),
    Code("key_missing", 401, _("No key was given.")),
    Code("key_unknown", 401, _("The key is not one of ours.")),
    Code("key_revoked", 401, _("The key was revoked.")),
    Code("key_expired", 401, _("The key has expired.")),
    Code("key_without_member", 401, _("The person of the key left the organization.")),
    Code("scope_missing", 403, _("The key does not carry the scope of this operation.")),
    Code("role_may_not", 403, _("The role of the key's person does not allow this.")),
    Code("address_not_allowed", 403, _("The key is limited to other addresses.")),
    Code("forbidden", 403, _("The key may not do that.")),
    Code("not_found", 404, _("Nothing is there, or nothing that this key may see.")),
    Code("method_not_allowed", 405, _("The method is not offered at this address.")),
    Code("not_acceptable", 406, _("The Accept header leaves no room for JSON.")),
    Code("changed_meanwhile", 409, _("Somebody else changed it first. Read it again, then decide.")),
    Code("idempotency_in_flight", 409, _("The first request with this Idempotency-Key is under way.")),
    Code("idempotency_claim_lost", 409, _("A slow request was overtaken by its own repetition.")),
    Code("body_too_large", 413, _("The body is larger than 1 MiB.")),
    Code("unsupported_media_type", 415, _("The body is not application/json.")),
    Code("idempotency_mismatch", 422, _("The Idempotency-Key was used for another request.")),
    Code("too_many_requests", 429, _("The key has used up its requests for the moment.")),
    Code("too_many_failures", 429, _("Too many wrong keys came from this address.")),
    Code("failed", 500, _("Something failed on our side and was recorded.")),
    Code("database_away", 503, _("The database did not answer in time; nothing was changed.")),
)
CODES = {code.name: code for code in _ALL}
