"""Look-ups for programs: the same verb, the same facts, with what they mean and in both languages."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from icp.domains.counting import count_one_lookup
from icp.domains.models import DomainLookup
from icp.domains.reading import Facts, facts_of
from icp.domains.rules.facts import Fact
from icp.domains.rules.meaning import Meaning
from icp.domains.serializers import LookUpRequest, LookupShape, LookupSummaryShape
from icp.domains.workflow import look_up
from icp.eligibility.rules.bilingual import Words
from portal.api.caller import key_of, person_of
from portal.api.endpoints import Endpoint, scoped
from portal.api.fields import instant, json_response
from portal.api.listing import listed
from portal.api.paging import PAGING, page_of
from portal.api.waiting import PREFER_PARAMETER, seconds_asked, until

TAGS = ["Domain look-ups"]
SECONDS_UNTIL_NEXT_LOOK = 1


class Lookups(Endpoint):
    scopes = {"GET": "eligibility:read", "POST": "eligibility:write"}

    def known_parameters(self) -> frozenset[str]:
        return PAGING if self.request.method != "POST" else frozenset()

    @extend_schema(
        operation_id="domain_lookups_list",
        tags=TAGS,
        summary=_("List domain look-ups"),
        responses=listed(LookupSummaryShape),
    )
    def get(self, request: Request) -> HttpResponse:
        page = page_of(scoped(DomainLookup.objects.all(), request), request, ("-created_at", "-id"))
        return json_response(page.document(map(summary, page.rows)))

    @extend_schema(
        operation_id="domain_lookups_create",
        tags=TAGS,
        summary=_("Look up a domain"),
        description=_(
            "Asks the registry, DNS and the cloud account. The answer comes at once and is still looking; "
            "read it with `Prefer: wait=5`. A look-up of the last day that left nothing unknown is given "
            "again."
        ),
        request=LookUpRequest,
        responses={201: LookupShape},
    )
    def post(self, request: Request) -> HttpResponse:
        wanted = LookUpRequest(data=request.data)
        wanted.is_valid(raise_exception=True)
        organization = key_of(request).organization
        count_one_lookup(organization)
        lookup = look_up(
            organization,
            wanted.validated_data["domain"],
            person_of(request),
            again=wanted.validated_data["again"],
        )
        response = json_response(represent(lookup), Location=reverse("api-domain-lookup", args=[lookup.pk]))
        response.status_code = 201
        return response


class LookupDetail(Endpoint):
    scopes = {"GET": "eligibility:read"}

    @extend_schema(
        operation_id="domain_lookups_read",
        tags=TAGS,
        summary=_("Read a domain look-up"),
        description=_("With `Prefer: wait=5` the answer waits until all sources have answered."),
        parameters=[PREFER_PARAMETER],
        responses=LookupShape,
    )
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        found = scoped(DomainLookup.objects.select_related("organization"), request).filter(pk=pk)
        lookup = found.first()
        if lookup is None:
            raise Http404
        asked = seconds_asked(request)
        finished, waited = until(lambda: list(found.filter(state=DomainLookup.State.DONE)), asked)
        response = json_response(represent(finished[0] if finished else lookup))
        if waited:
            response["Preference-Applied"] = f"wait={asked}"
        if not finished:
            response["Retry-After"] = str(SECONDS_UNTIL_NEXT_LOOK)
        return response


def summary(lookup: DomainLookup) -> dict[str, Any]:
    return {
        "id": str(lookup.pk),
        "url": reverse("icp:lookup-detail", args=[lookup.pk]),
        "domain": lookup.host,
        "name": {"ascii": lookup.name, "unicode": lookup.name_unicode},
        "state": lookup.state,
        "created_at": instant(lookup.created_at),
        "finished_at": instant(lookup.finished_at) if lookup.finished_at else None,
    }


def represent(lookup: DomainLookup) -> dict[str, Any]:
    facts = facts_of(lookup)
    meanings = facts.meanings()
    return {
        **summary(lookup),
        "facts": [_fact(fact, meanings.get(fact.name, [])) for fact in facts.facts.values()],
        "ending": [_meaning(meaning) for meaning in meanings["ending"]],
        "proposal": _proposal(facts),
        "eligibility_facts": facts.for_eligibility(),
    }


def _fact(fact: Fact, meanings: list[Meaning]) -> dict[str, Any]:
    return {
        "name": fact.name,
        "is_known": fact.is_known,
        "value": fact.value if fact.is_known else None,
        "why": fact.why or None,
        "reason": _words(fact.reason) if fact.why else None,
        "source": fact.source,
        "seen_at": instant(fact.seen_at) if fact.seen_at else None,
        "meanings": [] if fact.why == "looking" else [_meaning(meaning) for meaning in meanings],
    }


def _meaning(meaning: Meaning) -> dict[str, Any]:
    return {
        "outcome": meaning.outcome,
        "reason": _words(meaning.reason),
        "remedy": _words(meaning.remedy),
        "rule_id": meaning.rule_id,
        "policy": meaning.policy_id,
        "source": meaning.source,
    }


def _proposal(facts: Facts) -> dict[str, Any]:
    proposal = facts.proposal
    return {
        "filing_type": proposal.filing_type or None,
        "candidates": list(proposal.candidates),
        "asks": list(proposal.asks),
        "rule_id": proposal.rule_id,
        "reason": _words(proposal.reason),
        "remedy": _words(proposal.remedy),
        "source": proposal.source,
    }


def _words(words: Words) -> dict[str, str]:
    return {"en": words.en, "zh": words.zh}
