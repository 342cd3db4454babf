"""What happens to an acceleration whose domain has lost its number, by the state it was in."""

from __future__ import annotations

from networks.catalog.bilingual import Bilingual

CONSEQUENCES: dict[str, Bilingual] = {
    "approved": Bilingual(
        "It cannot be put in service until the domain has a number again.",
        "在域名重新取得备案号之前，不能投入使用。",
    ),
    "in_service": Bilingual(
        "Its access points in mainland China may no longer serve the domain: visitors there may lose access, "
        "and the domain may be blocked.",
        "其位于中国内地的接入点不得再为该域名提供服务：内地访问者可能无法访问，域名也可能被封禁。",
    ),
}
