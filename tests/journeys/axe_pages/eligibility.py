"""The public check: its start, three kinds of question, and every kind of result."""

from __future__ import annotations

from collections.abc import Callable

from tests.icp.questions import ABROAD, ANSWERS, FILED_AT_HOME, NO_ENTITY, NOT_SURE, SHOP, result_of
from tests.journeys.axe import Page
from tests.world import World

SUBMIT = "main form button[type=submit]"


def _result(answers: dict[str, str], page: str = "") -> Callable[[World], str]:
    return lambda world: f"icp-check/r/{result_of(answers).token}/{page}"


def _saved(world: World) -> str:
    return f"icp-check/r/{result_of(organization=world.customer, by=world.lena).token}/"


PAGES = (
    Page("check", lambda world: "icp-check/"),
    Page("check, one question", lambda world: "icp-check/applicant/"),
    Page("check, two questions", lambda world: "icp-check/hosting/"),
    Page("check, nothing answered", lambda world: "icp-check/domain/", press=SUBMIT),
    Page("result: nothing needed", _result(ABROAD)),
    Page("result: apply now", _result(FILED_AT_HOME)),
    Page("result: one fix", _result(ANSWERS)),
    Page("result: newer rules differ", _result({**FILED_AT_HOME, "domain": "nordwind.top"})),
    Page("result: commercial license", _result(SHOP)),
    Page("result: cannot apply", _result(NO_ENTITY)),
    Page("result: needs a person", _result(NOT_SURE)),
    Page("result: print view", _result(ANSWERS, "?print=1")),
    Page("result: saved", _saved, who="lena"),
    Page("result: save, visitor", _result(ANSWERS, "save/")),
    Page("result: save, customer", _result(ANSWERS, "save/"), who="lena"),
    Page("result: ask again", _result(ANSWERS, "again/")),
    Page("summary: not made", _result(ANSWERS, "summary/")),
    Page("summary: waiting", _result(ANSWERS, "summary/"), press=SUBMIT),
)
