"""Packs are made of what filings say, so they are found by the filing, and made anew when it is asked."""

from __future__ import annotations

from django.utils.translation import gettext as _

from icp.documents.models import Hold
from icp.filings.models import PersonMention
from icp.packs.making import PURPOSE, destroy
from icp.packs.models import Pack
from portal.accounts.models import User
from portal.vault import files
from portal.vault.files import StorageAway
from portal.vault.people import Erased, Exported, Held, Person


class PackHolder:
    name = "packs"

    def find(self, person: Person) -> list[Held]:
        named = PersonMention.objects.filter(
            index__in=person.indexes, filing__organization=person.organization
        )
        rows = Pack.objects.with_a_file().filter(filing__in=named.values("filing")).select_related("filing")
        return [
            Held(self.name, pack.pk, f"{pack.filing.reference} pack v{pack.version}")
            for pack in rows.order_by("filing__number", "version")
        ]

    def hindrance(self, held: Held) -> str:
        if Hold.objects.filter(filing__packs=held.key, lifted_at=None).exists():
            return _("A legal hold stands on its filing.")
        return ""

    def export(self, held: Held, person: Person) -> Exported:
        pack = Pack.objects.select_related("filing__organization").get(pk=held.key)
        pdf = files.read(pack.filing.organization, PURPOSE, pack.stored_name)
        document = {"filing": pack.filing.reference, "pack": pack.version, "sha256": pack.sha256}
        return Exported(document, ((f"{held.what.replace(' ', '-')}.pdf", pdf),))

    def erase(self, held: Held, person: Person, *, by: User) -> Erased:
        pack = Pack.objects.select_related("filing__organization").get(pk=held.key)
        size = pack.size_bytes or 0
        if not destroy(pack):
            raise StorageAway("the storage of papers does not answer")
        return Erased(files=1, size_bytes=size)


HOLDER = PackHolder()
