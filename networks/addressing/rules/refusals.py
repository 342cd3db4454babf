"""Why a text is not a block that a customer may use, in a sentence, with the block probably meant.

``code`` is stable; the sentences may improve. A suggestion is only made when it is itself acceptable.
"""

from __future__ import annotations

import re
import unicodedata
from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, NetmaskValueError

from networks.addressing.rules.ranges import CARRIER_RANGE, LARGEST, RFC1918, SMALLEST, usable
from networks.catalog.bilingual import Bilingual

_SHOWN_CHARACTERS = 48
_LOOSE = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,4}){0,3})/([0-9]{1,3})", re.ASCII)
_ADDRESS = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){3}", re.ASCII)
_MASKED = re.compile(rf"({_ADDRESS.pattern})/({_ADDRESS.pattern})", re.ASCII)
_FROM_TO = re.compile(rf"({_ADDRESS.pattern})-({_ADDRESS.pattern})", re.ASCII)

_REASONS: dict[str, tuple[str, str]] = {
    "not_text": ("A block is written as text.", "网段应为文本。"),
    "empty": ("There is no block here.", "此处没有填写网段。"),
    "whitespace": ("{given} has a space or line break in it.", "{given} 中含有空格或换行。"),
    "foreign_characters": (
        "{given} is written with other digits or signs than 0-9, dot and slash.",
        "{given} 使用了半角数字、点和斜杠以外的字符（例如全角数字）。",
    ),
    "ipv6": ("{given} is IPv6. Connections carry IPv4 only.", "{given} 是 IPv6 地址，专网仅支持 IPv4。"),
    "no_prefix_length": ("{given} has no prefix length.", "{given} 没有写前缀长度。"),
    "netmask": (
        "{given} has a mask where the prefix length belongs.",
        "{given} 写的是子网掩码，此处应写前缀长度。",
    ),
    "host_mask": (
        "{given} has a wildcard mask where the prefix length belongs.",
        "{given} 写的是通配符掩码，此处应写前缀长度。",
    ),
    "address_range": (
        "{given} is a range from one address to another, not a block.",
        "{given} 是起止地址范围，而不是网段。",
    ),
    "leading_zero": (
        "{given} has a number that begins with 0, which some tools read as octal.",
        "{given} 中有以 0 开头的数字，某些工具会按八进制读取。",
    ),
    "short_address": (
        "{given} has fewer than four numbers before the slash.",
        "{given} 斜杠前不足四段数字。",
    ),
    "number_too_large": (
        "{given} has a number above 255 in the address or above 32 after the slash.",
        "{given} 的地址中有大于 255 的数字，或斜杠后的数字大于 32。",
    ),
    "malformed": ("{given} is not a block in CIDR notation.", "{given} 不是 CIDR 格式的网段。"),
    "host_bits": ("{given} has host bits set.", "{given} 的主机位不为 0。"),
    "everything": (
        "{given} is every address there is, not one network.",
        "{given} 表示全部地址，而不是一个网络。",
    ),
    "too_big": (f"{{given}} is larger than /{LARGEST}.", f"{{given}} 大于 /{LARGEST}。"),
    "too_small": (f"{{given}} is smaller than /{SMALLEST}.", f"{{given}} 小于 /{SMALLEST}。"),
    "carrier_range": (
        f"{{given}} lies in {CARRIER_RANGE}, where the cloud's own services answer.",
        f"{{given}} 位于 {CARRIER_RANGE}，该范围由云平台自身服务使用。",
    ),
    "special_range": (
        "{given} is set aside for loopback, link-local, multicast or other special use.",
        "{given} 是环回、链路本地、组播等特殊用途的地址。",
    ),
    "beyond_private": ("{given} reaches beyond the private range.", "{given} 超出了私有地址范围。"),
    "public_range": ("{given} is public internet space.", "{given} 是公网地址。"),
}
CODES = frozenset(_REASONS)

_WHAT_WOULD_DO = Bilingual(
    "Write a private block such as 10.20.0.0/16, inside " + ", ".join(map(str, RFC1918)) + ".",
    "请填写私有网段，例如 10.20.0.0/16，须位于 " + "、".join(map(str, RFC1918)) + " 之内。",
)


class MalformedCidr(ValueError):
    """A text that is no usable block. ``str()`` gives the English sentence."""

    def __init__(self, code: str, given: str, suggestion: IPv4Network | None = None) -> None:
        self.code = code
        self.suggestion = suggestion
        self.message = _sentence(code, given, suggestion)
        super().__init__(self.message.en)


def misspelt(text: str) -> MalformedCidr:
    """Text that does not have the form of a block, or has an impossible number."""
    code, meant = _diagnosis(text)
    return MalformedCidr(code, text, meant if meant is not None and usable(meant) else None)


def host_bits(text: str, network: IPv4Network) -> MalformedCidr:
    """An address inside the block where the block's first address belongs."""
    return MalformedCidr("host_bits", text, network if usable(network) else None)


