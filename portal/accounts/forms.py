"""What people fill in about themselves, their organization and their colleagues."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.accounts import countries, zones
from portal.accounts.models import Membership, Organization, User
from portal.accounts.roles import CUSTOMER_ROLES, REQUESTER

CUSTOMER_CHOICES = [(role.value, role.label) for role in Membership.Role if role.value in CUSTOMER_ROLES]


class SignupForm(forms.Form):
    """What sign-up asks besides email and password."""

    field_order = ["name", "email", "password1", "language"]
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name, as colleagues should read it.")},
    )
    language = forms.ChoiceField(
        label=_("Language of pages and mail"), choices=User.Language.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language() or User.Language.ENGLISH

    def signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.language = self.cleaned_data["language"]
        user.save(update_fields=["name", "language"])


def time_zone_field() -> forms.ChoiceField:
    """Begins with the browser's own zone (app.js) while none was chosen."""
    return forms.ChoiceField(
        label=_("Your time zone"),
        help_text=_("Times and deadlines are shown in it."),
        choices=zones.choices,
        required=False,
        widget=forms.Select(attrs={"data-browser-zone": ""}),
        error_messages={"invalid_choice": _("Choose a time zone of the list.")},
    )


class OrganizationForm(forms.ModelForm):
    class Meta:
        model = Organization
        fields = ["name", "name_zh", "country"]
        help_texts = {
            "name": _("In Latin letters, as in your company register."),
            "name_zh": _("As on the Chinese business license, if there is one."),
        }
        error_messages = {"name": {"required": _("Enter the legal name of your organization.")}}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "name_zh": forms.TextInput(attrs={"lang": "zh-Hans"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = countries.choices(get_language() or User.Language.ENGLISH)
        self.fields["country"] = forms.ChoiceField(
            label=_("Country or region"), choices=[("", _("Choose")), *places], required=False
        )
        self.fields["time_zone"] = time_zone_field()


class SettingsForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "language", "time_zone", "theme"]
        labels = {"language": _("Language of pages and mail"), "theme": _("Colors")}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "language": forms.RadioSelect,
            "theme": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"] = time_zone_field()


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label=_("Email"),
        max_length=254,
        help_text=_("We send a letter with a link that works for 14 days."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Enter the email of the person you invite."),
            "invalid": _("This is not an email address. Write it like lena@example.com."),
        },
    )
    role = forms.ChoiceField(label=_("Role"), choices=CUSTOMER_CHOICES, initial=REQUESTER)


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=CUSTOMER_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role, or remove the person instead.")},
    )
