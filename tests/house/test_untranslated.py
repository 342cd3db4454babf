from __future__ import annotations

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.house.untranslated import by_key, complain, entry

USED = by_key(
    read_po(
        """
msgid "Sign in"
msgstr ""

#, python-format
msgid "%(name)s approved it"
msgstr ""
""".splitlines()
    )
)


def complaints(translated: str) -> list[str]:
    return [line.split()[0] for line in complain(USED, read_po(translated.splitlines(), locale="zh_Hans"))]


def pair(original: str, chinese: str) -> str:
    return f'msgid "{original}"\nmsgstr "{chinese}"\n\n'


WHOLE = pair("Sign in", "登录") + pair("%(name)s approved it", "%(name)s 已批准")


def test_a_whole_catalogue_is_not_complained_about() -> None:
    assert complaints(WHOLE) == []


def test_a_missing_sentence_is_found() -> None:
    assert complaints(pair("Sign in", "登录")) == ["missing"]


def test_an_empty_translation_is_found() -> None:
    assert complaints(WHOLE.replace("登录", "")) == ["empty"]


def test_a_fuzzy_translation_is_found() -> None:
    assert complaints("#, fuzzy\n" + WHOLE) == ["fuzzy"]


def test_a_sentence_that_nobody_says_is_found() -> None:
    assert complaints(WHOLE + pair("Sign out", "退出")) == ["obsolete"]
    assert complaints(WHOLE + '#~ msgid "Sign out"\n#~ msgstr "退出"\n') == ["obsolete"]


def test_a_lost_placeholder_is_found() -> None:
    assert complaints(WHOLE.replace("%(name)s 已", "已")) == ["differs"]


def test_what_is_added_can_be_read_again() -> None:
    message = Message(("%(n)s network", "%(n)s networks"), flags={"python-format"}, context='a "quoted" one')
    again = read_po(entry(message).splitlines())
    assert by_key(again).keys() == {('a "quoted" one', "%(n)s network")}
    assert isinstance(again, Catalog)
