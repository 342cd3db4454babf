from __future__ import annotations

import ipaddress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.api.scopes import SCOPES

# Approving is work of staff, and staff open their keys from the command line.
OFFERED = [(name, label) for name, label in SCOPES.items() if name != "networks:approve"]


class KeyForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("What the key is for"),
        max_length=80,
        help_text=gettext_lazy("Such as the name of the program that will use it."),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"),
        choices=OFFERED,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one. A key without any can do nothing.")},
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days until it expires"),
        min_value=1,
        max_value=365,
        initial=90,
        help_text=gettext_lazy("365 at most. Two keys may work at once, so one can replace the other."),
    )
    allowed_networks = forms.CharField(
        label=gettext_lazy("Only from these addresses"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Separated by spaces, such as 203.0.113.7 or 203.0.113.0/24."),
    )

    def clean_allowed_networks(self) -> list[str]:
        texts = self.cleaned_data["allowed_networks"].replace(",", " ").split()
        for text in texts:
            try:
                ipaddress.ip_network(text)
            except ValueError as error:
                sentence = _("%(text)s is not an address or network. Write it like 203.0.113.0/24.")
                raise ValidationError(sentence % {"text": text}, code="unknown_network") from error
        return texts

    def terms(self) -> dict[str, Any]:
        """What `open_key` takes of this form."""
        return {name: self.cleaned_data[name] for name in ("name", "scopes", "days", "allowed_networks")}
