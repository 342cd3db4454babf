"""Fields say what they are to everybody: label, hint and error belong to the input they stand beside."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.template import Context, Template


class Questions(forms.Form):
    line = forms.CharField(help_text="A hint")
    sure = forms.BooleanField(help_text="Another hint")
    one = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, help_text="A third")
    several = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
    maybe = forms.CharField(required=False)
    secret = forms.CharField(widget=forms.HiddenInput, initial="kept")


def _page(form: forms.Form) -> str:
    return Template("{% load portal %}{% error_summary form %}{% fields form %}").render(
        Context({"form": form})
    )


@pytest.mark.parametrize("form", [Questions(), Questions({})], ids=["asked", "answered with nothing"])
def test_every_described_by_points_at_something(form: forms.Form) -> None:
    page = _page(form)
    pointed_at = {name for names in re.findall(r'aria-describedby="([^"]+)"', page) for name in names.split()}
    present = re.findall(r'\sid="([^"]+)"', page)

    assert {"id_line_helptext", "id_sure_helptext", "id_one_helptext"} <= pointed_at
    assert pointed_at <= set(present)
    assert len(present) == len(set(present)), "an id stands for one thing"


def test_every_link_of_the_summary_leads_to_a_field() -> None:
    page = _page(Questions({}))

    targets = re.findall(r'<a href="#([^"]+)">', page)
    assert targets == ["id_line", "id_sure", "id_one_0", "id_several_0"]
    assert all(f'id="{target}"' in page for target in targets)


def test_hint_then_error_then_input() -> None:
    page = _page(Questions({}))

    places = [page.index(mark) for mark in ('id="id_line_helptext"', 'id="id_line_error"', 'name="line"')]
    assert places == sorted(places)
    assert 'aria-describedby="id_line_helptext id_line_error"' in page


def test_what_may_be_left_out_says_so_and_what_is_asked_has_no_asterisk() -> None:
    page = _page(Questions())

    assert page.count("(optional)") == 1 and "*" not in page
    assert "errors-title" not in page


def test_hidden_values_travel_along() -> None:
    assert '<input type="hidden" name="secret" value="kept"' in _page(Questions())


def test_what_a_person_typed_is_shown_as_text() -> None:
    page = _page(Questions({"line": '"><script>alert(1)</script>'}))

    assert "<script>" not in page and "&lt;script&gt;" in page
