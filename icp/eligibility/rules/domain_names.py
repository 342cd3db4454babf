"""A domain name as a customer types or pastes it, and the name that would be filed.

Only the registrable name is filed (`example.com.cn` of `www.example.com.cn`); a Chinese name is kept twice,
as it is read (U-label) and as it is registered (A-label). IDNA 2008 with the mapping of UTS 46; the public
suffix list's ICANN part decides where the registrable name begins, since names below a private suffix such
as `github.io` are not registered at a registrar. Source: rules D08 and D09 of the rule book, 2026-11-23.

>>> parse("https://WWW.Example.com.cn:8443/shop?x=1").registrable
'example.com.cn'
>>> parse("例子。公司").ascii
'xn--fsqu00a.xn--55qx5d'
>>> try:
...     parse("203.0.113.5")
... except NotADomainName as error:
...     print(error)
203.0.113.5 is an IP address. Give the domain name that visitors type.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass

import idna

from icp.eligibility.rules.bilingual import Words
from icp.eligibility.rules.reference import PUBLIC_SUFFIXES

ADDRESS, SUFFIX, LABEL, EMPTY = "address", "suffix", "label", "empty"
LONGEST_INPUT = 2048


class NotADomainName(ValueError):
    """The text is no name that somebody can register; `code` says why: address, suffix, label, empty."""

    def __init__(self, code: str, given: str, words: Words) -> None:
        super().__init__(words.en)
        self.code = code
        self.given = given
        self.words = words


@dataclass(frozen=True, slots=True)
class DomainName:
    ascii: str
    unicode: str
    registrable: str
    registrable_unicode: str
    suffix: str

    def __str__(self) -> str:
        return self.unicode

    @property
    def tld(self) -> str:
        """The last label, as registered: `cn`, `xn--55qx5d`."""
        return self.suffix.rpartition(".")[2]

    @property
    def label(self) -> str:
        """The one label the customer chose, as it is read: `例子` of `www.例子.公司`."""
        return self.registrable_unicode.partition(".")[0]

    @property
    def is_subdomain(self) -> bool:
        return self.ascii != self.registrable

    @property
    def is_internationalized(self) -> bool:
        return self.registrable != self.registrable_unicode


@dataclass(frozen=True, slots=True)
class UnfilableName:
    """An IP address or a bare public suffix: a fact one can be told, and that rule D08 refuses."""

    given: str
    code: str

    def __str__(self) -> str:
        return self.given


def parse(text: str) -> DomainName:
    """The domain name in a typed name or a pasted address; `NotADomainName` if there is none."""
    host = _host(text)
    _refuse_address(host)
    ascii_name = _encoded(host)
    registrable = PUBLIC_SUFFIXES.privatesuffix(ascii_name)
    if registrable is None:
        raise NotADomainName(SUFFIX, host, _said(_BARE_SUFFIX, host))
    return DomainName(
        ascii=ascii_name,
        unicode=idna.decode(ascii_name),
        registrable=registrable,
        registrable_unicode=idna.decode(registrable),
        suffix=registrable.partition(".")[2],
    )


def _host(text: str) -> str:
    if len(text) > LONGEST_INPUT:
        raise NotADomainName(LABEL, text[:40], _said(_TOO_LONG, text[:40]))
    host = unicodedata.normalize("NFKC", text).strip().lower()
    host = re.sub(r"^([a-z][a-z0-9+.-]*:)?//", "", host)
    host = re.split(r"[/?#]", host, maxsplit=1)[0].rpartition("@")[2]
    if not host.startswith("["):
        host = re.sub(r"(?<!:):[0-9]*$", "", host)
    host = host.strip()
    if not host.strip(".。"):
        raise NotADomainName(EMPTY, text, _EMPTY)
    return host


def _refuse_address(host: str) -> None:
    try:
        ipaddress.ip_address(re.sub(r"^\[(.*)\](:[0-9]+)?$", r"\1", host))
    except ValueError:
        # `10.1` and `0x7f.1` are addresses to a browser; no ending is made of digits.
        if not re.search(r"(^|[.。])(0x[0-9a-f]*|[0-9]+)[.。]?$", host):
            return
    raise NotADomainName(ADDRESS, host, _said(_ADDRESS, host))


def _encoded(host: str) -> str:
    try:
        mapped = idna.uts46_remap(host, std3_rules=True, transitional=False)
        return idna.encode(mapped.removesuffix("."), strict=True).decode("ascii")
    except idna.IDNAError as error:
        part = next((label for label in re.split("[.。]", host) if not _is_label(label)), host)
        raise NotADomainName(LABEL, host, _why_not_a_label(host, part)) from error


def _is_label(text: str) -> bool:
    try:
        idna.encode(text, uts46=True, std3_rules=True)
    except idna.IDNAError:
        return False
    return True


def _why_not_a_label(host: str, part: str) -> Words:
    if not part:
        return _said(_EMPTY_PART, host)
    if len(host) > 253 or len(part) > 63:
        return _said(_TOO_LONG, host[:40])
    if part.startswith("-") or part.endswith("-"):
        return _said(_HYPHEN, part)
    return _said(_CHARACTERS, part)


def _said(words: Words, given: str) -> Words:
    return words.filled(given=given)


_EMPTY = Words(
    "There is no domain name here. Give one such as example.com, without a path.",
    "未填写域名。请填写例如 example.com 的域名，无需路径。",
)
_ADDRESS = Words(
    "{given} is an IP address. Give the domain name that visitors type.",
    "{given} 是IP地址。请填写访问者使用的域名。",
)
_BARE_SUFFIX = Words(
    "{given} is only an ending that many names share. Put your own name in front, such as example.{given}.",
    "{given} 只是公共后缀。请在前面加上您自己的名称，例如 example.{given}。",
)
_EMPTY_PART = Words(
    "{given} has two dots in a row or begins with one. Use single dots, as in www.example.com.",
    "{given} 含有连续的点或以点开头。请使用单个点分隔，例如 www.example.com。",
)
_TOO_LONG = Words(
    "{given}… is longer than a domain name can be (63 characters between dots, 253 in all). Check it.",
    "{given}… 超过域名的最大长度（每段63个字符，共253个字符）。请检查粘贴的内容。",
)
_HYPHEN = Words(
    "“{given}” begins or ends with a hyphen. Between dots a name begins and ends with a letter or digit.",
    "“{given}”以连字符开头或结尾。每一段须以字母或数字开头和结尾。",
)
_CHARACTERS = Words(
    "“{given}” holds a character that domain names cannot have. Use letters, digits and hyphens, no spaces.",
    "“{given}”含有域名不允许的字符。请使用文字、数字和连字符，不含空格。",
)
