"""Looks at the home page of a filed domain: a worker's work. The row drives it, messages are hints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F

from icp.eligibility.rules.domain_names import NotADomainName, parse
from icp.filings.rules.deadlines import day_in_china
from icp.filings.rules.number_refusals import NumberRefused
from icp.publication.beginning import locked, note_opening
from icp.publication.models import FooterCheck, PsbFiling, Publication
from icp.publication.rules import footer, schedule
from icp.publication.rules.footer import Seen
from icp.publication.rules.page import decoded, read_page
from icp.publication.rules.results import FROM_EGRESS, RESULTS, is_missed, is_shown
from portal.calendar.clock import after, now
from portal.egress.fetching import Answer, fetch
from portal.egress.refusals import NoAnswer
from portal.egress.rules.targets import UnusableTarget, target_of

REDIRECTS = 3
SECONDS, MOST_BYTES = 10.0, 1 << 20
# Whether another address of the same site is tried.
TRY_ON = frozenset({"no_connection", "not_secure", "name_not_found", "broken_answer", "no_dns_answer"})
# A name that leads nowhere leads nowhere without TLS too: its name servers are asked once.
NO_ADDRESS = frozenset({"name_not_found", "no_dns_answer"})


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found; the columns of a FooterCheck."""

    code: str
    line: str = ""
    link: str = ""
    psb_code: str = ""
    psb_line: str = ""
    psb_link: str = ""
    url: str = ""
    http_status: int | None = None


def check_footer(publication: Publication) -> bool:
    """One attempt; False when it is not due or somebody else has it. Never called by a web request."""
    mine = claim(publication)
    if mine is None:
        return False
    if mine.attempts_open > Publication.MOST_ATTEMPTS:
        return write(mine, Look("check_stopped"))
    return write(mine, look_at(mine))


@transaction.atomic
def claim(publication: Publication) -> Publication | None:
    rows = Publication.objects.due_for_check().select_for_update(of=("self",), skip_locked=True)
    found = rows.select_related("filing", "organization", "psb").filter(pk=publication.pk).first()
    if found is None:
        return None
    Publication.objects.filter(pk=found.pk).update(
        check_lease_until=after(Publication.LEASE.total_seconds()),
        check_attempt=F("check_attempt") + 1,
        attempts_open=F("attempts_open") + 1,
    )
    found.refresh_from_db(fields=["check_attempt", "attempts_open", "check_lease_until"])
    return found


def look_at(publication: Publication) -> Look:
    """Fetch the page and read it, with no transaction open."""
    try:
        answer = _home_page(publication.domain)
    except NoAnswer as error:
        return Look(FROM_EGRESS.get(error.code, "unreachable"), url=f"https://{publication.domain}/")
    return judge(publication, answer)


def judge(publication: Publication, answer: Answer) -> Look:
    found = _unread(publication, answer)
    if found is not None:
        return Look(found, url=answer.url[:300], http_status=answer.status)
    page = read_page(decoded(answer.body, answer.headers.get("content-type", "")))
    try:
        wanted = footer.icp(publication.filing.icp_number, publication.filing.province or None)
        seen = footer.look_for(wanted, page)
        number = publication.psb.psb_number
        psb = footer.look_for(footer.psb(number), page) if number else None
    except NumberRefused:
        # Numbers are judged when they are written down, so this row is not of our making.
        return Look("check_stopped", url=answer.url[:300])
    return Look(
        **_columns(seen),
        **({f"psb_{name}": value for name, value in _columns(psb).items()} if psb else {}),
        url=answer.url[:300],
        http_status=answer.status,
    )


def _columns(seen: Seen) -> dict[str, Any]:
    return {"code": str(seen.code), "line": seen.line, "link": seen.link}


