"""The demo's filings: made once, and gone on with where their making was interrupted."""

from __future__ import annotations

import time
from typing import Any

import pytest

from icp.documents.checking import check
from icp.documents.models import Paper
from icp.documents.workflow import upload_paper
from icp.documents.workflow.uploading import bring_in
from icp.filings.models import Filing
from portal.accounts.models import User
from portal.demo import filings
from portal.demo.filings import seed_filings
from portal.demo.people import NORDWIND
from portal.demo.seeding import seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]


@pytest.fixture(autouse=True)
def papers_arrive(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is written once its row is committed, which a test that is rolled back never does."""

    def arrived(filing: Filing, *, content: bytes, **given: Any) -> Paper:
        paper = upload_paper(filing, content=content, **given)
        bring_in(paper, content)
        paper.refresh_from_db()
        return paper

    monkeypatch.setattr(filings, "upload_paper", arrived)


STATES = {
    "nordwind-maschinen.cn": "DRAFT",
    "meridian-trade.cn": "SPECIALIST_REVIEW",
    "nordwind-service.cn": "SMS_PENDING",
}


def states() -> dict[str, str]:
    return dict(Filing.objects.filter(domain__in=STATES).values_list("domain", "state"))


def test_each_is_made_once() -> None:
    seed()

    assert seed_filings() == 3 and states() == STATES
    assert seed_filings() == 0 and states() == STATES


def test_what_was_interrupted_goes_on() -> None:
    seed()
    lena = User.objects.get(email__startswith="lena@")
    answers = filings._answers(3, "北风服务（上海）有限公司", "北风服务官网", "nordwind-service.cn", "赵敏")
    begun = filings._opened(NORDWIND, {**answers, **filings.DECLARED}, lena)

    assert seed_filings() == 2 and states() == STATES
    begun.refresh_from_db()
    assert begun.state == "SMS_PENDING"


def test_what_somebody_led_another_way_stays_there() -> None:
    seed()
    seed_filings()
    Filing.objects.filter(domain="nordwind-service.cn").update(state="SMS_RETURNED")

    assert seed_filings() == 0
    assert states()["nordwind-service.cn"] == "SMS_RETURNED"


def test_a_paper_that_the_worker_has_in_hand_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """`check` leaves it alone then; sending at once would find it missing."""
    seed()
    waited: list[float] = []

    class Meanwhile:
        monotonic = staticmethod(time.monotonic)

        @staticmethod
        def sleep(seconds: float) -> None:
            waited.append(seconds)
            for paper in Paper.objects.filter(state=Paper.State.CHECKING).select_related("organization"):
                check(paper)

    monkeypatch.setattr(filings, "check", lambda paper: None)
    monkeypatch.setattr(filings, "time", Meanwhile)

    seed_filings()

    assert len(waited) == 4 and states() == STATES
