"""STS: temporary keys and who one is. A temporary key belongs to the account its role names; any such account
is taken to exist and to trust the caller. Keys expire by the cloud's clock."""

from __future__ import annotations

import re

from portal.standin.call import Answer, Call, plays
from portal.standin.clock import iso
from portal.standin.errors import invalid

ROLE = re.compile(r"acs:ram::(?P<account>\d{16}):role/(?P<role>[\w.-]+)", re.ASCII)
SESSION = re.compile(r"[\w.@-]{2,64}", re.ASCII)
SHORTEST, LONGEST, USUAL = 900, 43_200, 3600


@plays("sts", "AssumeRole")
def assume_role(call: Call) -> Answer:
    role = ROLE.fullmatch(call["RoleArn"])
    if role is None:
        raise invalid(
            "RoleArn", "it is not of the form acs:ram::ACCOUNT:role/NAME, the account with sixteen digits."
        )
    if not SESSION.fullmatch(call["RoleSessionName"]):
        raise invalid("RoleSessionName", "it takes 2 to 64 letters, digits and . @ - _.")
    seconds = call.get("DurationSeconds", USUAL)
    if not SHORTEST <= seconds <= LONGEST:
        raise invalid("DurationSeconds", f"{seconds} is not between {SHORTEST} and {LONGEST}.")
    key_id, secret, token = (
        call.store.new_id("STS.", 26),
        call.store.new_id("", 44),
        call.store.new_id("CAIS", 48),
    )
    arn = f"acs:ram::{role['account']}:assumed-role/{role['role']}/{call['RoleSessionName']}"
    body = {"AccessKeySecret": secret, "SecurityToken": token, "ExpiresAt": call.now + seconds, "Arn": arn}
    key = call.create("temporary_key", key_id, region="", body=body, status="Active")
    key.account = role["account"]
    return {
        "AssumedRoleUser": {"Arn": arn, "AssumedRoleId": f"3{role['account'][1:]}:{call['RoleSessionName']}"},
        "Credentials": {
            "AccessKeyId": key_id,
            "AccessKeySecret": secret,
            "SecurityToken": token,
            "Expiration": iso(call.now + seconds),
        },
    }


@plays("sts", "GetCallerIdentity")
def get_caller_identity(call: Call) -> Answer:
    temporary = call.find("temporary_key", call.key_id)
    if temporary:
        role_id = f"3{call.account[1:]}"
        arn, kind = temporary.body["Arn"], "AssumedRoleUser"
        return {
            "AccountId": call.account,
            "Arn": arn,
            "IdentityType": kind,
            "PrincipalId": f"{role_id}:{arn.rpartition('/')[2]}",
            "RoleId": role_id,
        }
    user_id = f"2{call.account[1:]}"
    arn = f"acs:ram::{call.account}:user/{call.key_id}"
    return {
        "AccountId": call.account,
        "Arn": arn,
        "IdentityType": "RAMUser",
        "PrincipalId": user_id,
        "UserId": user_id,
    }
