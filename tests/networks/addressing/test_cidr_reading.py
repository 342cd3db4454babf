"""Which texts are read as an address block: a table of odd ones, with the code of each refusal."""

from __future__ import annotations

import doctest
from ipaddress import IPv4Address, IPv4Network
from types import ModuleType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from networks.addressing.rules import cidr, ranges, refusals

# RFC 1918, and the sizes /8 to /29 on both edges of each range.
_ACCEPTED = """
10.0.0.0/8 10.0.0.0/9 10.128.0.0/9 10.0.0.0/16 10.0.0.0/28 10.0.0.0/29 10.0.0.8/29 10.1.2.0/24 10.8.64.0/18
10.16.0.0/16 10.20.0.0/16 10.20.0.0/24 10.30.0.0/16 10.255.0.0/16 10.255.255.0/24 10.255.255.248/29
10.64.0.0/10 10.100.0.0/14 10.254.0.0/15 10.10.10.8/29 10.200.128.0/17 10.3.3.64/26 10.4.4.128/25
172.16.0.0/12 172.16.0.0/13 172.24.0.0/13 172.16.0.0/16 172.31.0.0/16 172.31.255.0/24 172.31.255.248/29
172.20.10.0/28 172.17.0.0/16 172.18.4.0/22 172.30.0.0/15 172.16.0.0/29
192.168.0.0/16 192.168.0.0/17 192.168.128.0/17 192.168.0.0/24 192.168.1.0/24 192.168.255.0/24
192.168.255.248/29 192.168.100.64/27 192.168.4.0/22 192.168.0.0/29
"""
ACCEPTED = _ACCEPTED.split()

