"""What a person chooses to hear, by which channel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.notifications.rules.kinds import Channel, Kind
from portal.notifications.workflow import kinds_of


@dataclass(frozen=True)
class Row:
    label: str
    is_alarm: bool
    fields: tuple[BoundField, ...]


class ChoicesForm(forms.Form):
    """One box for each kind that concerns the person and each channel; alarms have none."""

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds_of(person)
        off = set(person.opt_outs.values_list("kind", "channel"))
        names = {Channel.INBOX: _("in the portal"), Channel.MAIL: _("by mail")}
        for kind, channel in self._boxes():
            self.fields[f"{kind.code}-{channel}"] = forms.BooleanField(
                required=False,
                initial=(kind.code, channel.value) not in off,
                label=f"{_label(kind)}, {names[channel]}",
            )

    def rows(self) -> list[Row]:
        return [
            Row(
                _label(kind),
                kind.is_alarm,
                () if kind.is_alarm else tuple(self[f"{kind.code}-{channel}"] for channel in Channel),
            )
            for kind in self.kinds
        ]

    def off(self) -> set[tuple[str, Channel]]:
        return {
            (kind.code, channel)
            for kind, channel in self._boxes()
            if not self.cleaned_data[f"{kind.code}-{channel}"]
        }

    def _boxes(self) -> Iterator[tuple[Kind, Channel]]:
        for kind in self.kinds:
            if not kind.is_alarm:
                yield from ((kind, channel) for channel in Channel)


def _label(kind: Kind) -> str:
    return kind.label.filled(get_language() or "en", {})
