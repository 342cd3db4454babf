"""The people of the demo. Their names are invented, their password is public; they exist only in a demo."""

from __future__ import annotations

from dataclasses import dataclass

from portal.accounts import roles

DEMO_PASSWORD = "causeway-demo-2026"

OPERATOR_ORGANIZATION = "Causeway operations"
NORDWIND, MERIDIAN = "Nordwind GmbH", "Meridian Ltd"
# The website whose filing is granted. The stand-in plays it, so that its footer is found on this machine.
WEBSITE = "nordwind-parts.cn"


@dataclass(frozen=True)
class DemoOrganization:
    name: str
    name_zh: str
    country: str
    is_operator: bool = False


@dataclass(frozen=True)
class DemoPerson:
    name: str
    email: str
    organization: str
    roles: tuple[str, ...]
    does: str  # one line for the table that `make run` prints
    language: str = "en"


DEMO_ORGANIZATIONS = (
    DemoOrganization(OPERATOR_ORGANIZATION, "通途运营", "DE", is_operator=True),
    DemoOrganization(NORDWIND, "诺德风有限公司", "DE"),
    DemoOrganization(MERIDIAN, "", "GB"),
)
DEMO_PEOPLE = (
    DemoPerson(
        "Lena Vogt",
        "lena@nordwind.example",
        NORDWIND,
        (roles.OWNER, roles.REQUESTER),
        "Customer: checks the website, requests networks",
    ),
    DemoPerson(
        "Jonas Brandt",
        "jonas@nordwind.example",
        NORDWIND,
        (roles.REQUESTER,),
        "Lena's colleague, requests too",
    ),
    DemoPerson(
        "Priya Raman",
        "priya@causeway.example",
        OPERATOR_ORGANIZATION,
        (roles.ARCHITECT,),
        "Solution architect: reviews and approves network plans",
    ),
    DemoPerson(
        "Wei Chen",
        "wei@causeway.example",
        OPERATOR_ORGANIZATION,
        (roles.FILING_SPECIALIST,),
        "Filing specialist, works in Chinese",
        language="zh-hans",
    ),
    DemoPerson(
        "Otto Lind",
        "otto@causeway.example",
        OPERATOR_ORGANIZATION,
        (roles.OPERATOR,),
        "Operator: looks after runs that stopped, and the admin",
    ),
    DemoPerson(
        "Omar Haddad",
        "omar@meridian.example",
        MERIDIAN,
        (roles.OWNER, roles.REQUESTER),
        "Another customer, who sees nothing of Nordwind",
    ),
)
