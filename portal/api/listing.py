from __future__ import annotations

from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers


@cache
def listed(shape: type[serializers.Serializer[Any]]) -> type[serializers.Serializer[Any]]:
    """The shape of one page of `shape`, for the schema.

    Named after what it holds, so that two lists of one kind share a component.
    """
    name = f"{shape.__name__.removesuffix('Shape').removesuffix('Serializer')}Page"
    fields = {
        "next": serializers.CharField(allow_null=True, help_text=_("Where the next page is, or null.")),
        "previous": serializers.CharField(allow_null=True, help_text=_("Where the page before is, or null.")),
        "results": shape(many=True),
    }
    return type(name, (serializers.Serializer,), fields)
