"""One at a time: the first goes on, the others go away, and nobody waits for one that was killed."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.core.cache import cache

from portal.calendar.alone import alone
from portal.notifications.models import Notice
from portal.notifications.tasks import send, sweep
from portal.notifications.walking import organizations_with_news
from tests.networks.web.world import in_review
from tests.portal.notifications.news import tell_everything
from tests.world import World

pytestmark = pytest.mark.django_db


def test_only_the_first_is_told_to_go_on() -> None:
    with alone("letters", at_most=60) as first, alone("letters", at_most=60) as second:
        assert first and not second
        with alone("news", at_most=60) as other:
            assert other


def test_the_next_one_goes_on_after_the_first_has_left_also_in_disorder() -> None:
    with pytest.raises(ValueError, match="trouble"), alone("letters", at_most=60):
        raise ValueError("trouble")

    with alone("letters", at_most=60) as mine:
        assert mine


def test_who_was_sent_away_leaves_the_place_to_whoever_has_it() -> None:
    with alone("letters", at_most=60):
        with alone("letters", at_most=60):
            pass
        with alone("letters", at_most=60) as third:
            assert not third


def test_the_place_of_one_that_was_killed_runs_out(settings: LazySettings) -> None:
    settings.ENGINE_TIME_SCALE = 0.0
    with alone("letters", at_most=60) as first, alone("letters", at_most=60) as second:
        assert first and second


def test_whoever_was_overtaken_takes_nothing_away_from_the_next() -> None:
    with alone("letters", at_most=60):
        cache.set("alone:letters", "the next one", 60)

    with alone("letters", at_most=60) as mine:
        assert not mine


def test_letters_take_one_place_among_the_workers(world: World) -> None:
    in_review(world)
    tell_everything()
    with alone("letters", at_most=60):
        send()
    assert Notice.objects.due().filter(person=world.priya).exists()

    send()

    assert not Notice.objects.due().filter(person=world.priya).exists()


def test_news_take_one_place_among_the_workers(world: World) -> None:
    in_review(world)
    with alone("news", at_most=60):
        sweep()
    assert world.customer.pk in organizations_with_news()

    sweep()

    assert world.customer.pk not in organizations_with_news()
