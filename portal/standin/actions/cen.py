"""CEN instances, the container everything else hangs in. Statuses Creating, Active, Deleting.

One mutating operation at a time: while anything of a CEN is settling, another one is answered
`Operation.Blocking` (the vendor serializes much of the work; the setting `blocking` switches this off).
"""

from __future__ import annotations

from typing import Any

from portal.standin import paging
from portal.standin.call import Answer, Call, created, plays, tag_list
from portal.standin.errors import CloudError
from portal.standin.geography import PACKAGE_AREAS, REGIONS, span_of
from portal.standin.store import Resource


@plays("cbn", "CreateCen")
def create_cen(call: Call) -> Answer:
    body = {
        "Name": call.get("Name", ""),
        "Description": call.get("Description", ""),
        "ProtectionLevel": call.get("ProtectionLevel", "REDUCED"),
    }
    cen_id = call.store.new_id("cen-")
    call.create(
        "cen", cen_id, region="", body={**body, "CenId": cen_id}, moving_from="Creating", status="Active"
    )
    return {"CenId": cen_id}


@plays("cbn", "DescribeCens")
def describe_cens(call: Call) -> Answer:
    found = [each for each in call.listed("cen") if fits(call, each)]
    page, fields = paging.by_number(call, found)
    return {"Cens": {"Cen": [rendered(call, each) for each in page]}, **fields}


@plays("cbn", "DeleteCen")
def delete_cen(call: Call) -> Answer:
    cen = own_cen(call, call["CenId"])
    call.resource_id = cen.id
    ensure_free(call, cen.id)
    if call.own("transit_router", CenId=cen.id) or call.own("bandwidth_package", CenId=cen.id):
        raise CloudError(
            "InvalidOperation.CenInstanceStatus", "The CEN instance still has transit routers or packages."
        )
    call.start(cen, "cen.delete", to=None, status="Deleting")
    return {}


@plays("cbn", "DescribeCenGeographicSpans")
def describe_cen_geographic_spans(call: Call) -> Answer:
    spans = [
        {"GeographicSpanId": span_of(a, b), "LocalGeoRegionId": a, "OppositeGeoRegionId": b}
        for index, a in enumerate(PACKAGE_AREAS)
        for b in PACKAGE_AREAS[index:]
        if call.get("GeographicSpanId") in (None, span_of(a, b))
    ]
    page, fields = paging.by_number(call, spans)
    return {"GeographicSpanModels": {"GeographicSpanModel": page}, **fields}


@plays("cbn", "DescribeGeographicRegionMembership")
def describe_geographic_region_membership(call: Call) -> Answer:
    wanted = call["GeographicRegionId"].lower()
    members = [{"RegionId": region} for region, (area, _) in REGIONS.items() if area == wanted]
    page, fields = paging.by_number(call, members)
    return {"RegionIds": {"RegionId": page}, **fields}


def own_cen(call: Call, cen_id: str) -> Resource:
    cen = call.find("cen", cen_id)
    if cen is None:
        raise CloudError("ParameterCenInstanceId", f"The CEN instance {cen_id} does not exist.")
    return cen


def ensure_free(call: Call, cen_id: str) -> None:
    """Raise Operation.Blocking while another operation of this CEN is in progress."""
    if not call.settings.blocking:
        return
    for key in call.store.moving:
        other = call.store.resources[key]
        if other.body.get("CenId") == cen_id:
            raise CloudError(
                "Operation.Blocking",
                f"The operation is blocked: {other.kind} {other.id} of this CEN is {other.status}.",
            )


def fits(call: Call, resource: Resource) -> bool:
    """Whether the Filter parameter of a Describe call lets the resource through."""
    return all(
        filtered_value(resource, one.get("Key", "")) in one.get("Value", ()) for one in call.get("Filter", ())
    )


def filtered_value(resource: Resource, key: str) -> Any:
    """The resource's own id, its status, or a field of it."""
    own_id = {"CenId": "cen", "CenBandwidthPackageId": "bandwidth_package"}
    if own_id.get(key) == resource.kind:
        return resource.id
    return resource.status if key == "Status" else resource.body.get(key)


def rendered(call: Call, cen: Resource) -> dict[str, Any]:
    packages = [each.id for each in call.own("bandwidth_package", CenId=cen.id)]
    return {
        "CenId": cen.id,
        "Status": cen.status,
        "CreationTime": created(cen),
        "Tags": {"Tag": tag_list(cen)},
        "CenBandwidthPackageIds": {"CenBandwidthPackageId": packages},
        **{name: cen.body[name] for name in ("Name", "Description", "ProtectionLevel")},
    }
