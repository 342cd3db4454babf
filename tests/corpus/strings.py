"""What people paste, programs send and attackers type. All of it made here; each string once, in a fixed order.

Markup carries the element or attribute `x-canary`: where a page shows it as anything but text, the tests see it.
"""

from __future__ import annotations

from itertools import chain

NOTHING = ("", " ", "   ", "\t", "\n", "\r\n", "-", "--", "—", ".", "..", "...", ",", ";", "null", "NULL", "None", "nil",
           "undefined", "true", "false", "True", "on", "off", "yes", "[]", "{}", "[[]]", '""', "''", "N/A", "(null)")  # fmt: skip
SPACES = tuple(
    f"{space}a{space}b{space}"
    for space in "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
INVISIBLE = tuple(
    f"a{mark}b"
    for mark in "\u00ad\u034f\u061c\u115f\u17b4\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061"
    "\u2066\u2067\u2068\u2069\u206a\u3164\ufe0f\ufeff\uffa0\ufff9\U000e0001\U000e0041"
)
_CONTROLS = [*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0))]
CONTROLS = (*_CONTROLS, *(f"a{control}b" for control in _CONTROLS))
# UTF-8 can be made of them, but must not be: a browser never sends one, a program may.
SURROGATES = ("\ud800", "a\udfff", "\udc00\ud800", "\ud83d x", "x\udead.example.com")
UNICODE = (
    *("é", "e\u0301", "ﬁ", "ß", "ẞ", "İ", "ı", "ǆ", "Å", "\u212b", "ﬀ", "ſ", "\u0130\u0307", "ά", "ΐ", "և"),
    *("漢字", "简体中文", "繁體中文", "𠀀𠀁", "日本語", "한국어", "שלום", "السلام عليكم", "ไทย", "हिन्दी", "Ελλάδα", "Россия"),
    *("👩‍👩‍👧‍👦", "🏳️‍🌈", "🇨🇳", "👍🏿", "0️⃣", "\U0001f469\U0001f3fd", "😀" * 50, "𝕿𝖊𝖘𝖙", "🅰", "①", "Ⅷ", "½", "㎏", "™"),
    *("Z̷̧̛͉̗̀͌a̴l̸g̵o̶", "a" + "\u0301" * 200, "\ue000", "\uf8ff", "\ufffd", "\ufffe", "\uffff", "\ufdd0", "\U0010ffff", "\U000f0000"),
    *("ａｂｃ", "１２３", "＝１＋１", "＜x-canary＞", "。", "，", "「引用」", "《书名》", "·", "“quoted”", "‘it’s’", "′", "ʹ", "´"),
)  # fmt: skip
NUMBERS = (
    *("0", "-0", "00", "+1", "-1", "1.", ".5", "1e3", "1E400", "-1e-400", "NaN", "nan", "Infinity", "-Infinity", "inf", "1_000"),
    *("1,000", "1.000,50", "1 000", "1'000", "0x10", "0b1", "0o7", "1/0", "1%", "$1", "¥1", "１０", "١٢٣", "१२", "一百", "²", "−1"),
    *("2147483647", "2147483648", "-2147483649", "4294967296", "9223372036854775807", "9223372036854775808", "9" * 400),
    *("0.1", "0.30000000000000004", "1e-7", "1.7976931348623157e309", "10" * 20 + ".01", "0.0000", "--1", "1-1", "1 2"),
)  # fmt: skip
DATES = ("1900-01-01", "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-29", "2026-02-30", "2026-13-01",
         "2026-1-1", "20260101", "01/02/2026", "1.2.2026", "2026年1月1日", "今天", "now", "tomorrow", "24:00", "23:59:60", "12:60",
         "2026-03-29T02:30:00+01:00", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00+99:99", "-1", "1e10", "Feb 30")  # fmt: skip
ADDRESSES = (
    *("10.20.0.1/16", "10.0.0.0", "10.0.0.0/", "/16", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/08", "10.0.0.0/0.255.255.255"),
    *("0.0.0.0/0", "255.255.255.255/32", "127.0.0.0/8", "169.254.0.0/16", "100.64.0.0/10", "100.100.100.200/32", "224.0.0.0/4"),
    *("10.20/16", "10.20.0/24", "010.0.0.0/8", "0x0a.0.0.0/8", "167772160/8", "1.2.3.4.5/8", "256.0.0.0/8", "10.0.0.0/16/16"),
    *("::/0", "::1/128", "fd00::/8", "::ffff:10.0.0.0/104", "10。0。0。0/16", "１０.0.0.0/16", "10.0.0.0 /16", "10.0.0.0/1６"),
    *("10.0.0.0\\16", "10.0.0.0%2F16", "10.0.0.0/255.255.0.0", "10,0,0,0/16", "ten/16", "10.0.0.0/16,10.1.0.0/16", "*", "any"),
)  # fmt: skip
NAMES = (
    *("localhost", "com", "co.uk", "com.cn", "*.com", "*.example.com", "example", "example.", "example.com.", ".example.com"),
    *("a..b.com", "-a.com", "a-.com", "a_b.com", "_dmarc.example.com", "xn--", "xn--a", "xn--80ak6aa92e.com", "xn--ls8h.la"),
    *("аррӏе.com", "exаmple.com", "例え.テスト", "食狮.公司.cn", "faß.de", "ＥＸＡＭＰＬＥ.com", "example。com", "ex\u00adample.com"),
    *("a" * 63 + ".com", "a" * 64 + ".com", ".".join(["a"] * 127), ".".join(["a"] * 128), ("a" * 63 + ".") * 4 + "com"),
    *("http://example.com", "https://user:pw@example.com:80/a?b#c", "//example.com", "example.com:443", "example.com/path"),
    *("ftp://example.com", "javascript:alert(1)", "data:text/html,x", "mailto:a@example.com", "example.com%00.evil.com"),
    *("127.0.0.1", "[::1]", "0", "1.2.3", "2130706433", "0x7f000001", "example.com\\@evil.com", "exam ple.com", "example,com"),
    *("a@b", "a@b@c.com", '"a b"@example.com', "a@[127.0.0.1]", "a@例子.公司", "a" * 65 + "@example.com", "a+b@example.com"),
    *("A@EXAMPLE.COM", "a@example..com", "@example.com", "a@", "a b@example.com", "a@example.com,b@example.com"),
    *("a@example.com\r\nBcc: b@example.com", "a@-example.com", "<a@example.com>", "A <a@example.com>", "a%40example.com"),
)  # fmt: skip
FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    '=HYPERLINK("x")',
    "=cmd|' /C calc'!A0",
    "'=1+1",
    ";=1+1",
)
MARKUP = (
    "<x-canary>",
    "</textarea><x-canary>",
    "</title><x-canary>",
    "</script><x-canary>",
    "--><x-canary>",
    "]]><x-canary>",
    "<script>x-canary</script>",
    "<img src=x x-canary=1>",
    "<svg x-canary=1>",
    '" x-canary="1',
    "' x-canary='1",
    "` x-canary=1 `",
    '"><x-canary>',
    "'><x-canary>",
    "<x-canary",
    "<<x-canary>>",
    "<\x00x-canary>",
    "<x-canary/>",
    "&lt;x-canary&gt;",
    "&#60;x-canary&#62;",
    "%3Cx-canary%3E",
    "\\u003cx-canary\\u003e",
    "<!--<x-canary>-->",
    "<![CDATA[<x-canary>]]>",
    "<?xml x-canary?>",
    "&notanentity;",
    "&#0;",
    "&#x110000;",
    "<a href='javascript:x-canary'>",
    "<style>@import 'x-canary'</style>",
)
LANGUAGES = (
    *("' OR 1=1 --", "'; DROP TABLE networks_networkrequest; --", '" OR ""="', "1; SELECT pg_sleep(0)", "\\'", "')--", "%", "_%"),
    *("{{ 7*7 }}", "{% debug %}", "{% load i18n %}", "{# x #}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "%s%s%s", "%n", "%(name)s"),
    *("%(reference)s", "{0}", "{name}", "{0.__class__}", "{", "}", "%", "%%", "$(id)", "`id`", "; id", "| id", "&& id", "$HOME"),
    *("(a+)+$", "[", "(", "*", "\\", "\\d", "^$", "a" * 40 + "!", "(?P<x>", "[[:alpha:]]", ")" * 50, "\\Q", "/x/", "a|b"),
    *("../../etc/passwd", "..\\..\\x", "/dev/null", "C:\\con", "file:///etc/passwd", "a/../b", "%2e%2e%2f", "nul", "~root"),
    *('{"a": 1}', '{"__proto__": 1}', "[1, 2", '{"a": {"a": {"a": 1}}}', "a: !!python/none", "<a/>", "a=b&c=d", "a;b", "a,b"),
    *("a\r\nSet-Cookie: x=1", "a\nINFO forged line", "\x1b[31mred\x1b[0m", "a\r\n\r\nbody", "\x1b]0;title\x07", "a\x00b.pdf"),
    *("server { listen 80; }", "a;}", "$host", 'a"b', "a'b", "resolver 8.8.8.8;", "~.*", "include /etc/passwd;"),
)  # fmt: skip
WORDS_OF_OURS = (
    *("draft", "approved", "fulfilled", "owner", "architect", "cen", "vpcs.0.cidr", "NR-1", "F-1", "zh-hans", "en", "unknown"),
    *("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "not-a-uuid", "frankfurt", "eu-central-1"),
    *("cn-shanghai", "cn-nowhere-1", "Asia/Shanghai", "91310000MA1FL1L18X", "11010519491231002X", "+86 138 0013 8000", "京ICP备"),
)  # fmt: skip
LONG = (
    "a" * 121,
    "a" * 256,
    "漢" * 300,
    "a" * 10_000,
    "漢" * 10_000,
    "a " * 5_000,
    "\n" * 10_000,
    "😀" * 5_000,
    "<" * 5_000,
)

STRINGS: tuple[str, ...] = tuple(
    dict.fromkeys(
        chain(
            NOTHING, SPACES, INVISIBLE, CONTROLS, SURROGATES, UNICODE, NUMBERS, DATES, ADDRESSES, NAMES, FORMULAS, MARKUP, LANGUAGES,
            WORDS_OF_OURS, LONG,
        )
    )
)  # fmt: skip
