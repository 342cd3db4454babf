"""One field: which domain. Where somebody belongs to several organizations, for which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from icp.eligibility.rules.domain_names import LONGEST_INPUT, DomainName, NotADomainName, parse
from portal.accounts.models import Organization


class DomainField(forms.CharField):
    """A name as it is typed or pasted; the value is a DomainName."""

    def clean(self, value: Any) -> DomainName:
        text = super().clean(value)
        try:
            return parse(text or "")
        except NotADomainName as error:
            raise forms.ValidationError(error.words.said_in(get_language() or "en")) from error


class LookUpForm(forms.Form):
    domain = DomainField(
        label=_("Domain name"),
        max_length=LONGEST_INPUT,
        help_text=_("Type it or paste an address from your browser; we take the name out of it."),
        widget=forms.TextInput(
            attrs={
                "class": "mono",
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "inputmode": "url",
            }
        ),
        error_messages={"required": _("Enter the domain name, such as example.com.")},
    )
    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Organization"),
        empty_label=None,
        error_messages={
            "required": _("Choose the organization."),
            "invalid_choice": _("Choose one of your organizations."),
        },
    )

    def __init__(
        self,
        organizations: QuerySet[Organization],
        data: Mapping[str, Any] | None = None,
        *,
        domain: str = "",
    ) -> None:
        super().__init__(data, initial={"domain": domain})
        field = self.fields["organization"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        field.queryset = organizations
        own = list(organizations[:2])
        if len(own) == 1:
            # Nothing to choose: the only one is taken, whatever is sent.
            del self.fields["organization"]
            self.only = own[0]

    only: Organization | None = None

    @property
    def chosen(self) -> Organization:
        organization: Organization = self.only or self.cleaned_data["organization"]
        return organization
