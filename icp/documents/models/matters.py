"""What papers belong to: a filing, or a commercial license that follows one."""

from __future__ import annotations

from icp.filings.models import Filing
from icp.licenses.models import License

Matter = Filing | License


def filing_of(matter: Matter) -> Filing:
    return matter.filing if isinstance(matter, License) else matter


def license_of(matter: Matter) -> License | None:
    return matter if isinstance(matter, License) else None


def locked(matter: Matter) -> Matter:
    """The row as it is now, under its lock."""
    if isinstance(matter, License):
        return License.objects.select_for_update(of=("self",)).select_related("filing").get(pk=matter.pk)
    return Filing.objects.select_for_update(of=("self",)).get(pk=matter.pk)