def unusable(network: IPv4Network) -> MalformedCidr:
    """A well-formed block that is not the customer's to use."""
    given = str(network)
    if network.prefixlen == 0:
        return MalformedCidr("everything", given)
    if network.prefixlen < LARGEST:
        return MalformedCidr("too_big", given)
    if any(network.subnet_of(private) for private in RFC1918):
        return MalformedCidr("too_small", given, network.supernet(new_prefix=SMALLEST))
    if network.overlaps(CARRIER_RANGE):
        return MalformedCidr("carrier_range", given)
    for private in RFC1918:
        if network.supernet_of(private):
            return MalformedCidr("beyond_private", given, private)
    return MalformedCidr("special_range" if _is_special(network) else "public_range", given)


def _sentence(code: str, given: str, suggestion: IPv4Network | None) -> Bilingual:
    shown = _shown(given)
    en, zh = (words.format(given=shown) for words in _REASONS[code])
    if suggestion is None:
        return Bilingual(f"{en} {_WHAT_WOULD_DO.en}", f"{zh}{_WHAT_WOULD_DO.zh}")
    return Bilingual(f"{en} Did you mean {suggestion}?", f"{zh}您是否要填写 {suggestion}？")


def _shown(given: str) -> str:
    """The text as a sentence may carry it: short, and without characters that move or hide others."""
    plain = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in given.strip())
    return plain if len(plain) <= _SHOWN_CHARACTERS else plain[:_SHOWN_CHARACTERS] + "…"


def _diagnosis(text: str) -> tuple[str, IPv4Network | None]:
    """The code, and the block that was probably meant, whether usable or not."""
    if not text.strip():
        return "empty", None
    plain = _plain(text)
    if plain != text:
        _, meant = _diagnosis_of_plain(plain)
        return ("whitespace" if any(sign.isspace() for sign in text) else "foreign_characters"), meant
    return _diagnosis_of_plain(text)


def _plain(text: str) -> str:
    """The text with ASCII digits and signs, as a Latin keyboard would have written it, and without spaces."""
    signs = []
    for sign in unicodedata.normalize("NFKC", text).replace("。", "."):
        if sign.isspace() or unicodedata.category(sign) == "Cf":
            continue
        digit = unicodedata.decimal(sign, None)
        signs.append(sign if digit is None else str(digit))
    return "".join(signs)


def _diagnosis_of_plain(text: str) -> tuple[str, IPv4Network | None]:
    if ":" in text and _is_ipv6(text):
        return "ipv6", None
    if _ADDRESS.fullmatch(text):
        return "no_prefix_length", _block(f"{text}/{_guessed_length(text)}")
    if masked := _MASKED.fullmatch(text):
        return _mask_kind(masked[2]), _block(text)
    if ends := _FROM_TO.fullmatch(text):
        return "address_range", _range_block(ends[1], ends[2])
    if loose := _LOOSE.fullmatch(text):
        return _number_trouble(loose[1].split("."), loose[2])
    return "malformed", None


def _number_trouble(numbers: list[str], length: str) -> tuple[str, IPv4Network | None]:
    meant = _block(".".join((numbers + ["0"] * 3)[:4]) + f"/{length}")
    if any(int(number) > 255 for number in numbers) or int(length) > 32:
        return "number_too_large", None
    if any(number != str(int(number)) for number in [*numbers, length]):
        return "leading_zero", meant
    if len(numbers) < 4:
        return "short_address", meant
    return "host_bits", meant


def _block(text: str) -> IPv4Network | None:
    """What a lenient reader makes of it: leading zeros dropped, masks read, host bits cleared."""
    address, _, length = text.partition("/")
    try:
        return IPv4Network((_without_zeros(address), _without_zeros(length)), strict=False)
    except (AddressValueError, NetmaskValueError):
        return None


def _without_zeros(numbers: str) -> str:
    return ".".join(str(int(number)) for number in numbers.split("."))


def _guessed_length(address: str) -> int:
    """The classful habit: as many whole numbers as are not 0 at the end, at most three."""
    numbers = [int(number) for number in address.split(".")]
    return 8 * next((used for used in (1, 2) if not any(numbers[used:])), 3)


def _mask_kind(mask: str) -> str:
    first_number = int(mask.split(".")[0])
    return "netmask" if first_number >= 128 else "host_mask"


def _range_block(low: str, high: str) -> IPv4Network | None:
    """The one block that is exactly this range, if there is one."""
    try:
        first, last = IPv4Address(_without_zeros(low)), IPv4Address(_without_zeros(high))
    except AddressValueError:
        return None
    size = int(last) - int(first) + 1
    if size < 1 or size & (size - 1) or int(first) % size:
        return None
    return IPv4Network((first, 33 - size.bit_length()))


def _is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text.partition("/")[0])
    except AddressValueError:
        return False
    return True


def _is_special(network: IPv4Network) -> bool:
    first = network.network_address
    return (
        first.is_loopback
        or first.is_link_local
        or first.is_multicast
        or first.is_reserved
        or int(first) < 2**24
    )
