"""The public check: one question a page, then a result that can be shared, saved, asked again and printed.

Nobody needs an account. Whoever holds the address of a result may read it; its pages keep it out of search
engines and out of the Referer that other sites see.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from icp.eligibility import policies
from icp.eligibility.changes import changes_since
from icp.eligibility.fields import said, told
from icp.eligibility.forms import QuestionForm
from icp.eligibility.models import EligibilityCheck
from icp.eligibility.pages import Way, resumed
from icp.eligibility.result import Result
from icp.eligibility.rules.questions import PAGES, Page, facts_from
from icp.eligibility.rules.questions import Field as Question
from icp.eligibility.visitors import count_one_check, organization_of, today_in_china
from icp.eligibility.workflow import check_eligibility

FIRST = PAGES[0].key
BY_KEY = {page.key: page for page in PAGES}


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The way in; `?domain=` from the front page is kept for its question."""
    if domain := request.GET.get("domain", "").strip():
        prefilled = Way.fresh(typed={"domain": domain})
        prefilled.keep(request.session)
        return redirect(_address(FIRST, prefilled))
    way = resumed(request.session, request.GET.get("a", ""))
    going_on = way.next_page if way and way.answers else None
    context = {
        "begin_url": _address(FIRST, Way.fresh()),
        "go_on_url": _address(going_on.key, way) if way and going_on else "",
    }
    return render(request, "icp/check_start.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, page: str) -> HttpResponse:
    if page not in BY_KEY:
        raise Http404
    way = resumed(request.session, request.GET.get("a", "")) or Way.fresh()
    asked = BY_KEY[page]
    if asked not in way.pages:
        # An answer given meanwhile made this page unnecessary.
        return redirect(_address((way.next_page or way.pages[-1]).key, way))
    if request.method != "POST":
        form = QuestionForm(asked, known={**way.answers, **way.typed})
        return _question_page(request, asked, way, form)
    form = QuestionForm(asked, request.POST, known=way.answers)
    if not form.is_valid():
        return _question_page(request, asked, way, form)
    way = way.answered(form.answers)
    way.keep(request.session)
    following = way.next_page
    if following is not None:
        return redirect(_address(following.key, way))
    return redirect("icp:check-result", token=_ask(request, way).token)


def _question_page(request: HttpRequest, asked: Page, way: Way, form: QuestionForm) -> HttpResponse:
    position = way.pages.index(asked)
    before = way.pages[position - 1] if position else None
    context = {
        "form": form,
        "heading": said(asked.title),
        "hint": said(asked.hint),
        "why": said(asked.fields[0].why_we_ask),
        "rows": [_row(form, field) for field in asked.fields],
        "number": position + 1,
        "total": len(way.pages),
        "is_certain": way.next_page is None or asked == way.pages[-1],
        "back_url": _address(before.key, way) if before else reverse("icp:check-start"),
        "resume_url": request.build_absolute_uri(_address(asked.key, way)),
    }
    return render(request, "icp/check_question.html", context, status=422 if form.errors else 200)


def _row(form: QuestionForm, field: Question) -> dict[str, Any]:
    bound = form[field.fact]
    pairs = zip(bound.subwidgets, field.choices, strict=True) if field.kind == "radio" else ()
    return {
        "bound": bound,
        "widget": bound.as_widget(attrs={"class": "input mono"}) if field.kind == "text" else "",
        "kind": field.kind,
        "label": said(field.label),
        "hint": said(field.hint),
        "choices": [
            {"widget": widget, "label": said(choice.label), "hint": said(choice.hint)}
            for widget, choice in pairs
        ],
    }


def _ask(request: HttpRequest, way: Way) -> EligibilityCheck:
    count_one_check(request)
    organization = organization_of(request.user)
    return check_eligibility(
        answers=told(facts_from(way.answers)),
        organization=organization,
        by=request.user if request.user.is_authenticated else None,
        on=today_in_china(organization),
        submission=way.run,
    )


@require_safe
def result(request: HttpRequest, token: str) -> HttpResponse:
    check = find(token)
    current = policies.current_edition(check.rule_policy.key)
    context = {
        "check": check,
        "result": Result(check),
        "print": "print" in request.GET,
        "newer_edition": current if current.edition > check.rule_policy.edition else None,
        "is_ours": request.user.is_authenticated and check.organization_id in request.user.organization_ids(),
        "address": request.build_absolute_uri(reverse("icp:check-result", args=[token])),
    }
    if not request.user.is_authenticated:
        # Under "no-referrer" no form works (see `shared`), so this page has none.
        context["csrf_token"] = ""
    return shared(request, render(request, "icp/check_result.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, token: str) -> HttpResponse:
    """The same answers under the rules of today: what changed, and a button to ask again."""
    check = find(token)
    if request.method == "POST":
        count_one_check(request)
        organization = organization_of(request.user)
        renewed = check_eligibility(
            answers=check.answers,
            policy_key=check.rule_policy.key,
            organization=organization,
            by=request.user if request.user.is_authenticated else None,
            on=today_in_china(organization),
            submission=f"again:{check.token}",
        )
        return redirect("icp:check-result", token=renewed.token)
    context = {"check": check, "changes": changes_since(check, today_in_china())}
    return shared(request, render(request, "icp/check_again.html", context), has_form=True)


def find(token: str) -> EligibilityCheck:
    """The result at this address. An address nobody was given answers like one that never was."""
    check = EligibilityCheck.objects.with_policy().filter(token=token).first()
    if check is None:
        raise Http404
    return check


def shared(request: HttpRequest, response: HttpResponse, *, has_form: bool = False) -> HttpResponse:
    """Keep the address of a result to those who hold it."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    # Under the strictest policy browsers send "Origin: null" with a form, which the check against forged
    # forms refuses. Pages with forms ("Sign out" is one) keep the site's "same-origin": others learn nothing.
    if not has_form and not request.user.is_authenticated:
        response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _address(page: str, way: Way) -> str:
    return f"{reverse('icp:check-question', args=[page])}?a={way.link()}"
