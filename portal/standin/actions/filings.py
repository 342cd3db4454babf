"""Filings: is a domain filed, and what was granted to the account. Scripted through `/_standin/filings`.

A domain the account was not given answers -124, as at the vendor (page of 2025-12). The look-up of granted
filings refuses with HTTP 200 and `Success: false`.
"""

from __future__ import annotations

from portal.standin.call import Answer, Call, plays
from portal.standin.errors import CloudError
from portal.standin.filings import DOMAIN, FAILURE, SUBJECT


@plays("cdn", "CheckCdnDomainICP")
def check_cdn_domain_icp(call: Call) -> Answer:
    wanted = call["DomainName"].lower()
    for domain in call.own(DOMAIN, DomainName=wanted):
        return {"Status": "DomainIsRegistration" if domain.body["IsFiled"] else "DomainNotRegistration"}
    raise CloudError("-124", "The domain provided does not belong to you.")


@plays("companyreg", "QuerySuccessIcpData")
def query_success_icp_data(call: Call) -> Answer:
    for failure in call.own(FAILURE):
        return {"Success": False, "ErrorCode": failure.body["code"], "ErrorMessage": failure.body["message"]}
    subjects = [subject.body["Answer"] for subject in call.own(SUBJECT)]
    return {"Success": True, "BaSuccessDataWithRiskList": subjects}
