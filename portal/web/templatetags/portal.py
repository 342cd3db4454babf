"""What every template may use: `{% load portal %}`.

{% icon "check" %}                     a picture of portal/web/icons.py, hidden from assistive technology
{% pill request.status %}              the pill of a state
{% pill text=word tone="info" icon="info" %}  a pill for anything else
{% field form.email %}                 label, hint, error, input; `size="short"` narrows the input
{% fields form %}                      every visible field of a form, hidden ones first
{% error_summary form %}               the box of errors of one form or several; nothing without errors
{% paginate page %}                    "1 to 20 of 41" with links that keep the rest of the query string
{% empty title text url label %}       the empty state with its one button (url and label may be left out)
{% query page=2 %}                     the present query string with these values changed ("" removes one)
{{ names|listed }}                     "Mail, Hosting" in English, "邮箱、主机" in Chinese
{% lang_tag code %}                    zh-hans -> zh-Hans, as the lang attribute wants it
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, CheckboxInput, RadioSelect
from django.forms.widgets import CheckboxSelectMultiple, Select
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from portal.lists import listed
from portal.web.icons import ICONS
from portal.web.pills import Pill, pill_for

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    if name not in ICONS:
        raise template.TemplateSyntaxError(
            f"There is no icon {name!r}; portal/web/icons.py has {sorted(ICONS)}."
        )
    return format_html('<svg class="ic" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.simple_tag
def icon_sprite() -> SafeString:
    # The drawings are constants of ours, never input.
    symbols = format_html_join(
        "",
        '<symbol id="i-{}" viewBox="0 0 24 24">{}</symbol>',
        ((name, mark_safe(drawing)) for name, drawing in ICONS.items()),  # noqa: S308
    )
    return format_html('<svg class="sprite" width="0" height="0" aria-hidden="true">{}</svg>', symbols)


@register.inclusion_tag("portal/_pill.html")
def pill(state: str = "", *, text: str = "", tone: str = "", icon: str = "") -> dict[str, Pill]:
    return {"pill": Pill(tone, icon, text) if text else pill_for(state)}


def _widget_class(bound: BoundField, size: str) -> str:
    if isinstance(bound.field.widget, (CheckboxInput, RadioSelect, CheckboxSelectMultiple)):
        return ""
    return " ".join(filter(None, ["input", size, bound.field.widget.attrs.get("class", "")]))


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, (RadioSelect, CheckboxSelectMultiple)):
        return "choices"
    if isinstance(widget, CheckboxInput):
        return "check"
    return "line"


@register.inclusion_tag("portal/_field.html")
def field(bound: BoundField, *, size: str = "", label: str = "") -> dict[str, Any]:
    """`bound` is a field of a form. The placeholder is dropped: a placeholder is no label."""
    bound.field.widget.attrs.pop("placeholder", None)
    attrs: dict[str, str | bool] = {"class": name} if (name := _widget_class(bound, size)) else {}
    return {
        "field": bound,
        "kind": _kind(bound),
        "label": label or bound.label,
        "widget": bound.as_widget(attrs=attrs),
        "is_optional": not bound.field.required and _asks_for_text(bound),
        "legend_is_heading": False,
    }


def _asks_for_text(bound: BoundField) -> bool:
    return not isinstance(bound.field.widget, (CheckboxInput, RadioSelect, CheckboxSelectMultiple, Select))


@register.inclusion_tag("portal/_fields.html")
def fields(form: BaseForm) -> dict[str, BaseForm]:
    return {"form": form}


def _problems(forms: tuple[BaseForm, ...]) -> Iterator[dict[str, str]]:
    for form in forms:
        if not form or not form.is_bound:
            continue
        for sentence in form.non_field_errors():
            yield {"text": str(sentence), "target": ""}
        for bound in form:
            target = _focusable_id(bound)
            for sentence in bound.errors:
                yield {"text": str(sentence), "target": target}


def _focusable_id(bound: BoundField) -> str:
    if bound.is_hidden:
        return ""
    if _kind(bound) == "choices" and bound.subwidgets:
        return bound.subwidgets[0].id_for_label
    return bound.id_for_label


@register.inclusion_tag("portal/_errors.html")
def error_summary(*forms: BaseForm) -> dict[str, Any]:
    return {"problems": list(_problems(forms))}


@register.inclusion_tag("portal/_paginate.html", takes_context=True)
def paginate(context: Context, page: Page[Any], name: str = "page") -> dict[str, Any]:
    request = context["request"]

    def address(number: int) -> str:
        query = request.GET.copy()
        query[name] = str(number)
        return f"?{query.urlencode()}"

    return {
        "page": page,
        "previous_url": address(page.previous_page_number()) if page.has_previous() else "",
        "next_url": address(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("portal/_empty.html")
def empty(title: str, text: str = "", url: str = "", label: str = "") -> dict[str, str]:
    return {"title": title, "text": text, "url": url, "label": label}


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    values = context["request"].GET.copy()
    for name, value in changes.items():
        values.pop(name, None)
        if value not in ("", None):
            values[name] = str(value)
    return f"?{values.urlencode()}" if values else "?"


@register.filter
def lang_tag(code: str) -> str:
    return "zh-Hans" if code == "zh-hans" else code


register.filter("listed", listed)
