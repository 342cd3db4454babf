"""The bell, the inbox and the choices: what people see, and what only they can change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from networks.requests import workflow
from portal.accounts.models import Membership, User
from portal.notifications.models import Notice, OptOut
from portal.notifications.workflow import kinds_of
from tests.networks.web.world import in_review
from tests.portal.notifications.news import tell_everything
from tests.portal.web.answers import at_most, words
from tests.world import World

ClientFor = Callable[[User], Client]
# Session, person, memberships, the notices, the bell.
INBOX_QUERIES = 5


@pytest.fixture
def lena(world: World, client_for: ClientFor) -> Client:
    return client_for(world.lena)


def returned(world: World, reason: str = "Name the offices") -> UUID:
    sent = in_review(world)
    workflow.return_request(sent, reason=reason, by=world.priya)
    tell_everything()
    return sent.pk


def rows_of(person: User) -> list[Notice]:
    return list(Notice.objects.filter(person=person).in_inbox().order_by("created_at"))


def test_nothing_told_is_said_kindly(lena: Client) -> None:
    page = lena.get(reverse("notifications:inbox"))

    assert "You are up to date" in words(page) and b"bell-count" not in page.content


def test_the_inbox_shows_what_is_asked_and_leads_to_the_record(world: World, lena: Client) -> None:
    pk = returned(world, "<b>Name</b> the offices")

    page = lena.get(reverse("notifications:inbox"))

    assert "NR-1 came back to you" in words(page) and "What is asked:" in words(page)
    assert b"&lt;b&gt;Name&lt;/b&gt; the offices" in page.content
    assert f'href="/en/requests/{pk}/"'.encode() in page.content


def test_the_page_is_read_in_the_language_of_its_address(world: World, lena: Client) -> None:
    returned(world)

    page = words(lena.get("/zh-hans/notifications/"))

    assert "NR-1 已退回给您" in page and "修改要求：" in page and "标为已读" in page


def test_looking_marks_nothing_as_read(world: World, lena: Client) -> None:
    pk = returned(world)
    lena.get(reverse("notifications:inbox"))
    lena.get(f"/en/requests/{pk}/")

    assert [row.status for row in rows_of(world.lena)] == ["unread"]
    assert lena.get(reverse("notifications:read")).status_code == 405


def test_a_button_marks_one_records_notices_as_read(world: World, lena: Client) -> None:
    returned(world)
    other = returned(world)
    mine = [row for row in rows_of(world.lena) if row.record_id == other]

    answer = lena.post(reverse("notifications:read"), {"notice": [row.pk for row in mine]})

    assert answer["Location"] == reverse("notifications:inbox")
    assert sorted(row.status for row in rows_of(world.lena)) == ["read", "unread"]


def test_all_means_all_that_was_shown(world: World, lena: Client) -> None:
    returned(world)
    newest = lena.get(reverse("notifications:inbox")).context["newest"]
    returned(world)

    lena.post(reverse("notifications:read"), {"until": newest.isoformat()})

    assert [row.status for row in rows_of(world.lena)] == ["read", "unread"]


def test_nobody_marks_anothers_notices(world: World, client_for: ClientFor) -> None:
    returned(world)
    (row,) = rows_of(world.lena)
    omar = client_for(world.omar)

    for pk in (row.pk, uuid4()):
        assert omar.post(reverse("notifications:read"), {"notice": [pk]}).status_code == 302
    omar.post(reverse("notifications:read"), {"until": timezone.now().isoformat()})

    assert [each.status for each in rows_of(world.lena)] == ["unread"]


@pytest.mark.parametrize(
    "form", [{"notice": "nonsense"}, {"until": "yesterday"}, {"until": "2026-13-99T00:00"}, {"until": "\x00"}]
)
def test_what_cannot_be_understood_is_said_so(form: dict[str, str], lena: Client) -> None:
    answer = lena.post(reverse("notifications:read"), form)

    assert answer.status_code == 400 and "could not be understood" in words(answer)


def test_who_left_an_organization_no_longer_reads_about_it(world: World, lena: Client) -> None:
    returned(world)
    Membership.objects.filter(user=world.lena).delete()

    page = lena.get(reverse("notifications:inbox"))

    assert "NR-1" not in words(page) and b"bell-count" not in page.content


def test_unread_comes_first_and_one_record_stands_together(world: World, lena: Client) -> None:
    first, second = returned(world), returned(world)
    old, new = rows_of(world.lena)
    Notice.objects.filter(pk=new.pk).update(status="read")
    tell_again = {"record_id": first, "created_at": timezone.now() - timedelta(days=1), "status": "read"}
    Notice.objects.create(**{**_columns(old), **tell_again, "key": "another"})

    groups = lena.get(reverse("notifications:inbox")).context["groups"]

    assert [group.first.record_id for group in groups] == [first, second]
    assert [len(group.entries) for group in groups] == [2, 1]


def _columns(row: Notice) -> dict[str, object]:
    names = [field.attname for field in Notice._meta.fields if field.attname != "id"]
    return {name: getattr(row, name) for name in names}


def many(world: World, count: int) -> None:
    returned(world)
    (row,) = rows_of(world.lena)
    Notice.objects.bulk_create(
        Notice(**{**_columns(row), "key": f"again:{number}", "record_id": uuid4()}) for number in range(count)
    )


def test_the_bell_counts_to_nine(world: World, lena: Client) -> None:
    many(world, 8)
    assert 'aria-label="Notifications, 9 unread"' in lena.get("/en/help/").content.decode()

    Notice.objects.filter(person=world.lena).in_inbox()[:1].get().delete()
    many_more = rows_of(world.lena)[0]
    Notice.objects.bulk_create(Notice(**{**_columns(many_more), "key": f"more:{n}"}) for n in range(2))
    page = lena.get("/en/help/").content.decode()
    assert ">9+</span>" in page and 'aria-label="Notifications, more than 9 unread"' in page


def test_the_inbox_comes_in_pages_and_asks_little_however_long(world: World, lena: Client) -> None:
    many(world, 30)

    with at_most(INBOX_QUERIES):
        first = lena.get(reverse("notifications:inbox"))
    second = lena.get(first.context["page"]["next_url"])

    assert [len(page.context["groups"]) for page in (first, second)] == [25, 6]
    assert second.context["page"]["previous_url"] and not second.context["page"]["next_url"]
    assert lena.get(reverse("notifications:inbox"), {"cursor": "nonsense"}).status_code == 400


def test_kinds_are_chosen_one_by_one_and_alarms_are_not(world: World, lena: Client) -> None:
    form = lena.get(reverse("notifications:choices")).content.decode()
    offered = [kind for kind in kinds_of(world.lena) if not kind.is_alarm]
    assert "stopped-mail" not in form and form.count("checked") == 2 * len(offered) > 10
    kept = {"returned-inbox": "on", "declined-inbox": "on", "declined-mail": "on", "built-mail": "on"}

    lena.post(reverse("notifications:choices"), {**kept, "stopped-mail": "", "review-mail": ""})

    off = set(OptOut.objects.filter(person=world.lena).values_list("kind", "channel"))
    every = {(kind.code, by) for kind in offered for by in ("inbox", "mail")}
    assert off == every - {tuple(name.split("-")) for name in kept}
    assert lena.get(reverse("notifications:choices")).content.decode().count("checked") == 4

    everything = {f"{kind}-{by}": "on" for kind, by in every}
    lena.post(reverse("notifications:choices"), everything)
    assert not OptOut.objects.filter(person=world.lena).exists()


def test_staff_choose_about_reviews(world: World, client_for: ClientFor) -> None:
    page = words(client_for(world.priya).get(reverse("notifications:choices")))

    assert "A request waits for your review" in page and "comes back for changes" not in page


def test_a_role_that_hears_nothing_is_told_so(world: World, client_for: ClientFor) -> None:
    assert "Nothing is told to your role yet" in words(
        client_for(world.mia).get(reverse("notifications:choices"))
    )


def test_the_admin_lists_letters_and_changes_nothing(world: World, client_for: ClientFor) -> None:
    returned(world)
    letter = Notice.objects.get(person=world.lena, channel="mail")
    Notice.objects.filter(pk=letter.pk).update(status="dead", last_error="SMTPRecipientsRefused")
    User.objects.filter(pk=world.otto.pk).update(is_staff=True, is_superuser=True)
    otto = client_for(world.otto)

    listed = words(otto.get("/admin/notifications/notice/", {"status": "dead"}))
    shown = words(otto.get(f"/admin/notifications/notice/{letter.pk}/change/"))

    assert "NR-1" in listed and "SMTPRecipientsRefused" in listed
    assert "Name the offices" not in shown
    assert otto.post(f"/admin/notifications/notice/{letter.pk}/delete/", {"post": "yes"}).status_code == 403
