"""The programs' door to eligibility: the same workflow function, the same refusals, the answer as data."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from icp.eligibility import policies
from icp.eligibility.models import EligibilityCheck, RulePolicy
from icp.eligibility.serializers import CheckRequest, CheckShape, CheckSummaryShape, PolicyShape
from icp.eligibility.visitors import today_in_china
from icp.eligibility.workflow import check_eligibility
from portal.api.caller import key_of, person_of
from portal.api.endpoints import Endpoint, scoped
from portal.api.fields import instant, json_response
from portal.api.listing import listed
from portal.api.paging import PAGING, page_of

TAGS = ["Eligibility"]


class Checks(Endpoint):
    scopes = {"GET": "eligibility:read", "POST": "eligibility:write"}

    def known_parameters(self) -> frozenset[str]:
        return PAGING if self.request.method != "POST" else frozenset()

    @extend_schema(
        operation_id="eligibility_checks_list",
        tags=TAGS,
        summary=_("List eligibility checks"),
        responses=listed(CheckSummaryShape),
    )
    def get(self, request: Request) -> HttpResponse:
        checks = scoped(EligibilityCheck.objects.with_policy(), request).defer(
            "answers", "verdict", "timeline", "comparison", "rule_policy__document"
        )
        page = page_of(checks, request, ("-created_at", "-id"))
        return json_response(page.document(summary(check) for check in page.rows))

    @extend_schema(
        operation_id="eligibility_checks_create",
        tags=TAGS,
        summary=_("Check eligibility"),
        description=_(
            "Gives the facts of a site and its applicant to the rules and keeps what they answer. A site "
            "that may not be filed is an answer, not an error."
        ),
        request=CheckRequest,
        responses={201: CheckShape},
    )
    def post(self, request: Request) -> HttpResponse:
        wanted = CheckRequest(data=request.data)
        wanted.is_valid(raise_exception=True)
        organization = key_of(request).organization
        check = check_eligibility(
            answers=wanted.validated_data["facts"],
            policy_key=wanted.validated_data.get("policy"),
            organization=None if organization.is_operator else organization,
            by=person_of(request),
            on=today_in_china(organization),
        )
        response = json_response(represent(check), Location=reverse("api-eligibility-check", args=[check.pk]))
        response.status_code = 201
        return response


class CheckDetail(Endpoint):
    scopes = {"GET": "eligibility:read"}

    @extend_schema(
        operation_id="eligibility_checks_read",
        tags=TAGS,
        summary=_("Read an eligibility check"),
        responses=CheckShape,
    )
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        check = scoped(EligibilityCheck.objects.with_policy(), request).filter(pk=pk).first()
        if check is None:
            raise Http404
        return json_response(represent(check))


class Policies(Endpoint):
    scopes = {"GET": "eligibility:read"}

    @extend_schema(
        operation_id="eligibility_policies_list",
        tags=TAGS,
        summary=_("List the rules one can ask"),
        description=_("The newest edition of each. Earlier ones stay with the results given under them."),
        responses=PolicyShape(many=True),
    )
    def get(self, request: Request) -> HttpResponse:
        default = policies.default_key()
        return json_response([_policy(row, default) for row in policies.current_policies()])


def summary(check: EligibilityCheck) -> dict[str, Any]:
    return {
        "id": str(check.pk),
        "reference": check.reference,
        "url": reverse("icp:check-result", args=[check.token]),
        "policy": _edition(check.rule_policy),
        "need": check.need,
        "outcome": check.outcome,
        "asked_on": check.asked_on.isoformat(),
        "created_at": instant(check.created_at),
    }


VERDICT_PARTS = (
    *("kind", "filing_type", "decisive_rule", "findings", "passed", "grounds", "conditional"),
    *("advice", "blacklist_warning", "unanswered"),
)


def represent(check: EligibilityCheck) -> dict[str, Any]:
    verdict = {part: check.verdict[part] for part in VERDICT_PARTS}
    return {
        **summary(check),
        "facts": check.answers,
        **verdict,
        "timeline": check.timeline,
        "newer_rules": check.comparison,
    }


def _edition(row: RulePolicy) -> dict[str, Any]:
    return {"key": row.key, "edition": row.edition, "digest": row.digest}


def _policy(row: RulePolicy, default: str) -> dict[str, Any]:
    return {
        **_edition(row),
        "title": row.document["title"],
        "as_of": row.document["as_of"],
        "is_default": row.key == default,
        "published_at": instant(row.published_at),
    }
