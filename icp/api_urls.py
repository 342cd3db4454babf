from __future__ import annotations

from django.urls import path

from icp.documents.api import FilingDocument, FilingDocuments, LicenseDocument, LicenseDocuments
from icp.domains.api import LookupDetail, Lookups
from icp.eligibility.api import CheckDetail, Checks, Policies
from icp.filings.api.course import FilingRounds, FilingTimeline
from icp.filings.api.desk import ClaimFiling, DeskFilings, DeskProvinces, HandBackFiling, StatusList
from icp.filings.api.filings import ENDPOINTS, FilingDetail, FilingFields, Filings
from icp.licenses.api import ENDPOINTS as LICENSE_VERBS
from icp.licenses.api import ClaimLicense, DeskLicenses, HandBackLicense, LicenseDetail, Licenses
from icp.packs.api import FilingPack
from icp.publication.api import PSB_VERBS, FooterChecks, Psb, PublicationDetail, Review

urlpatterns = [
    path("filings/<uuid:pk>/publication/", PublicationDetail.as_view(), name="api-filing-publication"),
    path("filings/<uuid:pk>/footer-checks/", FooterChecks.as_view(), name="api-filing-footer-checks"),
    path("filings/<uuid:pk>/psb/", Psb.as_view(), name="api-filing-psb"),
    *(
        path(f"filings/<uuid:pk>/psb/{name}/", endpoint.as_view(), name=f"api-filing-psb-{name}")
        for name, endpoint in PSB_VERBS.items()
    ),
    path("filings/<uuid:pk>/review/", Review.as_view(), name="api-filing-review"),
    path("filings/", Filings.as_view(), name="api-filings"),
    path("filings/<uuid:pk>/", FilingDetail.as_view(), name="api-filing"),
    path("filings/<uuid:pk>/pack/", FilingPack.as_view(), name="api-filing-pack"),
    path("filings/<uuid:pk>/timeline/", FilingTimeline.as_view(), name="api-filing-timeline"),
    path("filings/<uuid:pk>/rounds/", FilingRounds.as_view(), name="api-filing-rounds"),
    path("filings/<uuid:pk>/claim/", ClaimFiling.as_view(), name="api-filing-claim"),
    path("filings/<uuid:pk>/hand-back/", HandBackFiling.as_view(), name="api-filing-hand-back"),
    path("desk/filings/", DeskFilings.as_view(), name="api-desk-filings"),
    path("desk/licenses/", DeskLicenses.as_view(), name="api-desk-licenses"),
    path("desk/provinces/", DeskProvinces.as_view(), name="api-desk-provinces"),
    path("desk/status-list/", StatusList.as_view(), name="api-desk-status-list"),
    path("filing-fields/", FilingFields.as_view(), name="api-filing-fields"),
    path("filings/<uuid:pk>/documents/", FilingDocuments.as_view(), name="api-filing-documents"),
    path("filings/<uuid:pk>/documents/<uuid:paper>/", FilingDocument.as_view(), name="api-filing-document"),
    *(
        path(f"filings/<uuid:pk>/{name}/", endpoint.as_view(), name=f"api-filing-{name}")
        for name, endpoint in ENDPOINTS.items()
    ),
    path("licenses/", Licenses.as_view(), name="api-licenses"),
    path("licenses/<uuid:pk>/", LicenseDetail.as_view(), name="api-license"),
    path("licenses/<uuid:pk>/claim/", ClaimLicense.as_view(), name="api-license-claim"),
    path("licenses/<uuid:pk>/hand-back/", HandBackLicense.as_view(), name="api-license-hand-back"),
    path("licenses/<uuid:pk>/documents/", LicenseDocuments.as_view(), name="api-license-documents"),
    path(
        "licenses/<uuid:pk>/documents/<uuid:paper>/", LicenseDocument.as_view(), name="api-license-document"
    ),
    *(
        path(f"licenses/<uuid:pk>/{name}/", endpoint.as_view(), name=f"api-license-{name}")
        for name, endpoint in LICENSE_VERBS.items()
    ),
    path("domain-lookups/", Lookups.as_view(), name="api-domain-lookups"),
    path("domain-lookups/<uuid:pk>/", LookupDetail.as_view(), name="api-domain-lookup"),
    path("eligibility-checks/", Checks.as_view(), name="api-eligibility-checks"),
    path("eligibility-checks/<uuid:pk>/", CheckDetail.as_view(), name="api-eligibility-check"),
    path("eligibility-policies/", Policies.as_view(), name="api-eligibility-policies"),
]
