"""The pages about rules, open to everybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from icp.eligibility.fields import said
from icp.guides.rules.guides import GUIDES, Guide, Source


@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    listed = [
        {"slug": guide.slug, "title": said(guide.title), "lede": said(guide.lede), "as_of": guide.as_of}
        for guide in GUIDES.values()
    ]
    return render(request, "icp/guides.html", {"guides": listed})


@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    if slug not in GUIDES:
        raise Http404
    chosen = GUIDES[slug]
    others = [(other.slug, said(other.title)) for other in GUIDES.values() if other.slug != slug]
    return render(request, "icp/guide.html", {"guide": _shown(chosen), "others": others})


def _shown(chosen: Guide) -> dict[str, object]:
    return {
        "title": said(chosen.title),
        "lede": said(chosen.lede),
        "as_of": chosen.as_of,
        "sections": [
            (said(section.heading), [(said(each.text), each.sources) for each in section.says])
            for section in chosen.sections
        ],
        "sources": [_source(source) for source in chosen.sources],
    }


def _source(source: Source) -> dict[str, object]:
    return {
        "number": source.number,
        "name": said(source.name),
        "part": said(source.part),
        "dated": source.dated,
    }
