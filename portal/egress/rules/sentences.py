"""What is said when the portal does not connect, or connects and gets no usable answer. Pure."""

from __future__ import annotations

from portal.notifications.rules.words import Words

REFUSED: dict[str, Words] = {
    "unreadable_url": Words(
        "“{given}” is not a web address. Write it like https://www.example.com/.",
        "“{given}”不是网址。请按 https://www.example.com/ 的形式填写。",
    ),
    "scheme_not_allowed": Words(
        "“{given}” does not begin with {schemes}. Other kinds of address are not used here.",
        "“{given}”不以 {schemes} 开头。此处不使用其他类型的地址。",
    ),
    "holds_credentials": Words(
        "The address holds a user name or a password before “@”. Leave them out.",
        "该地址在“@”之前含有用户名或密码。请删除后重试。",
    ),
    "port_not_allowed": Words(
        "The address names port {given}. Only ports 80 and 443 are used.",
        "该地址指定了端口 {given}。仅可使用 80 和 443 端口。",
    ),
    "odd_host": Words(
        "“{given}” is not written as a host name. Write a name such as www.example.com.",
        "“{given}”不是规范的主机名。请填写 www.example.com 这样的名称。",
    ),
    "not_a_public_name": Words(
        "“{given}” is a name of a local network. Only names of the public internet are reached.",
        "“{given}”是本地网络中的名称。仅访问公共互联网上的名称。",
    ),
    "name_not_found": Words(
        "“{given}” has no address in the DNS. Check the name and its A or AAAA record.",
        "在 DNS 中找不到“{given}”的地址。请检查该名称及其 A 或 AAAA 记录。",
    ),
    "address_not_public": Words(
        "“{given}” leads to an address that is not on the public internet, so no connection is made.",
        "“{given}”指向的地址不在公共互联网上，因此未建立连接。",
    ),
}
FAILED: dict[str, Words] = {
    "no_dns_answer": Words("No name server answers for “{given}”.", "没有域名服务器就“{given}”作出应答。"),
    "no_connection": Words("“{given}” does not take a connection.", "“{given}”未接受连接。"),
    "too_slow": Words(
        "“{given}” did not finish its answer in the time it is given.", "“{given}”未能在限定时间内完成应答。"
    ),
    "not_secure": Words(
        "The certificate of “{given}” does not fit its name, has expired or is not trusted.",
        "“{given}”的证书与其名称不符、已过期或不受信任。",
    ),
    "broken_answer": Words(
        "“{given}” broke off its answer or did not speak HTTP.", "“{given}”的应答中断，或不是 HTTP 应答。"
    ),
    "unknown_encoding": Words(
        "“{given}” packed its answer in a way that was not asked for.",
        "“{given}”以未请求的压缩方式返回应答。",
    ),
    "too_many_redirects": Words(
        "“{given}” was redirected more than {limit} times.", "“{given}”的重定向超过 {limit} 次。"
    ),
}
SENTENCES = REFUSED | FAILED


def said(code: str, **facts: str) -> Words:
    """The sentence in both languages. What was given is cut to 100 characters."""
    shown = {name: value if len(value) <= 100 else f"{value[:99]}…" for name, value in facts.items()}
    words = SENTENCES[code]
    return Words(words.filled("en", shown), words.filled("zh", shown))
