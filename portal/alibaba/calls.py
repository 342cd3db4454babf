"""Which SDK method and request model serve an action: only the actions the portal performs.

The vendor's names cannot be computed from the action (`create_vswitch`), so they are listed. Read from the
installed packages on 2026-11-23; a test compares every row with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Call:
    """`irregular` is the method that takes options, where the SDK spells it without the underscore."""

    method: str
    model: str | None
    takes_token: bool = False
    irregular: str = ""

    @property
    def with_options(self) -> str:
        return self.irregular or f"{self.method}_with_options"


@dataclass(frozen=True, slots=True)
class Product:
    """`package` is the SDK's; `central` products have one endpoint, the others one per region."""

    package: str
    central: bool
    calls: Mapping[str, Call]


PRODUCTS: Final[Mapping[str, Product]] = {
    "cbn": Product(
        package="alibabacloud_cbn20170912",
        central=True,
        calls={
            "CheckTransitRouterService": Call(
                "check_transit_router_service", "CheckTransitRouterServiceRequest", takes_token=True
            ),
            "OpenTransitRouterService": Call(
                "open_transit_router_service", "OpenTransitRouterServiceRequest", takes_token=True
            ),
            "CreateCen": Call("create_cen", "CreateCenRequest", takes_token=True),
            "DescribeCens": Call("describe_cens", "DescribeCensRequest"),
            "DeleteCen": Call("delete_cen", "DeleteCenRequest"),
            "CreateTransitRouter": Call(
                "create_transit_router", "CreateTransitRouterRequest", takes_token=True
            ),
            "ListTransitRouters": Call("list_transit_routers", "ListTransitRoutersRequest"),
            "DeleteTransitRouter": Call(
                "delete_transit_router", "DeleteTransitRouterRequest", takes_token=True
            ),
            "ListTransitRouterAvailableResource": Call(
                "list_transit_router_available_resource", "ListTransitRouterAvailableResourceRequest"
            ),
            "ListTransitRouterRouteTables": Call(
                "list_transit_router_route_tables", "ListTransitRouterRouteTablesRequest"
            ),
            "CreateTransitRouterVpcAttachment": Call(
                "create_transit_router_vpc_attachment",
                "CreateTransitRouterVpcAttachmentRequest",
                takes_token=True,
            ),
            "ListTransitRouterVpcAttachments": Call(
                "list_transit_router_vpc_attachments", "ListTransitRouterVpcAttachmentsRequest"
            ),
            "DeleteTransitRouterVpcAttachment": Call(
                "delete_transit_router_vpc_attachment",
                "DeleteTransitRouterVpcAttachmentRequest",
                takes_token=True,
            ),
            "CreateCenBandwidthPackage": Call(
                "create_cen_bandwidth_package", "CreateCenBandwidthPackageRequest", takes_token=True
            ),
            "DescribeCenBandwidthPackages": Call(
                "describe_cen_bandwidth_packages", "DescribeCenBandwidthPackagesRequest"
            ),
            "AssociateCenBandwidthPackage": Call(
                "associate_cen_bandwidth_package", "AssociateCenBandwidthPackageRequest"
            ),
            "UnassociateCenBandwidthPackage": Call(
                "unassociate_cen_bandwidth_package", "UnassociateCenBandwidthPackageRequest"
            ),
            "CreateTransitRouterPeerAttachment": Call(
                "create_transit_router_peer_attachment",
                "CreateTransitRouterPeerAttachmentRequest",
                takes_token=True,
            ),
            "ListTransitRouterPeerAttachments": Call(
                "list_transit_router_peer_attachments", "ListTransitRouterPeerAttachmentsRequest"
            ),
            "DeleteTransitRouterPeerAttachment": Call(
                "delete_transit_router_peer_attachment",
                "DeleteTransitRouterPeerAttachmentRequest",
                takes_token=True,
            ),
            "AssociateTransitRouterAttachmentWithRouteTable": Call(
                "associate_transit_router_attachment_with_route_table",
                "AssociateTransitRouterAttachmentWithRouteTableRequest",
                takes_token=True,
            ),
            "ListTransitRouterRouteTableAssociations": Call(
                "list_transit_router_route_table_associations",
                "ListTransitRouterRouteTableAssociationsRequest",
            ),
            "DissociateTransitRouterAttachmentFromRouteTable": Call(
                "dissociate_transit_router_attachment_from_route_table",
                "DissociateTransitRouterAttachmentFromRouteTableRequest",
                takes_token=True,
            ),
            "EnableTransitRouterRouteTablePropagation": Call(
                "enable_transit_router_route_table_propagation",
                "EnableTransitRouterRouteTablePropagationRequest",
                takes_token=True,
            ),
            "ListTransitRouterRouteTablePropagations": Call(
                "list_transit_router_route_table_propagations",
                "ListTransitRouterRouteTablePropagationsRequest",
            ),
            "DisableTransitRouterRouteTablePropagation": Call(
                "disable_transit_router_route_table_propagation",
                "DisableTransitRouterRouteTablePropagationRequest",
                takes_token=True,
            ),
        },
    ),
    "vpc": Product(
        package="alibabacloud_vpc20160428",
        central=False,
        calls={
            "CreateVpc": Call("create_vpc", "CreateVpcRequest", takes_token=True),
            "DescribeVpcs": Call("describe_vpcs", "DescribeVpcsRequest"),
            "DeleteVpc": Call("delete_vpc", "DeleteVpcRequest", takes_token=True),
            "CreateVSwitch": Call("create_vswitch", "CreateVSwitchRequest", takes_token=True),
            "DescribeVSwitches": Call("describe_vswitches", "DescribeVSwitchesRequest"),
            "DeleteVSwitch": Call("delete_vswitch", "DeleteVSwitchRequest"),
        },
    ),
    "bssopenapi": Product(
        package="alibabacloud_bssopenapi20171214",
        central=False,
        calls={
            "GetSubscriptionPrice": Call("get_subscription_price", "GetSubscriptionPriceRequest"),
            "RefundInstance": Call("refund_instance", "RefundInstanceRequest", takes_token=True),
            "InquiryPriceRefundInstance": Call(
                "inquiry_price_refund_instance", "InquiryPriceRefundInstanceRequest", takes_token=True
            ),
        },
    ),
    "quotas": Product(
        package="alibabacloud_quotas20200510",
        central=True,
        calls={
            "ListProductQuotas": Call("list_product_quotas", "ListProductQuotasRequest"),
        },
    ),
    "cdn": Product(
        package="alibabacloud_cdn20180510",
        central=True,
        calls={
            "CheckCdnDomainICP": Call(
                "check_cdn_domain_icp",
                "CheckCdnDomainICPRequest",
                irregular="check_cdn_domain_icpwith_options",
            ),
        },
    ),
    "companyreg": Product(
        package="alibabacloud_companyreg20260423",
        central=False,
        calls={
            "QuerySuccessIcpData": Call("query_success_icp_data", "QuerySuccessIcpDataRequest"),
        },
    ),
    "sts": Product(
        package="alibabacloud_sts20150401",
        central=False,
        calls={
            "AssumeRole": Call("assume_role", "AssumeRoleRequest"),
            "GetCallerIdentity": Call("get_caller_identity", None),
        },
    ),
}
