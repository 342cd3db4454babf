"""Rules in plain words: the list, a page with long names of laws, and a short one."""

from __future__ import annotations

from tests.journeys.axe import Page

PAGES = (
    Page("guides", lambda world: "guides/"),
    Page("guide: unfiled", lambda world: "guides/unfiled/"),
    Page("guide: mlps", lambda world: "guides/mlps/"),
    Page("guide: gdpr, signed in", lambda world: "guides/gdpr/", who="lena"),
)
