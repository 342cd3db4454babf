"""Where the calls go, and as whom: one frozen value.

One endpoint for every product means the stand-in (or a private gateway). Without one the SDK's rule applies:
`<product>.aliyuncs.com` or `<product>.<region>.aliyuncs.com`, with the exceptions of OPERATIONS section 12.

>>> CloudSettings(endpoint="127.0.0.1:8123").wire_protocol
'http'
>>> CloudSettings(endpoint="http://cloud.example.com")
Traceback (most recent call last):
...
ValueError: http://cloud.example.com is plain HTTP to another machine. Use https, or a loopback address.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Final, Literal
from urllib.parse import urlsplit

Site = Literal["international", "china"]

# The SDK lets the region choose the billing site, which is wrong for an international account that works in
# cn-shanghai (OPERATIONS 8), so the account's site decides.
BILLING_ENDPOINTS: Final[dict[Site, str]] = {
    "international": "business.ap-southeast-1.aliyuncs.com",
    "china": "business.aliyuncs.com",
}


@dataclass(frozen=True, slots=True)
class CloudSettings:
    """`endpoint` is `host:port`, or a URL, or None for the real cloud. Times are seconds.

    `account` is the only one to work in; "" allows any. `call_timeout` ends a call whose answer drips in
    slower than `read_timeout` can see.
    """

    endpoint: str | None = None
    protocol: Literal["http", "https"] | None = None
    access_key_id: str = ""
    access_key_secret: str = field(default="", repr=False)
    role_arn: str = ""
    account: str = ""
    site: Site = "international"
    connect_timeout: float = 5
    read_timeout: float = 20
    call_timeout: float = 30
    session_seconds: int = 900

    def __post_init__(self) -> None:
        if self.wire_protocol == "http" and not self.is_loopback:
            raise ValueError(
                f"{self.endpoint} is plain HTTP to another machine. Use https, or a loopback address."
            )

    @property
    def host(self) -> str | None:
        """`127.0.0.1:8123`, whichever way the endpoint was written; None for the real cloud."""
        if not self.endpoint:
            return None
        return (urlsplit(self.endpoint).netloc if "://" in self.endpoint else self.endpoint).rstrip("/")

    @property
    def wire_protocol(self) -> str:
        if self.protocol:
            return self.protocol
        if self.endpoint and "://" in self.endpoint:
            return urlsplit(self.endpoint).scheme
        return "http" if self.is_loopback else "https"

    @property
    def is_loopback(self) -> bool:
        return self.host is not None and is_loopback(self.host)

    def endpoint_for(self, product: str) -> str | None:
        """The host to ask for this product; None leaves it to the SDK's rule."""
        if self.host is not None:
            return self.host
        return BILLING_ENDPOINTS[self.site] if product == "bssopenapi" else None


def is_loopback(host: str) -> bool:
    """Whether `host` or `host:port` stays on this machine. A name other than localhost is not looked up."""
    name = urlsplit(f"//{host}").hostname or ""
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
