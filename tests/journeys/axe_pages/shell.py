from __future__ import annotations

from networks.requests import workflow
from tests.journeys.axe import Page
from tests.networks.web.world import in_review
from tests.portal.notifications.news import tell_everything
from tests.world import World


def _member(world: World) -> str:
    return f"org/members/{world.jonas.pk}/"


def _told(world: World) -> str:
    workflow.return_request(in_review(world), reason="Name the offices", by=world.priya)
    tell_everything()
    return "notifications/"


PAGES = (
    Page("front page", lambda world: ""),
    Page("help", lambda world: "help/"),
    Page("accessibility", lambda world: "accessibility/"),
    Page("privacy", lambda world: "privacy/"),
    Page("sign in", lambda world: "login/"),
    Page("sign up", lambda world: "signup/"),
    Page("reset password", lambda world: "password/reset/"),
    Page("reset sent", lambda world: "password/reset/done/"),
    Page("demo mail", lambda world: "demo/mail/"),
    Page("no such page", lambda world: "nothing/"),
    Page("dashboard", lambda world: "home/", who="lena"),
    Page("dashboard of staff", lambda world: "home/", who="priya"),
    Page("people", lambda world: "org/members/", who="lena"),
    Page(
        "people, wrong email",
        lambda world: "org/members/",
        who="lena",
        press="main form.stack button[type=submit]",
    ),
    Page("one colleague", _member, who="lena"),
    Page("new organization", lambda world: "org/new/", who="lena"),
    Page(
        "new organization, empty", lambda world: "org/new/", who="lena", press="main form button[type=submit]"
    ),
    Page("settings", lambda world: "settings/", who="lena"),
    Page("notifications", _told, who="lena"),
    Page("notifications, none", lambda world: "notifications/", who="omar"),
    Page("choices about notifications", lambda world: "settings/notifications/", who="lena"),
    Page("email", lambda world: "email/", who="lena"),
    Page("password", lambda world: "password/change/", who="lena"),
    Page("sign-in security", lambda world: "2fa/", who="lena"),
    Page("account menu", lambda world: "help/", who="lena", press=".menu > summary", stays=True),
    Page("invitation", lambda world: "invitations/some-token/", who="lena"),
)
