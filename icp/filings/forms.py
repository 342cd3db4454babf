"""One task of a filing as a form: every field as it was typed, with what the rules say beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from icp.filings.rules.fields.field import Field
from icp.filings.rules.fields.problem import Problem
from icp.filings.rules.fields.values import Level
from icp.filings.words import said

SHORT = frozenset({"date", "mobile", "phone", "public_ip"})
MONO = frozenset({"uscc", "document_number", "md5", "sha1", "package", "domain", "public_ip", "icp_number"})


class AsTyped(forms.CharField):
    """Whatever was chosen or typed: the rules judge it, in a sentence of their own."""

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)

    def validate(self, value: Any) -> None:
        """Nothing typed is refused here; `required` only says what the label says."""


class SeveralAsTyped(forms.MultipleChoiceField):
    def validate(self, value: Any) -> None:
        """As above."""


class Confirmed(forms.CharField):
    """A box that is `yes` or nothing, as the answers keep it."""

    def __init__(self, **options: Any) -> None:
        box = forms.CheckboxInput(check_test=lambda value: value in ("yes", "True", True))
        super().__init__(widget=box, **options)

    def clean(self, value: Any) -> str:
        return "yes" if value in ("yes", "on", "True", True) else ""


class TaskForm(forms.Form):
    use_required_attribute = False

    def __init__(
        self,
        fields: Sequence[Field],
        data: QueryDict | None = None,
        *,
        answers: Mapping[str, Any],
        locked: frozenset[str] = frozenset(),
    ) -> None:
        """`locked` fields are shown and cannot be changed now."""
        super().__init__(data, initial={field.name: answers.get(field.name) for field in fields})
        self.asked = tuple(fields)
        for field in fields:
            made = _field(field)
            made.disabled = field.name in locked
            self.fields[field.name] = made

    def typed(self) -> dict[str, Any]:
        """What was sent, by field. A field that was not sent is absent; a box that is not ticked is empty."""
        self.is_valid()
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if not self.fields[name].disabled and (name in self.data or _sends_nothing(self.fields[name]))
        }

    def tell(self, problems: Sequence[Problem]) -> bool:
        """Put what is wrong beside its field; whether anything is."""
        self.is_valid()
        wrong = [
            problem for problem in problems if problem.field in self.fields and problem.level is Level.WRONG
        ]
        for problem in wrong:
            self.add_error(problem.field, said(problem.words))
        return bool(wrong)


def _sends_nothing(field: forms.Field) -> bool:
    return isinstance(field.widget, forms.CheckboxInput | forms.CheckboxSelectMultiple | forms.RadioSelect)


def _field(field: Field) -> forms.Field:
    words: dict[str, Any] = {
        "label": said(field.label),
        "help_text": said(field.hint),
        "required": field.needed,
    }
    options = [(option.key, said(option.label)) for option in field.options]
    if field.kind == "choices":
        return SeveralAsTyped(choices=options, widget=forms.CheckboxSelectMultiple, **words)
    if field.kind == "confirm":
        return Confirmed(**words)
    if field.kind in ("choice", "yes_no"):
        if len(options) > 6:
            return AsTyped(widget=forms.Select(choices=[("", "—"), *options]), **words)
        return AsTyped(widget=forms.RadioSelect(choices=options), **words)
    attributes = {
        # People fill in for others here, so the browser's own data is offered for none of it.
        "autocomplete": "off",
        "spellcheck": "false",
        **({"maxlength": str(field.most * 4)} if field.kind != "text" else {}),
    }
    if field.kind in MONO:
        attributes["class"] = "mono"
        attributes["autocapitalize"] = "none"
    if field.kind in SHORT:
        attributes["class"] = f"{attributes.get('class', '')} short-line".strip()
    if field.kind == "date":
        attributes["inputmode"] = "numeric"
    if field.most >= 500:
        return AsTyped(widget=forms.Textarea(attrs={**attributes, "rows": "3"}), **words)
    return AsTyped(widget=forms.TextInput(attrs=attributes), **words)
