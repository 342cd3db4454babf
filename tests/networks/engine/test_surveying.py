"""A survey that cannot succeed ends with a sentence, and one that was cut short does not use up the tries."""

from __future__ import annotations

import pytest

from networks.requests.models import NetworkRequest
from networks.requests.surveying import survey_next
from portal.alibaba.clients import Cloud
from tests.networks.engine.conftest import Cast
from tests.networks.engine.driving import submitted
from tests.processes import Standin

pytestmark = pytest.mark.committed


def tried(network_request: NetworkRequest, times: int) -> NetworkRequest:
    NetworkRequest.objects.filter(pk=network_request.pk).update(survey_attempts=times)
    return network_request


def refuse(standin: Standin) -> None:
    standin.control(
        "POST", "faults", {"fault": "http_500", "action": "ListTransitRouterAvailableResource", "times": 9}
    )


def test_a_request_whose_workers_all_died_comes_back_with_a_sentence(
    cloud: Cloud, standin: Standin, cast: Cast
) -> None:
    sent = tried(submitted(cast.nordwind, cast.lena), 20)

    assert survey_next(cloud)

    sent.refresh_from_db()
    assert (sent.status, sent.remarks[0]["code"], sent.survey_due) == ("returned", "cannot_be_planned", None)


def test_a_cloud_that_does_not_answer_is_asked_again_until_the_tries_are_used_up(
    cloud: Cloud, standin: Standin, cast: Cast
) -> None:
    sent = submitted(cast.nordwind, cast.lena)
    refuse(standin)

    assert survey_next(cloud)
    sent.refresh_from_db()
    assert sent.status == "submitted" and sent.survey_due is not None

    tried(sent, 19)
    NetworkRequest.objects.filter(pk=sent.pk).update(survey_due=sent.submitted_at)
    assert survey_next(cloud)

    sent.refresh_from_db()
    assert (sent.status, sent.remarks[0]["code"]) == ("returned", "cloud_unavailable")
