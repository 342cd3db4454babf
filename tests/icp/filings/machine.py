"""Anybody says anything at any time: whatever is refused or done, the filing stays one that can be.

Each example is one filing of a test organization whose clock is moved by hand; it is rolled back at its end.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from icp.documents.workflow.consenting import purposes_of
from icp.filings import clockwork, workflow
from icp.filings.models import Filing
from icp.filings.rules import lifecycle
from icp.filings.rules.deadlines import BEIJING, KIND_OF_STATE, Kind
from icp.filings.rules.states import STATES
from icp.filings.verbs import VERBS
from portal.accounts.models import Organization
from portal.events.models import Event
from portal.refusals import Refused
from tests.icp.filings.cases import NUMBER, draft, give_papers
from tests.world import World

START = datetime(2026, 12, 28, 9, tzinfo=BEIJING)
PEOPLE = ("lena", "jonas", "mia", "omar", "priya", "wei", "otto")
TYPES = ("first_filing", "add_access", "cancel_website", "cancel_access")


class Filings(RuleBasedStateMachine):
    world: ClassVar[World]
    moved: ClassVar[set[tuple[str, str]]] = set()
    steps: ClassVar[int] = 0

    @initialize(filing_type=st.sampled_from(TYPES))
    def begin(self, filing_type: str) -> None:
        self.savepoint = transaction.savepoint()
        Organization.objects.filter(pk=self.world.customer.pk).update(is_test=True, frozen_at=START)
        self.world.customer.refresh_from_db()
        more = {"existing_number": NUMBER} if filing_type == "add_access" else {}
        self.filing = draft(self.world, filing_type, **more)
        give_papers(self.world, self.filing)
        self.seen = {self.filing.state}

    @rule(verb=st.sampled_from(sorted(VERBS)), person=st.sampled_from(PEOPLE), whole=st.booleans())
    def say(self, verb: str, person: str, whole: bool) -> None:
        self._said(verb, person, whole)

    @rule(choice=st.integers(0, 11), straight=st.booleans())
    def go_on(self, choice: int, straight: bool) -> None:
        """Somebody who may says something that fits, so that examples get far."""
        verbs = [verb for verb in lifecycle.allowed_verbs(self.filing.state) if verb in VERBS]
        if straight:
            verbs = [verb for verb in verbs if lifecycle.target(self.filing.state, verb) != self.filing.state]
            verbs = [
                verb for verb in verbs if verb not in ("abandon", "withdraw", "cancel", "lapse")
            ] or verbs
        if verbs:
            verb = verbs[choice % len(verbs)]
            roles = lifecycle.move_for(self.filing.state, verb).roles  # type: ignore[union-attr]
            self._said(verb, "wei" if "filing_specialist" in roles else "lena", True)

    @rule(hours=st.sampled_from((1, 5, 7, 23, 30, 24 * 9, 24 * 46)))
    def wait(self, hours: int) -> None:
        later = Organization.objects.get(pk=self.world.customer.pk).frozen_at + timedelta(hours=hours)
        Organization.objects.filter(pk=self.world.customer.pk).update(frozen_at=later)
        before = self.filing.state
        clockwork.ring(self.filing.pk)
        assert not clockwork.ring(self.filing.pk), "what was said once is not said twice"
        self._reload(before, "the clock")

    @rule(name=st.text("北风机械公司官网", min_size=3, max_size=9), person=st.sampled_from(PEOPLE))
    def write(self, name: str, person: str) -> None:
        before = self.filing.state
        try:
            workflow.save_answers(self.filing, {"site_name": name}, by=getattr(self.world, person))
        except Refused as refusal:
            assert refusal.message and refusal.remedy
        self._reload(before, "writing")
        assert self.filing.state == before

    @rule(person=st.sampled_from(("wei", "priya", "lena")), back=st.booleans())
    def take(self, person: str, back: bool) -> None:
        act = workflow.hand_back_filing if back else workflow.claim_filing
        before = self.filing.state
        try:
            act(self.filing, by=getattr(self.world, person))
        except Refused as refusal:
            assert refusal.message and refusal.remedy
        self._reload(before, "taking")

    def _said(self, verb: str, person: str, whole: bool) -> None:
        type(self).steps += 1
        before = self.filing.state
        try:
            VERBS[verb].say(self.filing, self._given(verb) if whole else {}, getattr(self.world, person))
        except Refused as refusal:
            assert refusal.message and refusal.remedy and refusal.code
        except TypeError:
            # What must come with the verb was left out: the doors ask for it before they say it.
            assert not whole
        self._reload(before, verb)

    def _given(self, verb: str) -> dict[str, Any]:
        at = Organization.objects.get(pk=self.world.customer.pk).frozen_at
        parts: dict[str, Any] = {
            "agreed": purposes_of(self.filing),
            "remarks": [{"field": "", "code": "other", "note": "请补充说明"}],
            "replies": {str(remark.pk): "已补充" for remark in self.filing.remarks.all()},
            "person": "subject",
            "number": NUMBER,
            "source": "域名未解析至境内",
            "ends_at": at + timedelta(days=20),
            "evidence": "已恢复",
            "reason": "管局通知",
        }
        return {name: parts[name] for name in VERBS[verb].wants if name in parts}

    def _reload(self, before: str, by: str) -> None:
        self.filing = Filing.objects.select_related("organization", "assigned_to").get(pk=self.filing.pk)
        after = self.filing.state
        if after != before:
            assert after in {move.target for move in lifecycle.MOVES if move.state == before}, (
                before,
                by,
                after,
            )
            type(self).moved.add((before, after))
        if before in lifecycle.FINAL:
            assert after == before

    @invariant()
    def is_one_that_can_be(self) -> None:
        if not hasattr(self, "filing"):
            return
        filing = self.filing
        running = list(filing.deadlines.filter(ended_at=None))
        kind = KIND_OF_STATE.get(filing.state)
        assert [deadline.kind for deadline in running] == ([kind] if kind else [])
        assert filing.due_at == (running[0].due_at if running else None)
        assert filing.state in STATES
        assert bool(filing.icp_number) or not filing.holds_number
        assert filing.versions.count() == filing.round
        assert filing.remarks.filter(round__gt=filing.round).count() == 0
        assert all(count <= 6 for count in filing.wrong_codes.values())
        if filing.state in lifecycle.FINAL:
            assert not running
        if kind == Kind.SMS:
            assert filing.codes_entered == []
        own = Event.objects.filter(subject_id=filing.pk, type__startswith="filing.", payload__has_key="state")
        last = own.order_by("-sequence").first()
        assert last is not None and last.payload["state"] == filing.state

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            transaction.savepoint_rollback(self.savepoint)