def _home_page(domain: str) -> Answer:
    """The page of the domain, or of www before it: whichever answers first, over TLS if it can."""
    hosts = [domain] if domain.startswith("www.") else [domain, f"www.{domain}"]
    first: NoAnswer | None = None
    for host in hosts:
        for scheme in ("https", "http"):
            try:
                return _fetched(f"{scheme}://{host}/")
            except NoAnswer as error:
                if error.code not in TRY_ON:
                    raise
                first = first or error
                if error.code in NO_ADDRESS:
                    break
    assert first is not None  # noqa: S101 - a list of hosts is never empty
    raise first


def _fetched(url: str) -> Answer:
    return fetch(
        url,
        purpose="footer",
        schemes=("https", "http"),
        redirects=REDIRECTS,
        seconds=SECONDS,
        most_bytes=MOST_BYTES,
        headers={"Accept": "text/html", "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5"},
    )


def _unread(publication: Publication, answer: Answer) -> str | None:
    """Why the answer is not the page to read; None when it is."""
    if not 200 <= answer.status < 300:
        return "page_refused"
    if not _is_of(publication.domain, answer.url):
        return "leads_elsewhere"
    content_type = answer.headers.get("content-type", "text/html").lower()
    return None if "html" in content_type or "text/plain" in content_type else "not_a_page"


def _is_of(domain: str, url: str) -> bool:
    try:
        return parse(target_of(url).host).registrable == parse(domain).registrable
    except (NotADomainName, UnusableTarget):
        return False


@transaction.atomic
def write(publication: Publication, look: Look) -> bool:
    """Keep what was found, and move what it moves. False when another attempt has taken over."""
    current = locked(publication)
    if current.check_attempt != publication.check_attempt or current.check_lease_until is None:
        return False
    at = now(current.organization)
    FooterCheck.objects.create(
        publication=current,
        asked_by=current.check_asked_by,
        checked_at=at,
        **{name: getattr(look, name) for name in Look.__slots__},
    )
    old = current.checks.values_list("pk", flat=True)[schedule.CHECKS_KEPT :]
    FooterCheck.objects.filter(pk__in=list(old)).delete()
    shown, missed = is_shown(look.code), is_missed(look.code)
    is_live = current.state == "LIVE"
    current.misses = 0 if shown else current.misses + (missed and is_live)
    psb_missed = bool(look.psb_code) and is_missed(look.psb_code)
    current.psb_misses = current.psb_misses + 1 if psb_missed else 0
    current.last_found_at = at if shown else current.last_found_at
    current.check_due_at = schedule.next_check(
        at,
        current.filing.granted_at or at,
        missed=missed or psb_missed,
        is_live=shown or is_live,
        failed=not RESULTS[look.code].has_read,
    )
    current.check_asked_by, current.check_lease_until, current.attempts_open = None, None, 0
    current.save(
        update_fields=[
            *("misses", "psb_misses", "last_found_at", "check_due_at", "check_asked_by"),
            *("check_lease_until", "attempts_open"),
        ]
    )
    _move(current, look)
    return True


def _move(publication: Publication, look: Look) -> None:
    at = now(publication.organization)
    shown = is_shown(look.code)
    if shown and publication.site_opened_on is None:
        # Nobody said when it opened; on this day it was.
        note_opening(publication, day_in_china(at))
    rows = PsbFiling.objects.select_for_update(of=("self",))
    badge = rows.select_related("publication__filing__organization", "organization").get(
        publication=publication
    )
    if badge.state == "PSB_APPROVED" and is_shown(look.psb_code or "not_found"):
        badge.move("psb_shown", by=None, fields={"state_since": at, "shown_at": at, "next_at": None})
    elif badge.state == "COMPLETE" and publication.psb_misses >= schedule.MISSES_UNTIL_LOST:
        badge.move("psb_lost", by=None, fields={"state_since": at})
    if publication.state == "FOOTER_PENDING" and shown:
        publication.move("footer_verified", by=None, fields={"state_since": at}, code=look.code)
    elif publication.state == "LIVE" and publication.misses >= schedule.MISSES_UNTIL_LOST:
        publication.move("footer_lost", by=None, fields={"state_since": at, "misses": 0}, code=look.code)
