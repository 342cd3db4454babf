"""Public pages: the five kinds of network, and the price list."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from networks.catalog.areas import Availability
from networks.catalog.packages import availability, crosses_border, pair_name
from networks.catalog.pricing import SAMPLE_BOOK, amount_per_period
from networks.web.words import said

SIZES = (2, 10, 50, 200, 1000)


@dataclass(frozen=True)
class Kind:
    key: str
    name: str | Promise
    purpose: str | Promise
    filing: str | Promise
    ready_in: str | Promise = ""
    is_orderable: bool = False
    # An order that an architect takes by hand, since nothing builds it yet.
    order_url: str = ""


KINDS = (
    Kind(
        "cen",
        _("Private network (CEN)"),
        _("Joins VPCs in two or more regions over the cloud's own lines, across the border or not."),
        _("Not needed"),
        _("Minutes after approval"),
        is_orderable=True,
    ),
    Kind(
        "vpn",
        _("VPN to an office"),
        _("Brings an office or a data center into a private network through an encrypted tunnel."),
        _("Not needed"),
    ),
    Kind(
        "ga",
        _("Global Accelerator"),
        _("Brings visitors from one side of the border to servers on the other over better routes."),
        _("Needed for access points in mainland China, not for those in Hong Kong"),
        order_url="networks:acceleration-new",
    ),
    Kind(
        "accelerator",
        _("Private internet accelerator"),
        _("Lets your own offices reach chosen services outside mainland China, for your own use."),
        _("Not needed"),
    ),
    Kind(
        "anti-ddos",
        _("Anti-DDoS bridge"),
        _("Protects a site that is served outside mainland China and keeps it reachable from inside."),
        _("Not needed outside mainland China"),
    ),
)


@dataclass(frozen=True)
class PriceRow:
    name: str
    has_border: bool
    amounts: tuple[object, ...]
    note: str | Promise


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    lowest = min(
        amount
        for pair, _tiers in SAMPLE_BOOK.prices
        if (amount := amount_per_period(SAMPLE_BOOK, pair, SIZES[0])) is not None
    )
    context = {"kinds": KINDS, "from_price": lowest, "book": SAMPLE_BOOK}
    return render(request, "networks/catalogue.html", context)


@require_safe
def prices(request: HttpRequest) -> HttpResponse:
    rows = [
        PriceRow(
            name=said(pair_name(pair)),
            has_border=crosses_border(pair),
            amounts=tuple(amount_per_period(SAMPLE_BOOK, pair, size) for size in SIZES),
            note="" if availability(pair) is Availability.OPEN else _("not on sale at present"),
        )
        for pair, _tiers in SAMPLE_BOOK.prices
    ]
    rows.sort(key=lambda row: (not row.has_border, bool(row.note), row.name))
    context = {"rows": rows, "sizes": SIZES, "book": SAMPLE_BOOK, "notice": said(SAMPLE_BOOK.notice)}
    return render(request, "networks/prices.html", context)
