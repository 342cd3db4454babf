"""What can happen to a pack: it is asked for, and it is opened."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from icp.eligibility.summary import pdf_is_off
from icp.filings.models import Filing
from icp.packs.content import content_of
from icp.packs.making import PURPOSE
from icp.packs.models import Pack
from portal.accounts.models import User
from portal.accounts.permissions import require
from portal.events.recording import record, wake
from portal.refusals import Forbidden, Refused
from portal.vault import files
from portal.vault.wrapping import Unreadable

RENDER = "icp.packs.render"


@transaction.atomic
def request_pack(filing: Filing, *, by: User) -> Pack:
    """The pack of what the filing says now: one that is there or in the making, else a new version."""
    _require_reader(filing, by)
    if pdf_is_off():
        raise Refused(
            "pdf_off",
            _("This installation has no Chinese fonts, so it cannot make the PDF."),
            _("Ask the operator to install them."),
        )
    # Two people who ask at once get one pack.
    Filing.objects.select_for_update().get(pk=filing.pk)
    digest = content_of(filing).digest
    newest = filing.packs.order_by("-version").first()
    if newest is not None and not newest.is_finished:
        return newest
    if newest is not None and newest.digest == digest and newest.state == Pack.State.DONE:
        return newest
    pack = Pack.objects.create(
        filing=filing, version=newest.version + 1 if newest else 1, digest=digest, requested_by=by
    )
    wake(RENDER, pack.pk)
    record(
        "pack.requested",
        organization=filing.organization,
        subject=filing,
        actor=by,
        payload={"reference": filing.reference, "version": pack.version},
    )
    return pack


@transaction.atomic
def open_pack(pack: Pack, *, by: User) -> bytes:
    """The PDF. Every opening is recorded, since it holds the data of people.

    Raises Refused "pack_gone" where it was deleted or superseded.
    """
    _require_reader(pack.filing, by)
    if pack.state != Pack.State.DONE:
        raise _gone()
    try:
        pdf = files.read(pack.filing.organization, PURPOSE, pack.stored_name)
    except Unreadable as error:
        raise _gone() from error
    record(
        "pack.opened",
        organization=pack.filing.organization,
        subject=pack.filing,
        actor=by,
        payload={"reference": pack.filing.reference, "version": pack.version, "sha256": pack.sha256},
    )
    return pdf


def _gone() -> Refused:
    return Refused("pack_gone", _("This version of the pack is not kept any more."), _("Have it made anew."))


def _require_reader(filing: Filing, by: User) -> None:
    """The customer's own people who file, and the specialist who has it in hand."""
    require(by, "pack.open", filing.organization)
    if not by.roles_in(filing.organization_id) and filing.assigned_to_id != by.pk:
        raise Forbidden(
            "not_your_case",
            _("The pack of %(reference)s is for the specialist who has it in hand.")
            % {"reference": filing.reference},
            _("Take the filing in hand on the desk first."),
        )
