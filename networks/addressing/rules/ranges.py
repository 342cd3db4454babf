"""Which IPv4 blocks a customer may use.

RFC 1918 sets three private ranges aside. 100.64.0.0/10 (RFC 6598, for carriers) is left out although it is
not public: the cloud's own services answer there. The sizes /8 to /29 are the ones a VPC or an office block
can have.
"""

from __future__ import annotations

from ipaddress import IPv4Network

RFC1918 = (IPv4Network("10.0.0.0/8"), IPv4Network("172.16.0.0/12"), IPv4Network("192.168.0.0/16"))
CARRIER_RANGE = IPv4Network("100.64.0.0/10")
LARGEST, SMALLEST = 8, 29


def usable(network: IPv4Network) -> bool:
    """Whether a customer may use this block: private, and neither too large nor too small.

    >>> usable(IPv4Network("172.16.0.0/12")), usable(IPv4Network("172.0.0.0/8"))
    (True, False)
    """
    # Nothing inside a private range is larger than /8, so only the smaller end has to be asked.
    return network.prefixlen <= SMALLEST and any(network.subnet_of(private) for private in RFC1918)
