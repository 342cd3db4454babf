"""What the room of papers holds about a person: papers that are theirs, found by blind indexes."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from icp.documents import retention
from icp.documents.checking import purpose_of
from icp.documents.models import Hold, Opening, Paper, StoredFile
from icp.documents.rules.requirements import REQUIREMENTS
from icp.documents.workflow.opening import NOTE
from icp.documents.workflow.uploading import NAME
from icp.filings.models import PersonMention
from portal.accounts.models import Organization, User
from portal.vault import files
from portal.vault.files import StorageAway
from portal.vault.people import Erased, Exported, Held, Person
from portal.vault.sealing import unseal


class PaperHolder:
    name = "papers"

    def find(self, person: Person) -> list[Held]:
        rows = (
            _papers_of(person)
            .select_related("filing", "license")
            .order_by("filing__number", "requirement", "version")
        )
        return [_held(paper) for paper in rows]

    def hindrance(self, held: Held) -> str:
        if Hold.objects.filter(filing__papers=held.key, lifted_at=None).exists():
            return _("A legal hold stands on its filing.")
        return ""

    def export(self, held: Held, person: Person) -> Exported:
        paper = _paper(held)
        owner = paper.organization
        stored = paper.files.filter(part=StoredFile.Part.ORIGINAL).first()
        content = files.read(owner, purpose_of(stored), stored.name) if stored else b""
        name = unseal(owner, NAME, bytes(paper.sealed_name)).decode() if paper.sealed_name else ""
        document = {
            "filing": paper.matter.reference,
            "paper": paper.requirement,
            "version": paper.version,
            "state": paper.state,
            "uploaded_as": name,
            "uploaded_at": paper.uploaded_at.isoformat(),
            "expires_on": paper.expires_on.isoformat() if paper.expires_on else None,
            "sha256_of_the_upload": paper.sha256,
            "opened": [_told(opening) for opening in paper.openings.select_related("person").order_by("at")],
        }
        if stored is None:
            return Exported(document)
        ending = {"pdf": "pdf", "jpeg": "jpg", "png": "png"}[stored.kind]
        return Exported(document, ((f"{held.what.replace(' ', '-')}.{ending}", content),))

    def erase(self, held: Held, person: Person, *, by: User) -> Erased:
        """Raises StorageAway: then the rest stays as it is, and the command is run again."""
        paper = _paper(held)
        stored = list(paper.files.all())
        if not retention.destroy(paper, "erased", by=by) and not _is_deleted(paper):
            raise StorageAway("the storage of papers does not answer")
        return Erased(files=len(stored), size_bytes=sum(row.size_bytes for row in stored))


HOLDER = PaperHolder()
# Enough for the licenses of one organization; whoever has more is asked about the newest.
MOST_NAMELESS = 100


def papers_that_name_nobody(organization: Organization) -> list[Held]:
    """Papers of licenses: staff and owners are on them and in no answer, so none is found."""
    rows = _kept(organization).filter(license__isnull=False).select_related("filing", "license")
    return [_held(paper) for paper in rows.order_by("-uploaded_at", "-pk")[:MOST_NAMELESS]]


def paper_of(organization: Organization, pk: UUID) -> Held | None:
    """Any paper of the organization that is still kept, whether it names somebody or not."""
    paper = _kept(organization).select_related("filing", "license").filter(pk=pk).first()
    return _held(paper) if paper else None


def _kept(organization: Organization) -> QuerySet[Paper]:
    return Paper.objects.filter(organization=organization).exclude(state=Paper.State.DELETED)


def _held(paper: Paper) -> Held:
    return Held(HOLDER.name, paper.pk, f"{paper.matter.reference} {paper.requirement} v{paper.version}")


def _papers_of(person: Person) -> QuerySet[Paper]:
    """By what was noted at the upload, or by whom the filing names now."""
    own = Q()
    for index in person.indexes:
        own |= Q(persons__contains=[index])
    for whose in ("subject", "site"):
        keys = [key for key, one in REQUIREMENTS.items() if one.person == whose]
        named = PersonMention.objects.filter(index__in=person.indexes, field__startswith=f"{whose}_person_")
        own |= Q(requirement__in=keys, filing__in=named.values("filing"))
    return _kept(person.organization).filter(own)


def _paper(held: Held) -> Paper:
    return Paper.objects.select_related("filing__organization", "license__filing", "organization").get(
        pk=held.key
    )


def _is_deleted(paper: Paper) -> bool:
    return Paper.objects.filter(pk=paper.pk, state=Paper.State.DELETED).exists()


def _told(opening: Opening) -> dict[str, str]:
    sealed = bytes(opening.sealed_note)
    return {
        "by": str(opening.person),
        "at": opening.at.isoformat(),
        "reason": opening.reason,
        "note": unseal(opening.organization, NOTE, sealed).decode() if sealed else "",
    }
