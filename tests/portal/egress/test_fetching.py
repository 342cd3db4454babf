"""Nothing inside is reached, whatever is asked; what is outside is read within a time and a size."""

from __future__ import annotations

import gzip
import socket
import threading
import tracemalloc
from collections.abc import Callable
from time import monotonic
from typing import Any

import pytest

from portal.egress.fetching import Answer, fetch
from portal.egress.refusals import EgressFailed, EgressRefused
from tests.portal.egress.conftest import SITE, Site, heard
from tests.portal.egress.spellings import INSIDE

BOTH = ("https", "http")
URL = f"http://{SITE}/"


def ask(url: str = URL, **options: Any) -> Answer:
    return fetch(url, purpose="test", **{"schemes": BOTH, **options})


def refusal_of(url: str, **options: Any) -> str:
    with pytest.raises(EgressRefused) as refused:
        ask(url, **options)
    return refused.value.code


def failure_of(url: str = URL, **options: Any) -> str:
    with pytest.raises(EgressFailed) as failed:
        ask(url, **options)
    return failed.value.code


def test_no_spelling_of_an_address_inside_is_reached(
    connections: list[Any], site: Site, say: Callable[[str], None]
) -> None:
    urls = [
        f"{scheme}://{host}{port}/"
        for host in INSIDE
        for scheme in BOTH
        for port in ("", ":80", ":443", f":{site.port}")
    ]

    for url in urls:
        refusal_of(url)

    assert connections == [] and site.accepted == 0
    say(f"{len(INSIDE)} spellings, {len(urls)} addresses, {len(connections)} connections")


def test_the_count_sees_a_connection(connections: list[Any], site: Site) -> None:
    ask()

    assert connections == [("127.0.0.1", site.port)] and site.accepted == 1


def test_no_redirect_leads_inside(connections: list[Any], site: Site, say: Callable[[str], None]) -> None:
    locations = [f"{scheme}//{host}/" for host in INSIDE for scheme in ("http:", "https:", "")]
    locations += [f"http://{host}:{site.port}/" for host in INSIDE]

    for location in locations:
        site.redirects_to(location)
        refusal_of(URL, redirects=3)

    assert len(connections) == site.accepted == len(locations), "the one to the site itself, and no other"
    say(f"{len(locations)} redirects, {len(connections) - len(locations)} connections inside")


@pytest.mark.parametrize("status", ["301 x", "302 x", "303 x", "307 x", "308 x"])
@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("file:///etc/passwd", "scheme_not_allowed"),
        ("ftp://example.com/", "scheme_not_allowed"),
        ("gopher://example.com/", "scheme_not_allowed"),
        ("javascript:alert(1)", "scheme_not_allowed"),
        ("https://example.com:8443/", "port_not_allowed"),
        ("http://me@example.com/", "holds_credentials"),
        ("http://[::1/", "unreadable_url"),
        ("http://exa mple.com/", "unreadable_url"),
    ],
)
def test_a_redirect_is_read_like_the_first_address(location: str, code: str, status: str, site: Site) -> None:
    site.redirects_to(location, status)

    assert refusal_of(URL, redirects=3) == code
    assert site.accepted == 1


def test_a_redirect_may_not_leave_the_schemes_that_are_allowed(site: Site) -> None:
    site.redirects_to(f"https://{SITE}/")

    assert refusal_of(URL, schemes=("http",), redirects=3) == "scheme_not_allowed"


def test_redirects_are_followed_as_often_as_allowed(site: Site) -> None:
    def step(connection: socket.socket) -> None:
        path = heard(connection).split()[1].decode()
        if len(path) > 3:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhere")
        else:
            connection.sendall(f"HTTP/1.1 302 x\r\nLocation: {path}x\r\n\r\n".encode())

    site.handler = step

    answer = ask(redirects=3)

    assert (answer.url, answer.redirects, answer.body) == (f"http://{SITE}/xxx", 3, b"here")
    assert failure_of(redirects=2) == "too_many_redirects"


def test_without_redirects_a_redirect_is_the_answer(site: Site) -> None:
    site.redirects_to("http://127.0.0.1/")

    answer = ask()

    assert (answer.status, answer.headers["location"], site.accepted) == (302, "http://127.0.0.1/", 1)


def test_only_reading_follows_redirects(site: Site) -> None:
    with pytest.raises(ValueError, match="GET and HEAD"):
        ask(method="POST", redirects=1)


