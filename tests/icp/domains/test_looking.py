"""A look-up against registries, name servers and a cloud on loopback: their answers, and their silence."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from icp.domains import workflow
from icp.domains.looking import look
from icp.domains.models import DomainLookup, SourceAnswer
from icp.domains.reading import Facts, facts_for, facts_of
from icp.domains.tasks import look_up_domain, sweep
from portal.accounts.models import Organization
from portal.calendar.clock import engine_now
from portal.celery import app
from portal.events.models import Event
from portal.refusals import Forbidden, Malformed
from tests.icp.domains.outside import (
    FRANKFURT,
    HONG_KONG,
    MAINLAND,
    VERISIGN,
    VIRGINIA,
    Outside,
    Reply,
    domain,
    within,
)
from tests.processes import Standin
from tests.world import World

pytestmark = pytest.mark.django_db
NAME = "nordwind.com"
SUBJECT = {
    "number": "沪ICP备2026000001号",
    "name": "北风有限公司",
    "person": "张三",
    "websites": [{"name": "北风网", "number": "沪ICP备2026000001号-1", "domains": [NAME]}],
    "risks": [{"deadline": "2026年12月28日0点", "source": "管局核查", "suggestions": ["<p>请更新</p>"]}],
}


def looked(world: World, name: str = NAME, **options: Any) -> Facts:
    lookup = workflow.look_up(world.customer, name, world.lena, **options)
    look(lookup)
    return facts_of(DomainLookup.objects.get(pk=lookup.pk))


@pytest.fixture
def whole(outside: Outside, standin: Standin) -> Outside:
    """Every source answers, quickly."""
    outside.registry_says(NAME, domain(NAME))
    outside.points(NAME, MAINLAND)
    outside.points(f"www.{NAME}", FRANKFURT)
    standin.control("POST", "filings", {"subjects": [SUBJECT]})
    return outside


def test_everything_is_told_with_source_and_time_in_under_five_seconds(
    world: World, whole: Outside, say: Any
) -> None:
    found: list[Facts] = []
    took = within(5, lambda: found.append(looked(world, "https://www.Nordwind.com/shop?x=1")))

    facts = found[0]
    assert all(fact.is_known and fact.source and fact.seen_at for fact in facts.facts.values())
    assert facts.value("registered") is True
    assert facts.value("registrar")["id"] == 420
    assert facts.value("expires_on") == "2028-09-18"
    assert facts.value("filed_here")["number"] == "沪ICP备2026000001号-1"
    assert facts.value("risks")[0]["suggestions"] == ["请更新"]
    assert facts.facts["registrar"].source == VERISIGN
    assert (facts.position.subject, facts.position.domain) == ("alibaba", "alibaba")
    assert facts.proposal.filing_type == "none"
    say(f"all sources answered in {took:.2f} s")


def test_where_it_points_to_is_told_per_address(world: World, whole: Outside) -> None:
    whole.points(NAME, VIRGINIA, HONG_KONG)
    value = looked(world).value("points_to")
    regions = {target["address"]: (target["region"], target["country"]) for target in value["targets"]}
    assert regions == {
        VIRGINIA: ("overseas", "US"),
        HONG_KONG: ("hk_mo_tw", "HK"),
        FRANKFURT: ("overseas", "NL"),
    }
    assert value["region"] == "hk_mo_tw"


def test_a_target_on_the_cloud_tells_its_region_by_name(world: World, whole: Outside) -> None:
    whole.points(NAME, VIRGINIA, alias="alb-1.cn-shanghai.alb.aliyuncsslb.com")
    targets = looked(world).value("points_to")["targets"]
    assert [(t["region"], t["by"]) for t in targets if t["address"] == VIRGINIA] == [("mainland", "name")]
    assert not any(path.endswith(VIRGINIA) for _host, path in whole.asked)


def test_an_address_inside_is_neither_asked_about_nor_placed(world: World, whole: Outside) -> None:
    whole.points(NAME, "10.0.0.5")
    value = looked(world).value("points_to")
    assert [t["why"] for t in value["targets"] if t["address"] == "10.0.0.5"] == ["private_address"]
    assert value["region"] == "unknown"
    assert not any("10.0.0.5" in path for _host, path in whole.asked)


def test_a_name_that_points_nowhere_is_no_trouble(world: World, outside: Outside, standin: Standin) -> None:
    facts = looked(world)
    assert facts.value("points_to") == {"region": None, "targets": []}
    assert facts.for_eligibility()["dns_live"] == "no"


def test_a_silent_name_server_leaves_the_place_open(world: World, whole: Outside) -> None:
    whole.names.is_silent = True
    facts = looked(world)
    assert facts.facts["points_to"].why == "no_such_host"
    assert facts.for_eligibility()["dns_live"] == "unknown"


def test_a_host_that_could_not_be_asked_may_point_anywhere(world: World, whole: Outside) -> None:
    whole.points(NAME, VIRGINIA)
    whole.names.silent_about = {f"www.{NAME}"}
    value = looked(world).value("points_to")
    assert {target["region"] for target in value["targets"]} == {"overseas"}
    assert value["region"] == "unknown"


def test_a_name_nobody_registered(world: World, outside: Outside, standin: Standin) -> None:
    facts = looked(world)
    assert facts.facts["registered"].is_known and facts.value("registered") is False
    assert {facts.facts[name].why for name in ("registrar", "expires_on", "holds")} == {"not_registered"}


@pytest.mark.parametrize(
    ("reply", "why", "detail"),
    [
        (Reply(429, headers={"Retry-After": "60"}), "slow_down", "HTTP 429"),
        (Reply(403), "refused", "HTTP 403"),
        (Reply(503), "no_answer", "HTTP 503"),
        (Reply(200, b"<html>"), "unreadable", "not_json"),
        (Reply(200, b'{"ldhName": '), "unreadable", "not_json"),
        (Reply(200, b"[" * 100_000), "unreadable", "not_json"),
        (Reply(200, []), "unreadable", "not_an_object"),
        (Reply(200, domain("another.com")), "unreadable", "another_name"),
        (Reply(200, b" " * (1 << 20) + b"{}"), "unreadable", "too_long"),
        (Reply(302, headers={"Location": "http://127.0.0.1/"}), "refused", "scheme_not_allowed"),
        (Reply(302, headers={"Location": "https://127.0.0.1/"}), "refused", "address_not_public"),
        (
            Reply(302, headers={"Location": f"https://{VERISIGN}/com/v1/domain/{NAME}"}),
            "no_answer",
            "too_many_redirects",
        ),
        (Reply(200, domain(NAME), {"Content-Length": "99999"}), "no_answer", "broken_answer"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_registry_in_trouble_is_unknown_and_takes_nothing_with_it(
    reply: Reply, why: str, detail: str, world: World, whole: Outside
) -> None:
    whole.registry_says(NAME, reply)
    facts = looked(world)
    registrar = facts.facts["registrar"]
    assert (registrar.why, registrar.detail, registrar.value) == (why, detail, None)
    assert registrar.reason.en and registrar.reason.zh and registrar.seen_at
    assert facts.for_eligibility()["registrar_iana_id"] == "unknown"
    assert facts.facts["points_to"].is_known and facts.facts["filed"].is_known


def test_a_registry_may_send_on_to_another(world: World, whole: Outside) -> None:
    whole.registry_says(NAME, Reply(302, headers={"Location": "https://rdap.arin.net/there"}))
    whole.replies["rdap.arin.net", "/there"] = Reply(body=domain(NAME))
    fact = looked(world).facts["registrar"]
    assert (fact.value["id"], fact.source) == (420, "rdap.arin.net")


def test_a_registrar_without_a_number_is_not_told_by_its_name(world: World, whole: Outside) -> None:
    whole.registry_says(NAME, domain(NAME, iana_id=None))
    facts = looked(world)
    assert facts.facts["registrar"].why == "no_iana_number"
    assert facts.value("expires_on") == "2028-09-18"


def test_a_chinese_ending_is_looked_up_by_hand(world: World, whole: Outside) -> None:
    facts = looked(world, "nordwind.cn")
    assert facts.facts["registrar"].why == "by_hand_cn"
    assert facts.facts["expires_on"].why == "no_service"
    assert "CNNIC" in facts.facts["registrar"].reason.zh


def test_one_slow_source_holds_up_no_other(world: World, whole: Outside, standin: Standin, say: Any) -> None:
    whole.registry_says(NAME, Reply(body=domain(NAME), pause=8))
    standin.control("POST", "faults", {"fault": "slow", "action": "QuerySuccessIcpData", "seconds": 8})
    found: list[Facts] = []

    # The budget is 4.5 s; the silent ones would be waited for 8 s.
    took = within(7.5, lambda: found.append(looked(world)))

    facts = found[0]
    assert facts.is_complete
    assert {facts.facts[name].why for name in ("registrar", "filed_here")} == {"no_answer"}
    assert facts.value("filed") is True and facts.value("points_to")["region"] == "mainland"
    answers = SourceAnswer.objects.filter(lookup_id=facts.lookup_id)
    assert max(answers.get(source="account_domain").took_ms or 0, 0) < 3500
    say(f"two of four sources silent: done in {took:.2f} s")


def test_slow_registers_of_addresses_leave_the_other_addresses_told(world: World, whole: Outside) -> None:
    whole.points(NAME, VIRGINIA)
    whole.replies["rdap.arin.net", f"/registry/ip/{VIRGINIA}"] = Reply(pause=8)
    value = looked(world).value("points_to")
    told = {target["address"]: (target["region"], target["why"]) for target in value["targets"]}
    assert told == {VIRGINIA: ("unknown", "no_answer"), FRANKFURT: ("overseas", "")}


def test_offline_everything_is_unknown_and_nothing_passes(world: World, settings: Any) -> None:
    """No registry, no name server, no cloud: nothing listens at any of these."""
    settings.EGRESS_NAMESERVER = ("127.0.0.1", 9)
    facts = looked(world)
    assert facts.is_complete and not any(fact.is_known for fact in facts.facts.values())
    asked = facts.for_eligibility()
    assert {
        asked[name] for name in ("registrar_iana_id", "domain_days_left", "dns_live", "domain_filed")
    } == {"unknown"}
    outcomes = {
        m.outcome for name in ("registrar", "expires_on", "points_to") for m in facts.meanings()[name]
    }
    assert outcomes == {"needs-human"}


def test_an_account_without_access_leaves_the_filing_open(
    world: World, whole: Outside, standin: Standin
) -> None:
    standin.control(
        "POST", "faults", {"fault": "refuse", "code": "NoPermission", "product": "cdn", "times": -1}
    )
    standin.control(
        "POST", "faults", {"fault": "refuse", "code": "NoPermission", "product": "companyreg", "times": -1}
    )
    facts = looked(world)
    assert {facts.facts[name].why for name in ("filed", "filed_here", "subject_here", "risks")} == {
        "no_access"
    }
    assert not facts.facts["risks"].is_known
    assert facts.proposal.asks == ("domain_filed", "subject_filed")


def test_a_domain_filed_elsewhere_is_seen_and_its_holder_is_asked(
    world: World, whole: Outside, standin: Standin
) -> None:
    standin.control("POST", "filings", {"domains": {NAME: True}})
    facts = looked(world)
    assert facts.value("filed") is True and facts.value("filed_here") is None
    assert facts.proposal.candidates == ("add_access", "claim", "migrate")


def test_a_domain_of_another_company_of_the_account_tells_no_more_than_its_number(
    world: World, whole: Outside, standin: Standin
) -> None:
    standin.control("POST", "filings", {"subjects": [{**SUBJECT, "name": "南风有限公司"}]})
    facts = looked(world)
    stored = json.dumps(list(SourceAnswer.objects.values("findings", "raw")), ensure_ascii=False)
    assert facts.proposal.rule_id == "T05"
    assert "南风" not in stored and "请更新" not in stored


# What is kept ------------------------------------------------------------------------------------------
def test_the_registrys_answer_is_kept_without_people(world: World, whole: Outside) -> None:
    facts = looked(world)
    kept = SourceAnswer.objects.get(lookup_id=facts.lookup_id, source="rdap")
    assert json.loads(kept.raw)["ldhName"] == NAME.upper() and len(kept.raw_sha256) == 64
    stored = json.dumps(list(SourceAnswer.objects.values("findings", "raw")), ensure_ascii=False)
    assert "Lena" not in stored and "张三" not in stored


def test_an_answer_too_long_to_keep_is_known_by_its_digest(world: World, whole: Outside) -> None:
    whole.registry_says(NAME, domain(NAME, remarks=["x" * 70_000]))
    kept = SourceAnswer.objects.get(lookup_id=looked(world).lookup_id, source="rdap")
    assert (kept.state, kept.raw, len(kept.raw_sha256)) == ("known", "", 64)


def test_raw_answers_are_emptied_after_a_month(world: World, whole: Outside) -> None:
    facts = looked(world)
    answers = SourceAnswer.objects.filter(lookup_id=facts.lookup_id)
    assert workflow.forget_raw_answers() == 0
    answers.update(seen_at=engine_now() - timedelta(days=31))
    assert workflow.forget_raw_answers() == 1
    assert answers.get(source="rdap").findings


def test_the_event_names_the_look_up_and_not_the_domain(world: World, whole: Outside) -> None:
    facts = looked(world)
    event = Event.objects.get(type="domain.looked_up", subject_id=facts.lookup_id)
    assert event.payload == {"lookup": str(facts.lookup_id), "sources": 4, "unanswered": 0}


# Asking ------------------------------------------------------------------------------------------------
def test_asking_again_within_a_day_asks_nobody(world: World, whole: Outside) -> None:
    first = looked(world)
    whole.asked.clear()
    assert looked(world).lookup_id == first.lookup_id
    assert whole.asked == []


def test_look_again_asks_everybody(world: World, whole: Outside) -> None:
    first = looked(world)
    whole.asked.clear()
    assert looked(world, again=True).lookup_id != first.lookup_id
    assert (VERISIGN, f"/com/v1/domain/{NAME}") in whole.asked


def test_another_organization_shares_what_is_public_and_nothing_of_the_account(
    world: World, whole: Outside, standin: Standin
) -> None:
    looked(world)
    whole.asked.clear()
    standin.control("DELETE", "calls")

    lookup = workflow.look_up(world.stranger, NAME, world.omar)
    assert set(lookup.answers.known().values_list("source", flat=True)) == {"rdap", "dns"}
    look(lookup)

    assert whole.asked == []
    assert len(standin.control("GET", "calls")["calls"]) == 2
    theirs = facts_for(world.stranger, NAME)
    assert theirs is not None and theirs.value("filed_here")["is_ours"] is None


def test_what_is_a_day_old_is_asked_anew(world: World, whole: Outside) -> None:
    first = looked(world)
    old = engine_now() - timedelta(days=1, seconds=1)
    DomainLookup.objects.update(created_at=old)
    SourceAnswer.objects.update(seen_at=old)
    whole.asked.clear()
    assert looked(world).lookup_id != first.lookup_id
    assert (VERISIGN, f"/com/v1/domain/{NAME}") in whole.asked


def test_what_was_unknown_is_asked_anew_at_once(world: World, whole: Outside) -> None:
    whole.registry_says(NAME, Reply(503))
    looked(world)
    whole.registry_says(NAME, domain(NAME))
    assert looked(world).value("registrar")["id"] == 420


def test_a_new_chinese_name_is_compared_anew(world: World, whole: Outside) -> None:
    looked(world)
    Organization.objects.filter(pk=world.customer.pk).update(name_zh="南风有限公司")
    world.customer.refresh_from_db()
    assert looked(world).value("filed_here")["is_ours"] is False


def test_the_latest_known_facts_are_told_with_their_own_times(world: World, whole: Outside) -> None:
    first = looked(world)
    whole.registry_says(NAME, Reply(503))
    second = looked(world, again=True)

    latest = facts_for(world.customer, f"shop.{NAME}")

    assert latest is not None and latest.lookup_id == second.lookup_id
    assert latest.facts["registrar"] == first.facts["registrar"]
    assert latest.facts["filed"].seen_at == second.facts["filed"].seen_at
    assert facts_for(world.stranger, NAME) is None and facts_for(world.customer, "no name") is None


@pytest.mark.parametrize("typed", ["", "10.0.0.1", "com", "a b.com", "x" * 300, "https://"])
def test_what_is_no_domain_name_is_refused_with_a_sentence(typed: str, world: World) -> None:
    with pytest.raises(Malformed) as refused:
        workflow.look_up(world.customer, typed, world.lena)
    assert refused.value.extra["fields"]["domain"] == [refused.value.message]
    assert not DomainLookup.objects.exists()


def test_a_stranger_looks_nothing_up_for_us(world: World) -> None:
    with pytest.raises(Forbidden):
        workflow.look_up(world.customer, NAME, world.omar)


def test_a_chinese_name_is_kept_both_ways(world: World) -> None:
    lookup = workflow.look_up(world.customer, "www.例子。公司", world.lena)
    assert (lookup.host, lookup.name) == ("www.xn--fsqu00a.xn--55qx5d", "xn--fsqu00a.xn--55qx5d")
    assert (lookup.name_unicode, lookup.host_unicode) == ("例子.公司", "www.例子.公司")


# The row -----------------------------------------------------------------------------------------------
def _lease_ends(lookup: DomainLookup) -> None:
    DomainLookup.objects.filter(pk=lookup.pk).update(not_before=engine_now() - timedelta(seconds=1))


def test_two_workers_ask_once(world: World, whole: Outside) -> None:
    lookup = workflow.look_up(world.customer, NAME, world.lena)
    other = DomainLookup.objects.get(pk=lookup.pk)
    assert lookup.claim() and not other.claim()


def test_the_next_worker_asks_only_what_is_open(world: World, whole: Outside) -> None:
    lookup = workflow.look_up(world.customer, NAME, world.lena)
    assert lookup.claim()
    registry = lookup.answers.get(source="rdap")
    registry.settle("known", findings=[], service="before the worker died")
    _lease_ends(lookup)

    look(DomainLookup.objects.get(pk=lookup.pk))

    assert lookup.answers.get(source="rdap").service == "before the worker died"
    assert not any(host == VERISIGN for host, _path in whole.asked)
    assert DomainLookup.objects.get(pk=lookup.pk).is_finished


def test_attempts_that_kill_their_worker_end_as_unknown(world: World, whole: Outside) -> None:
    lookup = workflow.look_up(world.customer, NAME, world.lena)
    for _attempt in range(DomainLookup.MOST_ATTEMPTS):
        assert lookup.claim()
        _lease_ends(lookup)
    look(lookup)
    facts = facts_of(DomainLookup.objects.get(pk=lookup.pk))
    assert facts.is_complete and not any(fact.is_known for fact in facts.facts.values())
    assert whole.asked == []


def test_a_worker_that_lost_its_lease_finishes_nothing(world: World, whole: Outside) -> None:
    slow = workflow.look_up(world.customer, NAME, world.lena)
    assert slow.claim()
    _lease_ends(slow)
    look(DomainLookup.objects.get(pk=slow.pk))
    assert not slow.finish()
    assert not slow.answers.get(source="rdap").settle("unknown")
    assert Event.objects.filter(type="domain.looked_up", subject_id=slow.pk).count() == 1


def test_it_is_finished_once(world: World, whole: Outside) -> None:
    lookup = workflow.look_up(world.customer, NAME, world.lena)
    assert lookup.claim() and lookup.finish() and not lookup.finish()


def test_the_sweep_finds_what_is_due(world: World, whole: Outside) -> None:
    lookup = workflow.look_up(world.customer, NAME, world.lena)
    assert sweep() == 1
    assert lookup.claim()
    assert sweep() == 0
    _lease_ends(lookup)
    assert sweep() == 1


def test_a_message_about_nothing_is_harmless(world: World) -> None:
    look_up_domain("00000000-0000-0000-0000-000000000000")
    names = {"icp.domains.look", "icp.domains.sweep", "icp.domains.refresh_service_lists"}
    assert names <= set(app.tasks)
