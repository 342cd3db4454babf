from __future__ import annotations

import logging

import pytest
from django.test import Client

REQUIRED = {"type", "title", "status", "detail", "code", "request_id"}
OPTIONAL = {"remedy", "errors"}


@pytest.fixture(autouse=True)
def bell(settings):
    settings.ROOT_URLCONF = "tests.portal.api.bell_urls"


@pytest.fixture
def lena(world, program):
    return program(world.lena, world.customer)


def problem(answer) -> dict:
    document = answer.json()
    assert answer["Content-Type"] == "application/problem+json"
    assert set(document) >= REQUIRED
    assert set(document) <= REQUIRED | OPTIONAL
    assert document["status"] == answer.status_code
    assert document["type"].endswith(f"#{document['code']}")
    return document


@pytest.mark.parametrize(
    ("act", "status", "code"),
    [
        (lambda p: p.get("/api/v1/nothing/at/all"), 404, "not_found"),
        (lambda p: p.get("/api/v1/organizations/0b7f7d6e-6c1a-4a3e-9f0e-5b8f4a1c2d3e/"), 404, "not_found"),
        (lambda p: p.get("/api/v1/organizations/not-an-id/"), 404, "not_found"),
        (lambda p: p.ask("DELETE", "/api/v1/whoami/"), 405, "method_not_allowed"),
        (lambda p: p.ask("OPTIONS", "/api/v1/whoami/"), 405, "method_not_allowed"),
        (lambda p: p.get("/api/v1/whoami/", Accept="text/html"), 406, "not_acceptable"),
        (lambda p: p.get("/api/v1/whoami/?verbose=1"), 400, "unknown_parameter"),
        (lambda p: p.get("/api/v1/events/?after=1&after=2"), 400, "unknown_parameter"),
        (lambda p: p.post("/api/v1/bell/", {"how": "refused"}), 409, "refused"),
        (lambda p: p.post("/api/v1/bell/", {"how": "broken"}), 500, "failed"),
        (lambda p: p.post("/api/v1/bell/", {"how": "database_away"}), 503, "database_away"),
        (lambda p: p.post("/api/v1/bell/", b"{"), 400, "malformed_json"),
        (lambda p: p.post("/api/v1/bell/", b" " * 1_048_577), 413, "body_too_large"),
    ],
)
def test_every_kind_of_trouble_has_the_one_shape(lena, act, status, code):
    document = problem(act(lena))
    assert (document["status"], document["code"]) == (status, code)


def test_a_form_body_is_not_read(lena):
    answer = lena.client.post(
        "/api/v1/bell/",
        "how=well",
        content_type="application/x-www-form-urlencoded",
        headers={"Authorization": f"Bearer {lena.token}", "Idempotency-Key": "k"},
    )
    assert problem(answer)["code"] == "unsupported_media_type"


def test_a_failure_inside_is_logged_once_and_never_shown(lena, caplog):
    with caplog.at_level(logging.WARNING):
        answer = lena.post("/api/v1/bell/", {"how": "broken"})
    assert "secret inside" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()
    lines = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(lines) == 1
    assert answer.json()["request_id"] in lines[0].getMessage()


def test_the_request_id_of_a_problem_is_the_one_of_the_header(lena):
    answer = lena.get("/api/v1/whoami/?x=1")
    assert answer["X-Request-Id"] == answer.json()["request_id"]


def test_a_database_that_is_away_says_when_to_ask_again(lena):
    assert lena.post("/api/v1/bell/", {"how": "database_away"})["Retry-After"] == "2"


def test_every_field_that_cannot_be_read_is_named_with_its_path(lena):
    body = {"how": "sideways", "clapper": {"loudness": 11, "colour": "red"}, "owner": "me"}
    document = problem(lena.post("/api/v1/bell/", body))
    assert [(error["path"], error["code"]) for error in document["errors"]] == [("owner", "unknown_key")]
    del body["owner"]
    document = problem(lena.post("/api/v1/bell/", body))
    found = {(error["path"], error["code"]) for error in document["errors"]}
    assert found == {("how", "invalid_choice"), ("clapper.colour", "unknown_key")}


@pytest.mark.parametrize("body", [b"[]", b"null", b"3", b'"text"'])
def test_a_body_that_is_no_object_is_a_problem_without_a_path(lena, body):
    document = problem(lena.post("/api/v1/bell/", body))
    assert document["status"] == 400
    assert [error["path"] for error in document["errors"]] == [""]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_problem_speaks_the_language_that_was_asked_for(language):
    answer = Client().get("/api/v1/whoami/", headers={"Accept-Language": language})
    assert answer["Content-Language"] == language
    assert ("密钥" in answer.json()["detail"]) == (language == "zh-hans")


def test_an_answer_is_not_kept_by_anybody_between(lena):
    assert "no-store" in lena.get("/api/v1/whoami/")["Cache-Control"]
