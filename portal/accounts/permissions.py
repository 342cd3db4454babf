"""Asks the table of roles. Seeing is asked of QuerySets (`visible_to`); doing is asked here."""

from __future__ import annotations

from django.utils.translation import gettext as _

from portal.accounts.models import Organization, User
from portal.accounts.roles import PERMISSIONS, STAFF_ROLES, permits
from portal.refusals import Forbidden


def may(user: User, verb: str, organization: Organization) -> bool:
    """Whether `user` may do `verb` to something that belongs to `organization`."""
    own = user.roles_in(organization.pk) if not organization.is_operator else frozenset()
    return permits(verb, own | user.staff_roles())


def require(user: User, verb: str, organization: Organization) -> None:
    """Raises Forbidden, naming the roles that may."""
    if may(user, verb, organization):
        return
    who = ", ".join(sorted(PERMISSIONS[verb])).replace("_", " ")
    raise Forbidden(
        "role_may_not",
        _("Your role in %(organization)s does not allow this.") % {"organization": organization.name},
        _("These roles may: %(roles)s. An owner can change roles under People.") % {"roles": who},
        extra={"verb": verb},
    )


def is_staff(user: User) -> bool:
    return bool(user.staff_roles() & frozenset(STAFF_ROLES))