def test_it_says_whom_it_means_and_nothing_of_the_environment(
    site: Site, connections: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    site.answers(b"HTTP/1.1 204 No Content\r\n\r\n")

    answer = ask(f"http://{SITE}/in?x=1", method="POST", body=b"{}", headers={"Webhook-Id": "evt"})

    assert (answer.status, answer.body, answer.address) == (204, b"", "127.0.0.1")
    lines = site.requests[0].split(b"\r\n")
    assert lines[0] == b"POST /in?x=1 HTTP/1.1"
    assert {f"Host: {SITE}".encode(), b"Webhook-Id: evt", b"Content-Length: 2"} <= set(lines)
    assert connections == [("127.0.0.1", site.port)]


@pytest.mark.parametrize("header", ["x\r\nHost: y", "x\ny"])
def test_a_header_of_the_caller_is_one_line(header: str, site: Site) -> None:
    with pytest.raises(ValueError, match="Invalid header"):
        ask(headers={"X": header})


# Time and size -------------------------------------------------------------------------------------
def drip(connection: socket.socket, first: bytes) -> None:
    """One byte now and then, for ever: a time limit per read never ends."""
    connection.sendall(first)
    pause = threading.Event()
    while not pause.wait(0.02):
        connection.sendall(b"x")


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nX: ",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n",
    ],
    ids=["status", "header", "body", "measured body"],
)
def test_an_answer_that_drips_ends_in_time(first: bytes, site: Site) -> None:
    site.answers(lambda connection: drip(connection, first))
    begun = monotonic()

    assert failure_of(seconds=0.4) == "too_slow"
    assert monotonic() - begun < 12


def hold(connection: socket.socket) -> None:
    """Say nothing until the other side has gone."""
    while connection.recv(65536):
        pass


@pytest.mark.parametrize("url", [URL, f"https://{SITE}/"], ids=["HTTP", "TLS"])
def test_a_server_that_says_nothing_ends_in_time(url: str, site: Site) -> None:
    site.handler = hold
    begun = monotonic()

    assert failure_of(url, seconds=0.4) == "too_slow"
    assert monotonic() - begun < 12


def test_a_huge_body_is_cut_off(site: Site) -> None:
    def pour(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n")
        while True:
            connection.sendall(b"a" * 65536)

    site.answers(pour)

    answer = ask(most_bytes=100_000)

    assert (len(answer.body), answer.is_cut) == (100_000, True)


def test_a_body_of_just_the_limit_is_whole(site: Site) -> None:
    site.answers(b"HTTP/1.1 200 OK\r\n\r\n" + b"a" * 1000)

    answer = ask(most_bytes=1000)

    assert (len(answer.body), answer.is_cut) == (1000, False)


def test_a_bomb_does_not_unfold(site: Site) -> None:
    bomb = gzip.compress(bytes(200 << 20), 9, mtime=0)
    site.answers(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(bomb) + bomb
    )
    tracemalloc.start()

    answer = ask(most_bytes=1 << 20)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(answer.body), answer.is_cut) == (1 << 20, True)
    assert peak < 8 << 20, f"{peak} bytes for one answer"


def test_a_packed_answer_is_unpacked(site: Site) -> None:
    packed = gzip.compress("备案号".encode(), mtime=0)
    site.answers(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: GZIP\r\nContent-Length: %d\r\n\r\n" % len(packed) + packed
    )

    assert ask().body.decode() == "备案号"


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "broken_answer"),
        (CHUNKED + b"5\r\nshort", "broken_answer"),
        (CHUNKED + b"zz\r\nshort\r\n0\r\n\r\n", "broken_answer"),
        (CHUNKED + b"-5\r\n" + b"a" * 2_000_000, "broken_answer"),
        (CHUNKED + b"-1\r\n" + b"a" * 2_000_000, "broken_answer"),
        (b"", "broken_answer"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "broken_answer"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000 + b"\r\n", "broken_answer"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 2_000_000, "broken_answer"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nxx", "unknown_encoding"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\n\r\nxx", "unknown_encoding"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nnot packed", "broken_answer"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(9999), mtime=0)[:-9],
            "broken_answer",
        ),
    ],
)
def test_an_answer_that_is_none_is_told_apart(answer: bytes, code: str, site: Site) -> None:
    site.answers(answer)

    assert failure_of(most_bytes=10_000) == code


def test_a_chunk_without_end_is_not_read_to_its_end(site: Site) -> None:
    def pour(connection: socket.socket) -> None:
        connection.sendall(CHUNKED + b"-1\r\n")
        while True:
            connection.sendall(b"a" * 65536)

    site.answers(pour)

    assert failure_of(seconds=5, most_bytes=10_000) == "broken_answer", "and not when its time was up"


def test_a_length_that_is_too_small_ends_the_body(site: Site) -> None:
    site.answers(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n\r\nsmuggled")

    assert ask().body == b"ok"


def test_a_door_that_is_shut_is_said(site: Site) -> None:
    site.close()

    assert failure_of() == "no_connection"


def test_names_of_the_log_hold_no_path(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="portal.egress")

    ask(f"{URL}secret?token=secret")

    assert SITE in caplog.text and "secret" not in caplog.text
