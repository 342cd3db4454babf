"""For operators, after an installation or an upgrade: build the smallest network, and take it away again.

Nothing is special about it: the same workflow functions, the running workers, the configured cloud. Each step
and each call is printed; anything that is not as it should be ends the command with exit code 1.
"""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from networks.fulfilment.models import CallLog, CloudResource, Run
from networks.requests import workflow
from networks.requests.models import NetworkRequest
from portal.accounts.models import Membership, Organization, User
from portal.alibaba.configured import cloud_from_settings
from portal.alibaba.errors import AlibabaError

# Two new VPCs of one region need no bandwidth package. The vendor bills their connections by the hour.
SMALLEST: Mapping[str, Mapping[str, Any]] = {
    "cen": {
        "version": 1,
        "kind": "cen",
        "name": "Smoke test",
        "vpcs": [
            {"key": "one", "region": "eu-central-1", "mode": "new", "cidr": "10.250.0.0/24", "vpc_id": None},
            {"key": "two", "region": "eu-central-1", "mode": "new", "cidr": "10.250.1.0/24", "vpc_id": None},
        ],
        "links": [],
        "statement": None,
    }
}
ENDS = ("succeeded", "held", "stopped", "unwound", "unwound_with_residue")


class Command(BaseCommand):
    help = "Build and remove the smallest network of a kind through the running workers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kind", choices=sorted(SMALLEST), default="cen")
        parser.add_argument("--minutes", type=float, default=60, help="longest time for each half")
        parser.add_argument(
            "--accept-cost",
            type=Decimal,
            default=None,
            metavar="AMOUNT",
            help="needed when the plan has billed steps and the cloud is not on this machine",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.seconds = options["minutes"] * 60
        self.accepted: Decimal | None = options["accept_cost"]
        self.require_allowed_account()
        organization, requester, architect = self.people()
        cloud = settings.ALIBABA_CLOUD_ENDPOINT or "the vendor's cloud"
        self.stdout.write(f"Smoke test of kind {options['kind']} against {cloud}")

        opened = workflow.open_request(
            organization=organization,
            kind=options["kind"],
            document=SMALLEST[options["kind"]],
            by=requester,
        )
        workflow.submit_request(opened, by=requester)
        self.build(opened, architect)
        opened.connection.refresh_from_db()

        removal = workflow.request_removal(opened.connection, by=requester)
        self.build(removal, architect)
        left = CloudResource.objects.filter(connection=opened.connection, created_by_us=True).present()
        if left.exists():
            raise CommandError("Left behind: " + ", ".join(f"{row.kind} {row.cloud_id}" for row in left))
        self.stdout.write(self.style.SUCCESS("As it should be: built, removed, nothing left."))

    def require_allowed_account(self) -> None:
        try:
            cloud_from_settings().account.require()
        except AlibabaError as error:
            raise CommandError(error.message) from error

    def people(self) -> tuple[Organization, User, User]:
        """A test organization of its own; its requester and its architect have no password."""
        operator, _made = Organization.objects.get_or_create(is_operator=True, defaults={"name": "Operator"})
        organization, _made = Organization.objects.get_or_create(name="Smoke test", is_test=True)
        people = []
        for name, home, role in (
            ("smoke-requester", organization, "requester"),
            ("smoke-architect", operator, "architect"),
        ):
            person = User.objects.filter(email=f"{name}@portal.invalid").first()
            person = person or User.objects.create_user(f"{name}@portal.invalid", None, name=name)
            Membership.objects.get_or_create(user=person, organization=home, role=role)
            people.append(person)
        return organization, people[0], people[1]

    def build(self, network_request: NetworkRequest, architect: User) -> None:
        self.stdout.write(f"\n{network_request.reference} {network_request.get_action_display()}")
        self.wait(lambda: self.is_surveyed(network_request), "a worker to survey and plan")
        plan = network_request.plan
        if plan is None or network_request.status != "in_review":
            raise CommandError(f"Returned instead of planned: {json.dumps(network_request.remarks)}")
        self.price(json.loads(plan.document))
        workflow.approve_request(network_request, plan_hash=plan.plan_hash, by=architect)
        run = Run.objects.get(network_request=network_request)
        printed: set[Any] = set()
        self.wait(lambda: self.has_ended(run, printed), "the workers to finish")
        if run.status != "succeeded":
            stopped = run.steps.filter(state__in=["refused", "needs_human"]).first()
            why = f"{stopped.address}: {stopped.error_code} {stopped.error_message}" if stopped else ""
            raise CommandError(f"{network_request.reference} ended {run.status}. {why}")

    def price(self, document: Mapping[str, Any]) -> None:
        lines = document["price_lines"]
        for line in lines:
            amount = f"{line['currency']} {line['amount']}" if line["amount"] else "billed by use"
            self.stdout.write(f"  costs   {line['address']}: {amount}")
        if not lines or settings.CLOUD_IS_SIMULATED:
            return
        total = Decimal(document["ceiling"] or 0)
        if self.accepted is None or total > self.accepted:
            raise CommandError(
                f"This plan has billed steps (USD {total} in advance, the rest by use). "
                f"Run it again with --accept-cost {total or 1} if that is meant."
            )

    def is_surveyed(self, network_request: NetworkRequest) -> bool:
        network_request.refresh_from_db()
        return network_request.survey_due is None and network_request.status != "submitted"

    def has_ended(self, run: Run, printed: set[Any]) -> bool:
        run.refresh_from_db()
        for call in CallLog.objects.filter(step__run=run, ended_at__isnull=False).select_related("step"):
            if call.pk not in printed:
                printed.add(call.pk)
                self.stdout.write(
                    f"  {call.outcome:<7} {call.step.address:<28} {call.action} "
                    f"{call.step.resource_id} {call.request_id} {call.code}".rstrip()
                )
        return run.status in ENDS

    def wait(self, condition: Callable[[], bool], hoped_for: str) -> None:
        end = time.monotonic() + self.seconds
        while not condition():
            if time.monotonic() > end:
                raise CommandError(
                    f"Waited {self.seconds / 60:g} minutes for {hoped_for}. Are a worker and beat running?"
                )
            time.sleep(0.5)
