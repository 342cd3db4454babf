"""Regions, areas and zones of the stand-in.

Regions and areas: the vendor's documentation of bandwidth plans and its product list (2026-04-21); closed
regions are left out. Zones are invented in the vendor's usual form (`cn-shanghai-b`, `eu-central-1a`): the
metadata lists none. Transit routers are offered in the last two zones of a region, so that a plan that
takes the first zones unasked fails here as it may fail there.
"""

from __future__ import annotations

from portal.standin.errors import CloudError

REGIONS = {
    "ap-northeast-1": ("asia-pacific", "Japan (Tokyo)"),
    "ap-northeast-2": ("asia-pacific", "South Korea (Seoul)"),
    "ap-southeast-1": ("asia-pacific", "Singapore"),
    "ap-southeast-3": ("asia-pacific", "Malaysia (Kuala Lumpur)"),
    "ap-southeast-5": ("asia-pacific", "Indonesia (Jakarta)"),
    "ap-southeast-6": ("asia-pacific", "Philippines (Manila)"),
    "ap-southeast-7": ("asia-pacific", "Thailand (Bangkok)"),
    "cn-beijing": ("china", "China (Beijing)"),
    "cn-chengdu": ("china", "China (Chengdu)"),
    "cn-fuzhou": ("china", "China (Fuzhou - Local Region)"),
    "cn-guangzhou": ("china", "China (Guangzhou)"),
    "cn-hangzhou": ("china", "China (Hangzhou)"),
    "cn-heyuan": ("china", "China (Heyuan)"),
    "cn-hongkong": ("asia-pacific", "China (Hong Kong)"),
    "cn-huhehaote": ("china", "China (Hohhot)"),
    "cn-nanjing": ("china", "China (Nanjing - Local Region)"),
    "cn-qingdao": ("china", "China (Qingdao)"),
    "cn-shanghai": ("china", "China (Shanghai)"),
    "cn-shenzhen": ("china", "China (Shenzhen)"),
    "cn-wuhan-lr": ("china", "China (Wuhan - Local Region)"),
    "cn-wulanchabu": ("china", "China (Ulanqab)"),
    "cn-zhangjiakou": ("china", "China (Zhangjiakou)"),
    "cn-zhengzhou-jva": ("china", "Zhengzhou (China Unicom Joint Venture)"),
    "cn-zhongwei": ("china", "China (Zhongwei)"),
    "eu-central-1": ("europe", "Germany (Frankfurt)"),
    "eu-west-1": ("europe", "UK (London)"),
    "me-central-1": ("middle-east", "Saudi Arabia (Riyadh)"),
    "me-east-1": ("middle-east", "UAE (Dubai)"),
    "na-south-1": ("north-america", "Mexico"),
    "us-east-1": ("north-america", "US (Virginia)"),
    "us-southeast-1": ("north-america", "US (Atlanta)"),
    "us-west-1": ("north-america", "US (Silicon Valley)"),
}
PACKAGE_AREAS = ("asia-pacific", "china", "europe", "north-america")
THREE_ZONES = (
    "ap-southeast-1",
    "cn-beijing",
    "cn-hangzhou",
    "cn-hongkong",
    "cn-shanghai",
    "cn-shenzhen",
    "eu-central-1",
)


def known_region(region: str) -> str:
    """The region itself; raise InvalidRegionId.NotFound."""
    if region not in REGIONS:
        raise CloudError(
            "InvalidRegionId.NotFound", f"The specified region {region!r} does not exist.", status=404
        )
    return region


def area_of(region: str) -> str:
    return REGIONS[known_region(region)][0]


def zones_of(region: str) -> list[str]:
    """Two or three; regions whose name ends in a digit join the letter without a hyphen."""
    hyphen = "" if region[-1].isdigit() else "-"
    return [
        f"{region}{hyphen}{letter}" for letter in ("abc" if known_region(region) in THREE_ZONES else "ab")
    ]


def transit_router_zones(region: str) -> list[str]:
    return zones_of(region)[-2:]


def span_of(area_a: str, area_b: str) -> str:
    """The id of a pair of areas, the same in either order."""
    return "_".join(sorted((area_a.lower(), area_b.lower())))


def crosses_the_border(span: str) -> bool:
    """Exactly one of the two areas is the Chinese mainland."""
    return span.split("_").count("china") == 1
