"""A row that moves by the table of `rules.lifecycle`, and the event that tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import get_language, gettext

from icp.filings.models import Filing
from icp.publication.rules import lifecycle
from portal.accounts.models import Organization, User
from portal.events.recording import record
from portal.refusals import Refused


class Moving(models.Model):
    """A row that takes part in the table of `rules.lifecycle`; it names its filing."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20)
    state_since = models.DateTimeField()

    class Meta:
        abstract = True

    def about(self) -> Filing:
        raise NotImplementedError

    def move(
        self,
        verb: str,
        *,
        by: User | None,
        fields: Mapping[str, Any] | None = None,
        **payload: Any,
    ) -> None:
        """Change the state by `verb`, guarded by the old one, and record the event; call it last.

        Raises Refused "not_in_this_state" or "changed_meanwhile".
        """
        filing = self.about()
        move = lifecycle.move_for(self.state, verb)
        if move is None:
            words = lifecycle.refusal(filing.reference, self.state, verb)
            raise Refused("not_in_this_state", *words.said_in(get_language() or "en"))
        values = {"state": move.target, **(fields or {})}
        if not type(self)._default_manager.filter(pk=self.pk, state=self.state).update(**values):
            raise Refused(
                "changed_meanwhile",
                gettext("%(reference)s was changed by somebody else a moment ago.")
                % {"reference": filing.reference},
                gettext("Load the page again and decide on what it shows now."),
            )
        before = self.state
        for name, value in values.items():
            setattr(self, name, value)
        tell(filing, move.event, by=by, **{"from": before, "state": self.state, **payload})


def tell(filing: Filing, type: str, *, by: User | None, **payload: Any) -> None:
    record(
        type,
        organization=filing.organization,
        subject=filing,
        actor=by,
        payload={"reference": filing.reference, **payload},
    )
