"""What changed in the cloud between two surveys, as far as an approved plan cares.

Asked before the first step and before the paid one (DECISIONS 11): any difference stops the run. A world
that got better (another zone, a lower price, a service that is open by now) is no difference, nor is what
the run itself has built.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from networks.catalog.bilingual import Bilingual
from networks.fulfilment.planning.survey_facts import Price, Survey


@dataclass(frozen=True, slots=True)
class Difference:
    """`path` names the fact, as in the survey's JSON; `before` and `after` are short texts."""

    path: str
    before: str
    after: str
    message: Bilingual


def differences(before: Survey, after: Survey) -> tuple[Difference, ...]:
    """What `before` promised and `after` no longer does, in a fixed order."""
    return (
        *_account(before, after),
        *_service(before, after),
        *_zones(before, after),
        *_vpcs(before, after),
        *_quotas(before, after),
        *_prices(before, after),
    )


def _account(before: Survey, after: Survey) -> Iterator[Difference]:
    if before.account != after.account:
        yield Difference(
            "account",
            str(before.account),
            str(after.account),
            Bilingual(
                f"The plan is for cloud account {before.account}, the keys are of {after.account}.",
                f"方案针对云账号 {before.account} 制定，而当前密钥属于 {after.account}。",
            ),
        )


def _service(before: Survey, after: Survey) -> Iterator[Difference]:
    if before.tr_service_open and not after.tr_service_open:
        yield Difference(
            "tr_service_open",
            "open",
            "closed",
            Bilingual(
                "The transit router service was open and is closed now.",
                "转发路由器服务此前已开通，现已关闭。",
            ),
        )


def _zones(before: Survey, after: Survey) -> Iterator[Difference]:
    for region, zones in sorted(before.zones.items()):
        for zone in zones:
            if zone not in after.zones.get(region, ()):
                yield Difference(
                    f"zones.{region}",
                    zone,
                    "",
                    Bilingual(
                        f"Zone {zone} in {region} no longer takes transit routers.",
                        f"{region} 的可用区 {zone} 已不支持转发路由器。",
                    ),
                )


def _vpcs(before: Survey, after: Survey) -> Iterator[Difference]:
    for vpc_id, known in sorted(before.vpcs.items()):
        found = after.vpcs.get(vpc_id)
        if found is None:
            yield Difference(
                f"vpcs.{vpc_id}",
                known.cidr,
                "",
                Bilingual(f"The VPC {vpc_id} is gone.", f"专有网络 {vpc_id} 已不存在。"),
            )
        elif (found.region, found.cidr) != (known.region, known.cidr):
            yield Difference(
                f"vpcs.{vpc_id}.cidr",
                known.cidr,
                found.cidr,
                Bilingual(
                    f"The VPC {vpc_id} had {known.cidr} and has {found.cidr} now.",
                    f"专有网络 {vpc_id} 的网段由 {known.cidr} 变为 {found.cidr}。",
                ),
            )
        else:
            lost = {vswitch.id for vswitch in known.vswitches if vswitch.has_room} - {
                vswitch.id for vswitch in found.vswitches if vswitch.has_room
            }
            for vswitch_id in sorted(lost):
                yield Difference(
                    f"vpcs.{vpc_id}.vswitches",
                    vswitch_id,
                    "",
                    Bilingual(
                        f"The vSwitch {vswitch_id} of {vpc_id} is gone or full.",
                        f"专有网络 {vpc_id} 的交换机 {vswitch_id} 已不存在或地址已用完。",
                    ),
                )


def _quotas(before: Survey, after: Survey) -> Iterator[Difference]:
    now = {(quota.kind, quota.region): quota for quota in after.quotas}
    for quota in before.quotas:
        found = now.get((quota.kind, quota.region))
        # `used` grows by what this run builds, so only the limit itself is compared.
        if found is not None and found.limit < quota.limit:
            yield Difference(
                f"quotas.{quota.kind}.{quota.region}",
                str(quota.limit),
                str(found.limit),
                Bilingual(
                    f"The quota for {quota.kind} fell from {quota.limit} to {found.limit}.",
                    f"{quota.kind} 的配额由 {quota.limit} 降为 {found.limit}。",
                ),
            )


def _prices(before: Survey, after: Survey) -> Iterator[Difference]:
    for known in before.prices:
        found = after.price_of(known.areas, known.bandwidth_mbps)
        if _is_dearer(known, found):
            what = f"{'–'.join(known.areas)} {known.bandwidth_mbps} Mbps"
            was, now = _amount(known), _amount(found)
            yield Difference(
                f"prices.{what}",
                was.en,
                now.en,
                Bilingual(
                    f"The price of {what} was {was.en} and is {now.en} now.",
                    f"{what} 的价格由 {was.zh} 变为 {now.zh}。",
                ),
            )


def _amount(price: Price | None) -> Bilingual:
    if price is None or price.amount is None:
        return Bilingual("unknown", "未知")
    return Bilingual(f"{price.amount} {price.currency}", f"{price.amount} {price.currency}")


def _is_dearer(known: Price, found: Price | None) -> bool:
    """A price that was unknown at approval cannot rise: the approver saw "ask" and no ceiling."""
    if known.amount is None:
        return False
    if found is None or found.amount is None or found.currency != known.currency:
        return True
    return Decimal(found.amount) > Decimal(known.amount)
