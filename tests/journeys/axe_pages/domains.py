"""Looking a domain up: the way in, a look-up under way, and one that is done with much and little known."""

from __future__ import annotations

from icp.domains.models import DomainLookup, SourceAnswer
from icp.domains.workflow import look_up
from portal.calendar.clock import engine_now
from tests.journeys.axe import Page
from tests.world import World

FINDINGS = {
    "rdap": [
        {"name": "registered", "value": True},
        {"name": "registrar", "value": {"id": 3775, "name": "Dominet (HK) Limited"}},
        {"name": "expires_on", "value": "2027-01-10"},
        {"name": "holds", "value": ["server hold"]},
    ],
    "account_domain": [{"name": "filed", "value": True}],
    "account_filings": [
        {
            "name": "filed_here",
            "value": {
                "number": "沪ICP备2026000001号-1",
                "kind": "website",
                "is_ours": True,
                "name": "北风网",
            },
        },
        {"name": "subject_here", "value": {"number": "沪ICP备2026000001号"}},
        {
            "name": "risks",
            "value": [
                {
                    "source": "管局核查",
                    "deadline": "2026年12月28日0点",
                    "deadline_at": "2026-12-28T00:00:00+08:00",
                    "suggestions": ["请更新负责人\n并重新提交"],
                }
            ],
        },
    ],
}
TARGETS = [
    {
        "address": "223.5.5.5",
        "region": "mainland",
        "by": "register",
        "country": "CN",
        "network": "",
        "why": "",
    },
    {
        "address": "2400:3200::1",
        "region": "unknown",
        "by": "",
        "country": "",
        "network": "",
        "why": "no_answer",
    },
]


def _waiting(world: World) -> str:
    return f"domains/{look_up(world.customer, 'nordwind.com', world.lena).pk}/"


def _done(world: World) -> str:
    lookup = look_up(world.customer, "www.nordwind-robotics.com", world.lena)
    found = {**FINDINGS, "dns": [{"name": "points_to", "value": {"region": "mainland", "targets": TARGETS}}]}
    for source, findings in found.items():
        told = [{"why": "", "detail": "", **finding} for finding in findings]
        lookup.answers.filter(source=source).update(
            state=SourceAnswer.State.KNOWN, findings=told, service="rdap.verisign.com", seen_at=engine_now()
        )
    return _finished(lookup)


def _unknown(world: World) -> str:
    lookup = look_up(world.customer, "例子.中国", world.lena)
    told = [{"name": "registrar", "value": None, "why": "by_hand_cn", "detail": ""}]
    lookup.answers.update(state=SourceAnswer.State.UNKNOWN, seen_at=engine_now(), findings=told)
    return _finished(lookup)


def _finished(lookup: DomainLookup) -> str:
    DomainLookup.objects.filter(pk=lookup.pk).update(state=DomainLookup.State.DONE, finished_at=engine_now())
    return f"domains/{lookup.pk}/"


def _listed(world: World) -> str:
    _done(world)
    _waiting(world)
    return "domains/"


PAGES = (
    Page("domains", _listed, who="lena"),
    Page("domains, of staff", _listed, who="wei"),
    Page(
        "domains, nothing typed", lambda world: "domains/", who="lena", press="main form button[type=submit]"
    ),
    Page("domain: still looking", _waiting, who="lena"),
    Page("domain: much known", _done, who="lena"),
    Page("domain: little known", _unknown, who="lena"),
)