REFUSED = [
    ("", "empty"),
    (" ", "empty"),
    ("\t\n", "empty"),
    ("\u3000", "empty"),
    # Spaces and line breaks, also those that cannot be seen.
    (" 10.20.0.0/16", "whitespace"),
    ("10.20.0.0/16 ", "whitespace"),
    ("10.20.0.0/16\n", "whitespace"),
    ("10.20.0.0/16\r\n", "whitespace"),
    ("10.20.0.0 /16", "whitespace"),
    ("10.20.0.0/ 16", "whitespace"),
    ("10. 20.0.0/16", "whitespace"),
    ("10.20.0.0/16\u00a0", "whitespace"),
    ("\u300010.20.0.0/16", "whitespace"),
    ("10.20.0.0/16\v", "whitespace"),
    ("10.20.0.0/16\u2028", "whitespace"),
    ("10.20.0.0/16 10.30.0.0/16", "whitespace"),
    ("10.20.0.0/16, 10.30.0.0/16", "whitespace"),
    ("\u200b10.20.0.0/16", "foreign_characters"),
    ("10.20.0.0/16\ufeff", "foreign_characters"),
    ("10.20.0.0\u2060/16", "foreign_characters"),
    ("\u202e10.20.0.0/16", "foreign_characters"),
    # Digits and signs of other keyboards.
    ("１０.２０.０.０/１６", "foreign_characters"),
    ("10.20.0.0／16", "foreign_characters"),
    ("10．20．0．0/16", "foreign_characters"),
    ("10。20。0。0/16", "foreign_characters"),
    ("10｡20｡0｡0/16", "foreign_characters"),
    ("١٠.٢٠.٠.٠/١٦", "foreign_characters"),
    ("१०.२०.०.०/१६", "foreign_characters"),
    ("10.20.0.0/1６", "foreign_characters"),
    ("𝟙𝟘.𝟚𝟘.𝟘.𝟘/𝟙𝟞", "foreign_characters"),
    ("10.20.0.0/①⑥", "foreign_characters"),
    ("10.20.0.0/¹⁶", "foreign_characters"),
    ("10․20․0․0/16", "foreign_characters"),
    # IPv6.
    ("::/0", "ipv6"),
    ("::1", "ipv6"),
    ("fd00::/8", "ipv6"),
    ("2001:db8::/32", "ipv6"),
    ("::ffff:10.20.0.0/112", "ipv6"),
    ("::ffff:10.20.0.0", "ipv6"),
    ("fe80::1%eth0", "ipv6"),
    # An address where a block belongs.
    ("10.20.0.0", "no_prefix_length"),
    ("10.0.0.0", "no_prefix_length"),
    ("10.20.30.40", "no_prefix_length"),
    ("192.168.1.1", "no_prefix_length"),
    ("8.8.8.8", "no_prefix_length"),
    ("127.0.0.1", "no_prefix_length"),
    ("0.0.0.0", "no_prefix_length"),
    ("255.255.255.255", "no_prefix_length"),
    ("010.020.0.0", "no_prefix_length"),
    ("999.0.0.1", "no_prefix_length"),
    # Masks.
    ("10.20.0.0/255.255.0.0", "netmask"),
    ("10.0.0.0/255.0.0.0", "netmask"),
    ("192.168.1.0/255.255.255.0", "netmask"),
    ("10.20.0.5/255.255.0.0", "netmask"),
    ("10.20.0.0/255.0.255.0", "netmask"),
    ("10.20.0.0/255.255.255.255", "netmask"),
    ("10.20.0.0/0.0.255.255", "host_mask"),
    ("10.0.0.0/0.255.255.255", "host_mask"),
    ("192.168.1.0/0.0.0.255", "host_mask"),
    ("10.0.0.0/0.0.0.0", "host_mask"),
    # Ranges.
    ("10.20.0.0-10.20.255.255", "address_range"),
    ("10.20.0.1-10.20.0.254", "address_range"),
    ("10.20.0.9-10.20.0.1", "address_range"),
    ("10.20.0.0-10.20.0.300", "address_range"),
    # Leading zeros.
    ("10.20.0.0/08", "leading_zero"),
    ("10.20.0.0/016", "leading_zero"),
    ("010.20.0.0/16", "leading_zero"),
    ("10.020.0.0/16", "leading_zero"),
    ("10.20.00.0/16", "leading_zero"),
    ("10.20.0.00/16", "leading_zero"),
    ("10.20.0.000/16", "leading_zero"),
    ("0012.0.0.0/8", "leading_zero"),
    ("10.0.0.0/00", "leading_zero"),
    # Too few or too many numbers.
    ("10/8", "short_address"),
    ("10.20/16", "short_address"),
    ("10.20.0/16", "short_address"),
    ("192.168/16", "short_address"),
    ("0/0", "short_address"),
    ("167772160/8", "malformed"),
    ("10.20.0.0.0/16", "malformed"),
    # Numbers that are too large.
    ("256.0.0.0/8", "number_too_large"),
    ("10.256.0.0/16", "number_too_large"),
    ("10.20.0.999/16", "number_too_large"),
    ("10.20.0.0/33", "number_too_large"),
    ("10.20.0.0/64", "number_too_large"),
    ("10.20.0.0/128", "number_too_large"),
    ("10.20.0.0/999", "number_too_large"),
    ("1000.0.0.0/8", "number_too_large"),
    # Other writings.
    ("/", "malformed"),
    ("/16", "malformed"),
    ("10.20.0.0/", "malformed"),
    ("10.20.0.0//16", "malformed"),
    ("10.20.0.0/16/", "malformed"),
    ("10.20.0.0/16/16", "malformed"),
    ("10.20.0.0\\16", "malformed"),
    ("10.20.0.0/+16", "malformed"),
    ("10.20.0.0/-16", "malformed"),
    ("-10.20.0.0/16", "malformed"),
    ("+10.20.0.0/16", "malformed"),
    ("10.20.0.0/16.0", "malformed"),
    ("10.20.0.0/1e1", "malformed"),
    ("10.20.0.0/0x10", "malformed"),
    ("0xA.0.0.0/8", "malformed"),
    ("0x0a000000/8", "malformed"),
    ("1_0.20.0.0/16", "malformed"),
    ("10.20.0.0/1_6", "malformed"),
    ("10,20,0,0/16", "malformed"),
    ("10.20.0.0/16,10.30.0.0/16", "malformed"),
    ("10.20.0.0/16;", "malformed"),
    ("10.20..0/16", "malformed"),
    (".10.20.0.0/16", "malformed"),
    ("10.20.0.0./16", "malformed"),
    ("10.20.*.*", "malformed"),
    ("10.20.0.*/16", "malformed"),
    ("10.20.x.x/16", "malformed"),
    ("a.b.c.d/16", "malformed"),
    ("ten", "malformed"),
    ("localhost/8", "malformed"),
    ("any", "malformed"),
    ("None", "malformed"),
    ("null", "malformed"),
    ("10.20.0.0/sixteen", "malformed"),
    ("'10.20.0.0/16'", "malformed"),
    ('"10.20.0.0/16"', "malformed"),
    ("[10.20.0.0/16]", "malformed"),
    ("10.20.0.0/16#office", "malformed"),
    ("http://10.20.0.0/16", "malformed"),
    ("10.20.0.0/16\x00", "malformed"),
    ("\x0010.20.0.0/16", "malformed"),
    ("\x1b[31m10.20.0.0/16", "malformed"),
    ("10.20.0.0/16; DROP TABLE address_block", "whitespace"),
    ("<b>10.20.0.0/16</b>", "malformed"),
    ("{{10.20.0.0/16}}", "malformed"),
    ("%s%s%n", "malformed"),
    ("{given}", "malformed"),
    ("\ud800", "malformed"),
    ("🙂", "malformed"),
    ("网段", "malformed"),
    ("9" * 5000 + "/8", "malformed"),
    ("10.20.0.0/16" * 200, "malformed"),
    # Host bits.
    ("10.20.0.1/16", "host_bits"),
    ("10.20.30.0/16", "host_bits"),
    ("10.1.0.0/8", "host_bits"),
    ("192.168.1.1/24", "host_bits"),
    ("192.168.1.0/16", "host_bits"),
    ("172.16.0.1/12", "host_bits"),
    ("172.16.0.0/11", "host_bits"),
    ("10.0.0.4/29", "host_bits"),
    ("8.8.8.8/24", "host_bits"),
    ("1.2.3.4/0", "host_bits"),
    ("10.0.0.1/7", "host_bits"),
    # Well written, but not the customer's to use.
    ("0.0.0.0/0", "everything"),
    ("10.0.0.0/7", "too_big"),
    ("0.0.0.0/1", "too_big"),
    ("192.0.0.0/2", "too_big"),
    ("172.0.0.0/7", "too_big"),
    ("10.0.0.0/30", "too_small"),
    ("10.0.0.0/31", "too_small"),
    ("10.0.0.1/32", "too_small"),
    ("192.168.1.1/32", "too_small"),
    ("172.16.0.0/30", "too_small"),
    ("100.64.0.0/10", "carrier_range"),
    ("100.64.0.0/16", "carrier_range"),
    ("100.100.0.0/16", "carrier_range"),
    ("100.127.255.0/24", "carrier_range"),
    ("100.0.0.0/8", "carrier_range"),
    ("127.0.0.0/8", "special_range"),
    ("169.254.0.0/16", "special_range"),
    ("224.0.0.0/8", "special_range"),
    ("240.0.0.0/8", "special_range"),
    ("255.255.255.0/24", "special_range"),
    ("0.0.0.0/8", "special_range"),
    ("172.0.0.0/8", "beyond_private"),
    ("192.0.0.0/8", "beyond_private"),
    ("192.168.0.0/15", "beyond_private"),
    ("192.128.0.0/9", "beyond_private"),
    ("172.32.0.0/16", "public_range"),
    ("172.15.0.0/16", "public_range"),
    ("192.169.0.0/16", "public_range"),
    ("192.167.0.0/16", "public_range"),
    ("11.0.0.0/8", "public_range"),
    ("9.0.0.0/8", "public_range"),
    ("8.8.8.0/24", "public_range"),
    ("47.88.0.0/16", "public_range"),
    ("100.128.0.0/9", "public_range"),
    ("1.0.0.0/24", "public_range"),
]

