"""One address typed is one target, or none."""

from __future__ import annotations

import pytest

from portal.egress.rules.sentences import SENTENCES, said
from portal.egress.rules.targets import UnusableTarget, target_of


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("https://www.example.com", "https://www.example.com/"),
        ("HTTPS://WWW.EXAMPLE.COM/A?b=C#d", "https://www.example.com/A?b=C"),
        ("https://www.example.com.:443/", "https://www.example.com/"),
        ("http://www.example.com:443/", "http://www.example.com:443/"),
        ("https://www.example.com:/x", "https://www.example.com/x"),
        ("https://备案.中国/首页?q=号", "https://xn--srsw86a.xn--fiqs8s/%E9%A6%96%E9%A1%B5?q=%E5%8F%B7"),
        ("https://ＷＷＷ．example。com/", "https://www.example.com/"),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
        ("https://[2400:3200:0::1]/", "https://[2400:3200::1]/"),
        ("https://example.com/a%2fb'\"<>", "https://example.com/a%2fb'%22%3C%3E"),
        ("https://example.com?x", "https://example.com/?x"),
        ("https://1.example.com/", "https://1.example.com/"),
        ("https://0xcafe.example/", "https://0xcafe.example/"),
    ],
)
def test_a_usual_address_is_read(given: str, read: str) -> None:
    assert target_of(given).url == read


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("", "unreadable_url"),
        ("https://", "unreadable_url"),
        ("https:///x", "unreadable_url"),
        ("https://:443/", "unreadable_url"),
        ("https://exa mple.com/", "unreadable_url"),
        ("https://example.com/a\r\nHost: x", "unreadable_url"),
        ("https://example.com\t/", "unreadable_url"),
        ("https://example.com\\@127.0.0.1/", "unreadable_url"),
        ("https:\\\\example.com", "unreadable_url"),
        ("https://example\u200b.com/", "unreadable_url"),
        ("https://example.com/\ud800", "unreadable_url"),
        ("https://[::1", "unreadable_url"),
        ("https://[::1]x/", "unreadable_url"),
        ("https://::1/", "unreadable_url"),
        ("https://example.com/" + "a" * 2048, "unreadable_url"),
        ("example.com", "scheme_not_allowed"),
        ("//example.com/", "scheme_not_allowed"),
        ("ftp://example.com/", "scheme_not_allowed"),
        ("file:///etc/passwd", "scheme_not_allowed"),
        ("javascript:alert(1)", "scheme_not_allowed"),
        ("https://user@example.com/", "holds_credentials"),
        ("https://user:word@example.com/", "holds_credentials"),
        ("https://example.com@127.0.0.1/", "holds_credentials"),
        ("https://example.com:8443/", "port_not_allowed"),
        ("https://example.com:0/", "port_not_allowed"),
        ("https://example.com:0443/", "port_not_allowed"),
        ("https://example.com:４４３/", "port_not_allowed"),
        ("https://example.com:80:443/", "port_not_allowed"),
        ("https://exam_ple.com/", "odd_host"),
        ("https://-example.com/", "odd_host"),
        ("https://example..com/", "odd_host"),
        ("https://.example.com/", "odd_host"),
        ("https://" + "a" * 64 + ".com/", "odd_host"),
        ("https://" + "a." * 130 + "com/", "odd_host"),
        ("https://ex%61mple.com/", "odd_host"),
        ("https://1.2.3.4.5/", "odd_host"),
        ("https://1.2.3/", "odd_host"),
        ("https://256.1.1.1/", "odd_host"),
        ("https://example.0x10/", "odd_host"),
        ("https://[2400:3200::1%eth0]/", "odd_host"),
        ("https://[2400:3200::1%25eth0]/", "odd_host"),
        ("https://[２400:3200::1]/", "unreadable_url"),
    ],
)
def test_an_odd_address_is_refused_with_a_sentence(given: str, code: str) -> None:
    with pytest.raises(UnusableTarget) as refused:
        target_of(given)

    assert refused.value.code == code
    words = said(code, **refused.value.facts)
    assert "{" not in words.en + words.zh and len(words.en) < 300


def test_every_sentence_has_the_same_places_in_both_languages() -> None:
    for code, words in SENTENCES.items():
        assert set(words._replace(zh="").places()) == set(words._replace(en="").places()), code
