"""A serializer that refuses what it does not know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail


class StrictSerializer(serializers.Serializer[Any]):
    """Unknown keys are errors, with the path of each: a misspelt field is never silently left out,
    and a field that only we write (`status`, `organization`) cannot be smuggled in."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            known = {name for name, field in self.fields.items() if not field.read_only}
            if unknown := [str(name) for name in data if name not in known]:
                raise serializers.ValidationError({name: [_unknown(name, known)] for name in unknown})
        return super().to_internal_value(data)


def _unknown(name: str, known: set[str]) -> ErrorDetail:
    sentence = _("%(name)s is not known here. Known are: %(known)s.") % {
        "name": name[:80],
        "known": ", ".join(sorted(known)) or _("none"),
    }
    return ErrorDetail(sentence, code="unknown_key")