SUGGESTED = [
    ("10.20.0.1/16", "10.20.0.0/16"),
    (" 10.20.0.0/16", "10.20.0.0/16"),
    ("１０.２０.０.０/１６", "10.20.0.0/16"),
    ("10。20。0。0／16", "10.20.0.0/16"),
    ("10.20.0.0", "10.20.0.0/16"),
    ("10.0.0.0", "10.0.0.0/8"),
    ("192.168.7.0", "192.168.7.0/24"),
    ("192.168.7.9", "192.168.7.0/24"),
    ("10.20.0.0/255.255.0.0", "10.20.0.0/16"),
    ("10.20.0.0/0.0.255.255", "10.20.0.0/16"),
    ("10.20.0.0-10.20.255.255", "10.20.0.0/16"),
    ("10.0.0.0/08", "10.0.0.0/8"),
    ("010.20.0.0/16", "10.20.0.0/16"),
    ("10.20/16", "10.20.0.0/16"),
    ("192.168.0.0/15", "192.168.0.0/16"),
    ("172.0.0.0/8", "172.16.0.0/12"),
    ("10.9.8.7/32", "10.9.8.0/29"),
    # Nothing is offered that would be refused in its turn.
    ("8.8.8.8", None),
    ("8.8.8.8/24", None),
    ("10.0.0.1/7", None),
    ("10.20.0.1-10.20.0.254", None),
    ("10.20.0.0/33", None),
    ("0.0.0.0/0", None),
    ("ten", None),
]


