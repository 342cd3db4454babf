"""Who each route is for. A route that is not here fails tests/portal/test_routes.py.

Names may hold `*`. A route that is CUSTOMERS, one customer's own thing, also needs a maker in OWNED: what
it shows is made for Nordwind, and Meridian's owner must get the answer of a thing that never was.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import Any

from icp.documents.models import Certificate, Matter, Paper, filing_of, license_of
from icp.domains.models import DomainLookup
from icp.domains.workflow import look_up
from icp.filings.models import Filing
from icp.filings.workflow import open_filing
from icp.licenses.models import License
from networks.accelerations.models import Acceleration
from networks.accelerations.workflow import open_acceleration
from networks.requests.models import NetworkRequest
from networks.requests.workflow import open_request
from portal.accounts.models import Invitation
from portal.accounts.workflow import invite_member
from portal.api.keys import open_key
from portal.api.models import ApiKey
from tests.world import World


class For(enum.Enum):
    PUBLIC = "everybody"
    SIGNED_IN = "a person who is signed in, about themselves"
    CUSTOMERS = "members of the organization that owns the thing"
    STAFF = "members of the operator's organization"
    DEMO = "everybody, in a demo only"
    PROGRAMS = "whoever holds an API key"


ROUTES: dict[str, For] = {
    "root": For.PUBLIC,
    "healthz": For.PUBLIC,
    "web:landing": For.PUBLIC,
    "web:help": For.PUBLIC,
    "web:accessibility": For.PUBLIC,
    "web:privacy": For.PUBLIC,
    "web:theme": For.PUBLIC,
    "web:home": For.SIGNED_IN,
    "web:organization-new": For.SIGNED_IN,
    "web:demo-mail": For.DEMO,
    "web:demo-letter": For.DEMO,
    "accounts:settings": For.SIGNED_IN,
    "accounts:members": For.SIGNED_IN,
    "accounts:invitation": For.SIGNED_IN,
    "accounts:member": For.CUSTOMERS,
    "accounts:invitation-withdraw": For.CUSTOMERS,
    "account_login": For.PUBLIC,
    "account_signup": For.PUBLIC,
    "account_logout": For.PUBLIC,
    "account_inactive": For.PUBLIC,
    "account_reset_password*": For.PUBLIC,
    "account_confirm_email": For.PUBLIC,
    "account_confirm_login_code": For.PUBLIC,
    "account_email_verification_sent": For.PUBLIC,
    "account_email": For.SIGNED_IN,
    "account_change_password": For.SIGNED_IN,
    "account_set_password": For.SIGNED_IN,
    "account_reauthenticate": For.SIGNED_IN,
    "mfa_authenticate": For.PUBLIC,
    "mfa_*": For.SIGNED_IN,
    "admin:*": For.STAFF,
    "admin/*": For.STAFF,
    # A result has an address of 128 random bits: whoever was given it may read it.
    "icp:check-save": For.SIGNED_IN,
    "icp:check-*": For.PUBLIC,
    "icp:filings": For.SIGNED_IN,
    "icp:filing-new": For.SIGNED_IN,
    "icp:filing*": For.CUSTOMERS,
    "icp:paper*": For.CUSTOMERS,
    "icp:desk*": For.STAFF,
    "icp:licenses": For.SIGNED_IN,
    "icp:license-new": For.SIGNED_IN,
    "icp:license": For.CUSTOMERS,
    "icp:license-paper*": For.CUSTOMERS,
    "icp:guide*": For.PUBLIC,
    "icp:lookups": For.SIGNED_IN,
    "icp:lookup-*": For.CUSTOMERS,
    "networks:catalogue": For.PUBLIC,
    "networks:prices": For.PUBLIC,
    "networks:requests": For.SIGNED_IN,
    "networks:request-new": For.SIGNED_IN,
    "networks:request-*": For.CUSTOMERS,
    "networks:queue": For.STAFF,
    "networks:review": For.STAFF,
    "networks:accelerations": For.SIGNED_IN,
    "networks:acceleration-new": For.SIGNED_IN,
    "networks:acceleration*": For.CUSTOMERS,
    "networks:connections": For.SIGNED_IN,
    "networks:connection*": For.CUSTOMERS,
    "notifications:*": For.SIGNED_IN,
    "api:docs": For.PUBLIC,
    "api:keys": For.SIGNED_IN,
    "api:key-revoke": For.CUSTOMERS,
    "api-*": For.PROGRAMS,
    "api/v1/<path:rest>": For.PROGRAMS,
}


def _invitation(world: World) -> Invitation:
    return invite_member(world.customer, email="new@example.com", role="viewer", by=world.lena)[0]


def _key(world: World) -> ApiKey:
    return open_key(
        organization=world.customer, user=world.lena, name="ERP", scopes=["organizations:read"], by=world.lena
    )[0]


def _lookup(world: World) -> DomainLookup:
    return look_up(world.customer, "nordwind.com", world.lena)


def _network_request(world: World) -> NetworkRequest:
    return open_request(organization=world.customer, kind="cen", document={"name": "Ours"}, by=world.lena)


def _acceleration(world: World) -> Acceleration:
    return open_acceleration(
        organization=world.customer,
        domain="nordwind.com",
        plan="premium",
        areas=["Europe"],
        bandwidth_mbps=10,
        by=world.lena,
    )


def _filing(world: World) -> Filing:
    return open_filing(organization=world.customer, filing_type="first_filing", by=world.lena)


def _license(world: World) -> License:
    """A row is enough: whether its filing holds a number is not asked before whose it is."""
    filing = _filing(world)
    return License.objects.create(
        organization=filing.organization,
        number=1,
        filing=filing,
        state_since=filing.opened_at,
        opened_by=world.lena,
        opened_at=filing.opened_at,
    )


def _paper(world: World) -> dict[str, Any]:
    return _paper_of(_filing(world))


def _paper_of(matter: Matter) -> dict[str, Any]:
    """A row is enough: whether a file lies behind it is not asked before whose it is."""
    paper = Paper.objects.create(
        filing=filing_of(matter),
        license=license_of(matter),
        organization=matter.organization,
        requirement="license_articles" if license_of(matter) else "business_licence",
        version=1,
        state=Paper.State.ACCEPTED,
        kind="jpeg",
        sha256="0" * 64,
        size_bytes=1,
        uploaded_by=matter.opened_by,
        uploaded_at=matter.opened_at,
    )
    return {"pk": matter.pk, "paper": paper.pk}


def _certificate(world: World) -> dict[str, Any]:
    return _certificate_of(_filing(world))


def _certificate_of(matter: Matter) -> dict[str, Any]:
    certificate = Certificate.objects.create(
        organization=matter.organization,
        filing=filing_of(matter),
        license=license_of(matter),
        subject="paper",
        what="business_licence",
        reason="asked",
        at=matter.opened_at,
    )
    return {"pk": matter.pk, "certificate": certificate.pk}


_AFTER_THE_NUMBER = ("footer", "footer-check", "psb", "psb-pack", "watch")
_REQUEST_PAGES = (
    *("detail", "live", "plan", "resources", "cost", "history", "edit", "check"),
    *("withdraw", "pause", "resume", "retry", "unwind"),
)


# For each route of one customer's thing: makes the thing in Nordwind and gives the route's arguments.
OWNED: Mapping[str, Callable[[World], dict[str, Any]]] = {
    "accounts:member": lambda world: {"pk": world.jonas.pk},
    "api:key-revoke": lambda world: {"pk": _key(world).pk},
    "accounts:invitation-withdraw": lambda world: {"pk": _invitation(world).pk},
    **{
        f"networks:request-{page}": lambda world: {"pk": _network_request(world).pk}
        for page in _REQUEST_PAGES
    },
    **{f"icp:filing{page}": lambda world: {"pk": _filing(world).pk} for page in ("", "-check", "-history")},
    "icp:filing-pack": lambda world: {"pk": _filing(world).pk},
    "icp:filing-pack-pdf": lambda world: {"pk": _filing(world).pk},
    **{f"icp:filing-{page}": lambda world: {"pk": _filing(world).pk} for page in _AFTER_THE_NUMBER},
    "icp:filing-task": lambda world: {"pk": _filing(world).pk, "key": "company"},
    "icp:filing-do": lambda world: {"pk": _filing(world).pk, "verb": "abandon"},
    "icp:lookup-detail": lambda world: {"pk": _lookup(world).pk},
    "icp:lookup-again": lambda world: {"pk": _lookup(world).pk},
    **{f"icp:papers{page}": lambda world: {"pk": _filing(world).pk} for page in ("", "-consent", "-ask")},
    "icp:papers-certificate": _certificate,
    "icp:paper-upload": lambda world: {"pk": _filing(world).pk, "key": "business_licence"},
    **{f"icp:paper-{page}": _paper for page in ("open", "review", "delete")},
    "icp:paper-file": lambda world: {**_paper(world), "token": "any"},
    "icp:license": lambda world: {"pk": _license(world).pk},
    **{f"icp:license-papers{page}": lambda world: {"pk": _license(world).pk} for page in ("", "-consent")},
    "icp:license-papers-certificate": lambda world: _certificate_of(_license(world)),
    "icp:license-paper-upload": lambda world: {"pk": _license(world).pk, "key": "license_articles"},
    **{
        f"icp:license-paper-{page}": lambda world: _paper_of(_license(world))
        for page in ("open", "review", "delete")
    },
    "icp:license-paper-file": lambda world: {**_paper_of(_license(world)), "token": "any"},
    "networks:acceleration": lambda world: {"pk": _acceleration(world).pk},
    "networks:acceleration-do": lambda world: {"pk": _acceleration(world).pk, "verb": "withdraw"},
    "networks:connection": lambda world: {"pk": _network_request(world).connection_id},
    "networks:connection-remove": lambda world: {"pk": _network_request(world).connection_id},
}
