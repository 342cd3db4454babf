"""What the stand-in charges for CEN bandwidth packages.

Everything here is invented: neither the prices nor the module codes of CEN packages were found in a public
source (OPERATIONS 8). A real account answers `DescribePricingModule` with its own codes, which the portal
must read and not copy from here. Shape of the question: ProductCode "cbn", SubscriptionType
"Subscription", one module `Bandwidth` whose Config is
"Bandwidth:10,GeographicRegionA:China,GeographicRegionB:Europe".
"""

from __future__ import annotations

from portal.standin.geography import crosses_the_border

PRODUCT_CODE = "cbn"
PRODUCT_TYPE = "cbn_bwp_pre"
MODULE_CODE = "Bandwidth"
CONFIG_KEYS = ("Bandwidth", "GeographicRegionA", "GeographicRegionB")
MONTHLY_PER_MBPS = {"china_china": 20.0, "inside": 16.0, "between": 40.0, "border": 96.0}
YEAR_FACTOR = 10.2  # twelve months, 15 % off


def monthly_per_mbps(span: str) -> float:
    if span == "china_china":
        return MONTHLY_PER_MBPS["china_china"]
    if crosses_the_border(span):
        return MONTHLY_PER_MBPS["border"]
    return MONTHLY_PER_MBPS["inside" if len(set(span.split("_"))) == 1 else "between"]


def price(span: str, bandwidth_mbps: int, months: int) -> float:
    """For the whole term; whole years are cheaper."""
    years, rest = divmod(months, 12)
    return round(monthly_per_mbps(span) * bandwidth_mbps * (years * YEAR_FACTOR + rest), 2)
