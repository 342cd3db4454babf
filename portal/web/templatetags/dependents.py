"""`{% load dependents %}{% resting_on_number organization domain %}` on the page of a filing."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from portal.accounts.models import Organization
from portal.web.dependents import dependents_of

register = template.Library()


@register.inclusion_tag("portal/_resting.html", takes_context=True)
def resting_on_number(context: Context, organization: Organization, domain: str) -> dict[str, Any]:
    return {"rows": dependents_of(context["request"].user, organization, domain)}
