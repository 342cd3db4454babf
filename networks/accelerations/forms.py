"""The order of an acceleration as a page asks for it; the rules judge what was given."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from networks.accelerations.rules.plans import FEWEST_MBPS, MOST_MBPS, ORIGIN_AREAS, PLANS
from networks.catalog.areas import AREAS
from portal.accounts.models import Organization, User
from portal.accounts.permissions import may

LONGEST_DOMAIN = 300


class OrderForm(forms.Form):
    organization = forms.ModelChoiceField(
        queryset=Organization.objects.none(),
        label=_("For which organization?"),
        empty_label=None,
        error_messages={
            "required": _("Choose the organization."),
            "invalid_choice": _("Choose one of your organizations."),
        },
    )
    domain = forms.CharField(
        label=_("Domain"),
        help_text=_("The name that visitors type, such as example.com."),
        max_length=LONGEST_DOMAIN,
        error_messages={
            "required": _("Give the domain that visitors type."),
            "max_length": _("A domain name is shorter than this."),
        },
    )
    plan = forms.ChoiceField(
        label=pgettext_lazy("of Global Accelerator", "Plan"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the plans."),
            "invalid_choice": _("Choose one of the plans."),
        },
    )
    areas = forms.MultipleChoiceField(
        label=_("Where do your servers stand?"),
        help_text=_("Visitors are in mainland China. Servers there need a filing whatever the plan."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose where your servers stand."),
            "invalid_choice": _("Choose where your servers stand."),
        },
    )
    bandwidth_mbps = forms.IntegerField(
        label=_("Bandwidth in Mbps"),
        help_text=_("From 2 to 2000."),
        min_value=FEWEST_MBPS,
        max_value=MOST_MBPS,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            _("Bandwidth is a whole number from 2 to 2000 Mbps."),
        ),
    )

    def __init__(
        self, user: User, data: QueryDict | None = None, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        language = get_language() or "en"
        organizations = organizations_to_order_for(user)
        from_these = self.fields["organization"]
        from_these.queryset = Organization.objects.filter(  # type: ignore[attr-defined]
            pk__in=[organization.pk for organization in organizations]
        )
        if len(organizations) == 1:
            from_these.widget = forms.HiddenInput()
            from_these.initial = organizations[0].pk
        self.fields["plan"].choices = [  # type: ignore[attr-defined]
            (code, plan.name.in_language(language)) for code, plan in PLANS.items()
        ]
        self.fields["areas"].choices = [  # type: ignore[attr-defined]
            (code, AREAS[code].name.in_language(language)) for code in ORIGIN_AREAS
        ]


def organizations_to_order_for(user: User) -> list[Organization]:
    own = Organization.objects.filter(pk__in=user.organization_ids(), is_operator=False).order_by("name")
    return [organization for organization in own if may(user, "acceleration.draft", organization)]
