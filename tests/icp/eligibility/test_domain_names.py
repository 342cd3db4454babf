"""Typed and pasted domain names: what would be filed, and what is refused with a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icp.eligibility.rules import domain_names
from icp.eligibility.rules.domain_names import DomainName, NotADomainName


@pytest.mark.parametrize(
    ("typed", "ascii_name", "registrable"),
    [
        ("example.com", "example.com", "example.com"),
        ("  Example.COM  ", "example.com", "example.com"),
        ("https://www.example.com/path?q=1#top", "www.example.com", "example.com"),
        ("http://user:secret@example.com:8443/", "example.com", "example.com"),
        ("//example.com/x", "example.com", "example.com"),
        ("example.com.", "example.com", "example.com"),
        ("www.example.com.cn", "www.example.com.cn", "example.com.cn"),
        ("a.b.example.bj.cn", "a.b.example.bj.cn", "example.bj.cn"),
        ("shop.example.gov.cn", "shop.example.gov.cn", "example.gov.cn"),
        ("mysite.github.io", "mysite.github.io", "github.io"),
        ("例子。公司", "xn--fsqu00a.xn--55qx5d", "xn--fsqu00a.xn--55qx5d"),
        ("xn--fsqu00a.xn--fiqs8s", "xn--fsqu00a.xn--fiqs8s", "xn--fsqu00a.xn--fiqs8s"),
        ("Ｅxample．com", "example.com", "example.com"),
        ("BÜCHER.example.museum", "xn--bcher-kva.example.museum", "example.museum"),
        ("example.corp", "example.corp", "example.corp"),
    ],
)
def test_the_name_is_found_in_what_was_typed(typed: str, ascii_name: str, registrable: str) -> None:
    name = domain_names.parse(typed)
    assert (name.ascii, name.registrable) == (ascii_name, registrable)


def test_a_chinese_name_is_kept_as_read_and_as_registered() -> None:
    name = domain_names.parse("商店.例子.公司")
    assert (name.registrable_unicode, name.registrable) == ("例子.公司", "xn--fsqu00a.xn--55qx5d")
    assert (name.label, name.tld, name.is_internationalized, name.is_subdomain) == (
        "例子",
        "xn--55qx5d",
        True,
        True,
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("203.0.113.5", "address"),
        ("http://203.0.113.5:8080/", "address"),
        ("[2001:db8::1]:443", "address"),
        ("2001:db8::1", "address"),
        ("127.1", "address"),
        ("0x7f.1", "address"),
        ("com.cn", "suffix"),
        ("cn", "suffix"),
        ("公司", "suffix"),
        ("localhost", "suffix"),
        ("", "empty"),
        ("https:///path", "empty"),
        ("...", "empty"),
        ("shop example.com", "label"),
        ("-shop.com", "label"),
        ("shop-.com", "label"),
        ("my_shop.com", "label"),
        ("*.example.com", "label"),
        ("a..com", "label"),
        (".example.com", "label"),
        ("☃.com", "label"),
        ("xn--zzzzzz.com", "label"),
        ("a" * 64 + ".com", "label"),
        (".".join(["a" * 60] * 5) + ".com", "label"),
        ("example.com\x00", "label"),
        ("x" * 5000, "label"),
    ],
)
def test_what_is_no_registrable_name_is_refused_in_two_languages(typed: str, code: str) -> None:
    with pytest.raises(NotADomainName) as refused:
        domain_names.parse(typed)
    assert refused.value.code == code
    assert refused.value.words.en and refused.value.words.zh
    assert "{" not in refused.value.words.en + refused.value.words.zh


@given(st.text(max_size=80))
def test_any_text_is_a_name_or_is_refused(text: str) -> None:
    try:
        name = domain_names.parse(text)
    except NotADomainName:
        return
    assert isinstance(name, DomainName)
    assert domain_names.parse(name.ascii) == name
    assert domain_names.parse(name.unicode) == name
