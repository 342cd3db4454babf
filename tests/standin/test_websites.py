"""Websites on the servers of the cloud: a page for whoever asks under their name, the vendor for all else."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from .world import Cloud

PAGES = {"nordwind-parts.cn": "<p>北风配件</p>", "www.meridian-trade.cn": "<p>子午线</p>"}


def page(cloud: Cloud, host: str, path: str = "/") -> tuple[int, str | None, str]:
    connection = HTTPConnection("127.0.0.1", cloud.port, timeout=10)
    try:
        connection.request("GET", path, headers={"Host": host})
        answer: HTTPResponse = connection.getresponse()
        return answer.status, answer.headers["Content-Type"], answer.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("host", "text"),
    [
        ("nordwind-parts.cn", "<p>北风配件</p>"),
        ("www.nordwind-parts.cn:80", "<p>北风配件</p>"),
        ("Nordwind-Parts.cn", "<p>北风配件</p>"),
        ("meridian-trade.cn", "<p>子午线</p>"),
    ],
)
def test_a_page_stands_under_its_name_with_and_without_www(cloud: Cloud, host: str, text: str) -> None:
    assert cloud.ask("POST", "websites", PAGES)["nordwind-parts.cn"] == "<p>北风配件</p>"

    assert page(cloud, host, "/any/path?x=1") == (200, "text/html; charset=utf-8", text)


def test_under_every_other_name_the_vendor_answers(cloud: Cloud) -> None:
    cloud.ask("POST", "websites", PAGES)

    status, content_type, _text = page(cloud, "nordwind.cn")

    assert status >= 400 and content_type == "application/json; charset=utf-8"


def test_a_document_replaces_what_there_was_and_survives_a_kill(tmp_path: Path) -> None:
    with Cloud(tmp_path) as mortal:
        mortal.ask("POST", "websites", PAGES)
        mortal.ask("POST", "websites", {"new.cn": "here"})
        mortal.kill()
        mortal.start()

        assert mortal.ask("GET", "websites") == {"new.cn": "here"}
        assert page(mortal, "new.cn")[2] == "here"
        assert page(mortal, "nordwind-parts.cn")[0] >= 400


@pytest.mark.parametrize("document", [["nordwind.cn"], {"nordwind.cn": 1}, {"nordwind.cn": "x" * 1_048_577}])
def test_what_is_no_page_is_refused_and_changes_nothing(cloud: Cloud, document: object) -> None:
    cloud.ask("POST", "websites", PAGES)

    assert "page" in cloud.ask("POST", "websites", document)["error"]
    assert page(cloud, "nordwind-parts.cn")[0] == 200


def test_no_website_counts_among_what_the_engine_made(cloud: Cloud) -> None:
    cloud.ask("POST", "websites", PAGES)

    assert [row for row in cloud.ask("GET", "resources")["resources"] if row["kind"] == "website"] == []