def test_the_accepted_set_is_exactly_the_expected_one() -> None:
    everything = {*ACCEPTED, *(text for text, _ in REFUSED)}
    assert len(everything) >= 200
    assert {text for text in everything if _code(text) is None} == set(ACCEPTED)


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_a_refused_text_gets_the_code_of_its_fault(text: str, code: str) -> None:
    assert _code(text) == code


@pytest.mark.parametrize("value", [None, 10, 10.0, True, b"10.20.0.0/16", ["10.20.0.0/16"], {}, object()])
def test_a_value_that_is_no_text_is_refused(value: object) -> None:
    assert _code(value) == "not_text"


@pytest.mark.parametrize(("text", "suggestion"), SUGGESTED)
def test_the_block_probably_meant_is_offered(text: str, suggestion: str | None) -> None:
    with pytest.raises(cidr.MalformedCidr) as refusal:
        cidr.parse(text)
    offered = refusal.value.suggestion
    assert (None if offered is None else str(offered)) == suggestion


def test_the_sentence_says_what_was_given_why_not_and_what_would_do() -> None:
    with pytest.raises(cidr.MalformedCidr) as refusal:
        cidr.parse("10.20.0.1/16")
    assert refusal.value.message.en == "10.20.0.1/16 has host bits set. Did you mean 10.20.0.0/16?"
    assert refusal.value.message.zh == "10.20.0.1/16 的主机位不为 0。您是否要填写 10.20.0.0/16？"


def test_every_code_has_a_case() -> None:
    assert {code for _, code in REFUSED} | {"not_text"} == refusals.CODES


def test_a_sentence_never_carries_characters_that_hide_or_move_others() -> None:
    for text in ("\u202e10.20.0.0/16", "10.20.0.0/16\x00", "\x1b[31m", "\ud800", "10\n20"):
        with pytest.raises(cidr.MalformedCidr) as refusal:
            cidr.parse(text)
        assert refusal.value.message.en.isprintable(), ascii(text)
        refusal.value.message.zh.encode("utf-8")


@given(st.text(st.characters(), max_size=60) | st.from_regex(r"[0-9./ -]{0,24}", fullmatch=True))
@example("10.0.0.0/8")
def test_a_text_is_read_as_itself_or_refused_with_a_usable_offer(text: str) -> None:
    try:
        assert str(cidr.parse(text)) == text
    except cidr.MalformedCidr as refusal:
        assert refusal.code in refusals.CODES
        assert refusal.suggestion is None or cidr.parse(str(refusal.suggestion)) == refusal.suggestion


@given(st.ip_addresses(v=4), st.integers(0, 32))
def test_a_written_block_is_accepted_exactly_when_it_is_private_and_of_a_usable_size(
    address: IPv4Address, prefixlen: int
) -> None:
    network = IPv4Network(f"{address}/{prefixlen}", strict=False)
    private = any(network.subnet_of(room) for room in cidr.RFC1918)
    assert (_code(str(network)) is None) == (private and 8 <= prefixlen <= 29)


@given(st.sampled_from(cidr.RFC1918), st.integers(0, 2**24 - 1), st.integers(8, 29))
def test_every_usable_block_is_read(room: IPv4Network, offset: int, prefixlen: int) -> None:
    first = int(room.network_address) + offset % room.num_addresses
    network = IPv4Network((first, max(prefixlen, room.prefixlen)), strict=False)
    assert cidr.parse(str(network)) == network


@pytest.mark.parametrize("text", ACCEPTED)
def test_what_we_accept_the_standard_library_accepts(text: str) -> None:
    assert IPv4Network(text) == cidr.parse(text)


@pytest.mark.parametrize("module", [cidr, ranges, refusals])
def test_examples_in_docstrings_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


def _code(text: object) -> str | None:
    try:
        cidr.parse(text)
    except cidr.MalformedCidr as refusal:
        return refusal.code
    return None
