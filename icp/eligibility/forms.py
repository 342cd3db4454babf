"""One question page as a form. Only what cannot be read is an error; no answer that rules a filing out is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from icp.eligibility.fields import read_facts, said
from icp.eligibility.rules.questions import Field, Page
from portal.accounts.models import Organization


class FactText(forms.CharField):
    """A typed fact. What the rules can clean (a pasted address) is cleaned, what they cannot is said."""

    def __init__(self, fact: str, **options: Any) -> None:
        self.fact = fact
        # The rules say what is too long, in a sentence of their own; nothing typed is cut or lost.
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if not text:
            return ""
        read, problems = read_facts({self.fact: text})
        if problems:
            raise forms.ValidationError(problems[self.fact], code="unfit")
        return read.get(self.fact, text)


class QuestionForm(forms.Form):
    """The fields of one page, each under the name of its fact."""

    def __init__(
        self, page: Page, data: Mapping[str, Any] | None = None, *, known: Mapping[str, str]
    ) -> None:
        super().__init__(data, initial={question.fact: known.get(question.fact) for question in page.fields})
        for question in page.fields:
            self.fields[question.fact] = _radio(question) if question.kind == "radio" else _text(question)

    @property
    def answers(self) -> dict[str, str]:
        return dict(self.cleaned_data)

    @property
    def typed(self) -> dict[str, str]:
        """What was sent, read or not, so that a page that is refused shows it again."""
        return {fact: self.data.get(fact, "") for fact in self.fields}


def _radio(question: Field) -> forms.ChoiceField:
    refusal = _("Choose one of the answers.")
    return forms.ChoiceField(
        label=said(question.label),
        choices=[(choice.value, said(choice.label)) for choice in question.choices],
        widget=forms.RadioSelect,
        error_messages={"required": refusal, "invalid_choice": refusal},
    )


def _text(question: Field) -> FactText:
    attributes = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
    return FactText(
        question.fact,
        label=said(question.label),
        help_text=said(question.hint),
        widget=forms.TextInput(attrs=attributes),
    )


class OrganizationChoice(forms.Form):
    """To which organization a result is saved; shown only where there is more than one."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Organization"),
        empty_label=None,
        error_messages={
            "required": _("Choose the organization."),
            "invalid_choice": _("Choose one of your organizations."),
        },
    )

    def __init__(self, organizations: QuerySet[Organization], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        field = self.fields["organization"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        field.queryset = organizations
