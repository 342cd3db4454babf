"""Editions of the rules in the database.

The packaged documents are the first editions. A newer product publishes its document as the next edition,
unless an operator has published one since: then the operator's stands.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from icp.eligibility.models import RulePolicy
from icp.eligibility.rules.document import MalformedPolicy
from icp.eligibility.rules.policy import DEFAULT_POLICY_ID, NEWER_POLICY_ID, Policy
from icp.eligibility.rules.reference import PACKAGED_DOCUMENTS
from portal.accounts.models import User
from portal.refusals import Malformed, Refused


def digest(document: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


_PACKAGED_DIGESTS = {key: digest(document) for key, document in PACKAGED_DOCUMENTS.items()}


def current_policies() -> list[RulePolicy]:
    """The newest edition of every policy; packaged ones are published where they were not yet."""
    rows = list(RulePolicy.objects.current())
    if _publish_packaged({row.key: row for row in rows}):
        rows = list(RulePolicy.objects.current())
    return rows


def policy_and_newer(key: str | None) -> tuple[RulePolicy, RulePolicy | None]:
    """The current edition of the named policy (or of the default), and the newer rules to compare it with.

    Raises Malformed for a name that nobody published.
    """
    rows = {row.key: row for row in current_policies()}
    wanted = key or default_key()
    if wanted not in rows:
        known = _("Use one of these, or leave it out: %(known)s.") % {"known": ", ".join(sorted(rows))}
        raise Malformed(
            "no_such_policy",
            _("There is no policy “%(key)s”.") % {"key": wanted[:60]},
            known,
            extra={"fields": {"policy": [known]}},
        )
    return rows[wanted], rows.get(NEWER_POLICY_ID) if wanted != NEWER_POLICY_ID else None


def current_edition(key: str) -> RulePolicy:
    """The newest edition of a policy that a result was given under."""
    return next(row for row in current_policies() if row.key == key)


def default_key() -> str:
    """The policy an operator made the default last; the product's own choice until then."""
    newest = RulePolicy.objects.filter(is_default=True).order_by("-published_at", "-edition").first()
    return newest.key if newest else DEFAULT_POLICY_ID


def read(row: RulePolicy) -> Policy:
    """The edition as the value the rules take. Reading costs milliseconds, so each edition is read once."""
    known = _read.get(row.digest)
    if known is None:
        known = _read[row.digest] = Policy.parse(row.document)
    return known


_read: dict[str, Policy] = {}


@transaction.atomic
def publish(document: Mapping[str, Any], *, is_default: bool = False, by: User | None) -> RulePolicy:
    """Publish a document as the next edition of its policy. Raises Malformed with the place that is wrong."""
    try:
        policy = Policy.parse(document)
    except MalformedPolicy as error:
        raise Malformed(
            "malformed_policy", str(error), extra={"fields": {"document": [str(error)]}}
        ) from error
    newest = RulePolicy.objects.filter(key=policy.policy_id).aggregate(last=Max("edition"))["last"] or 0
    same = RulePolicy.objects.filter(key=policy.policy_id, edition=newest, digest=digest(document))
    if same.exists() and not is_default:
        raise Refused(
            "policy_unchanged",
            _("This document is already published as %(policy)s, edition %(edition)s.")
            % {"policy": policy.policy_id, "edition": newest},
            _("Change it first."),
        )
    return RulePolicy.objects.create(
        key=policy.policy_id,
        edition=newest + 1,
        document=dict(document),
        digest=digest(document),
        is_default=is_default,
        published_by=by,
    )


def _publish_packaged(rows: Mapping[str, RulePolicy]) -> bool:
    missing = [
        RulePolicy(
            key=key,
            edition=rows[key].edition + 1 if key in rows else 1,
            document=document,
            digest=_PACKAGED_DIGESTS[key],
        )
        for key, document in PACKAGED_DOCUMENTS.items()
        if key not in rows
        or (rows[key].published_by_id is None and rows[key].digest != _PACKAGED_DIGESTS[key])
    ]
    # Two first visitors at once publish the same edition; the second insert is a no-op.
    RulePolicy.objects.bulk_create(missing, ignore_conflicts=True)
    return bool(missing)
