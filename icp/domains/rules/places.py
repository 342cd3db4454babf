"""Where a domain points to: mainland China, Hong Kong (with Macao and Taiwan), overseas, or not known.

Two signs, the better one first. (1) A target that bears the id of an Alibaba Cloud region says where it
stands: `alb-1.cn-shanghai.alb.aliyuncsslb.com` is in Shanghai (regions as of 2026-04-21). (2) The register of
addresses names the country of the holder; that is evidence and no proof, since a holder may use a block
elsewhere. Nothing else decides: not the ending of the domain, not the name of a company.

>>> region_in_name("alb-1.cn-shanghai.alb.aliyuncsslb.com"), region_in_name("x.cn-hongkong.nlb.aliyuncs.com")
('mainland', 'hk_mo_tw')
>>> overall([Target("1.2.3.4", "mainland"), Target("5.6.7.8", "overseas")])
'mainland'
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from icp.eligibility.rules.domain_names import DomainName
from portal.egress.rules.addresses import verdict

# The words of the eligibility facts (`server_location`), where one fits.
Region = Literal["mainland", "hk_mo_tw", "overseas", "unknown"]
REGION_OF_COUNTRY: Final[dict[str, Region]] = {
    "CN": "mainland",
    "HK": "hk_mo_tw",
    "MO": "hk_mo_tw",
    "TW": "hk_mo_tw",
}
CLOUD_ENDINGS: Final = (".aliyuncs.com", ".aliyuncsslb.com")
MOST_TARGETS: Final = 8

_FILE = Path(__file__).parent / "data" / "cloud-regions.json"
_regions = json.loads(_FILE.read_text(encoding="utf-8"))
CLOUD_REGIONS: Final[dict[str, Region]] = {
    region: place for place in ("mainland", "hk_mo_tw", "overseas") for region in _regions[place]
}


@dataclass(frozen=True, slots=True)
class Target:
    """`address` as DNS gave it. `why` is a code where the region is unknown; `by` how it was told."""

    address: str
    region: Region = "unknown"
    by: Literal["name", "register", ""] = ""
    country: str = ""
    network: str = ""
    why: str = ""


def hosts_of(domain: DomainName) -> tuple[str, ...]:
    """The names whose addresses matter: what was typed; the bare name also with www before it."""
    return (domain.ascii,) if domain.is_subdomain else (domain.registrable, f"www.{domain.registrable}")


def region_in_name(target: str) -> Region | None:
    """The region that the name of a target on Alibaba Cloud tells; None where it tells none."""
    name = target.lower().rstrip(".")
    if not name.endswith(CLOUD_ENDINGS):
        return None
    # From the right: the first label may be a customer's own word. `oss-cn-beijing` bears the id behind the
    # product.
    for label in reversed(name.split(".")):
        for region, place in CLOUD_REGIONS.items():
            if label == region or label.endswith(f"-{region}"):
                return place
    return None


def region_of_country(country: str) -> Region:
    """`country` is two capital letters; "" is not known."""
    return REGION_OF_COUNTRY.get(country, "overseas") if country else "unknown"


def is_public(address: str) -> bool:
    """Whether an address can be reached over the internet: 10.0.0.1 cannot, and no register knows it."""
    try:
        return verdict(ipaddress.ip_address(address)) is None
    except ValueError:
        return False


def overall(targets: Iterable[Target]) -> Region | None:
    """Mainland as soon as one target is there: that is what needs a filing. None where it points nowhere."""
    regions = {target.region for target in targets}
    for region in ("mainland", "unknown", "hk_mo_tw", "overseas"):
        if region in regions:
            return region
    return None
