"""python -m tests.house.untranslated [--update]: every sentence has its Chinese, and the same gaps to fill.

xgettext reads the code, and the templates as Django's own templatize shows them. Reported are sentences
that are missing, empty, fuzzy or no longer used, and placeholders that differ between the languages.
`--update` appends what is missing with an empty translation and leaves every other line as it is.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

from portal.embedded.fingerprint import ROOT
from portal.embedded.system_packages import install_as_root

CATALOGUE = ROOT / "portal" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
SOURCES = ("portal", "icp", "networks", "templates")
KEYWORDS = (
    *("gettext_noop", "gettext_lazy", "ngettext_lazy:1,2", "pgettext:1c,2", "npgettext:1c,2,3"),
    *("pgettext_lazy:1c,2", "npgettext_lazy:1c,2,3"),
)
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]+[^{}]*\}", re.IGNORECASE)
Key = tuple[str, str]


def main() -> int:
    if shutil.which("xgettext") is None and not install_as_root(["gettext"]):
        sys.stderr.write("xgettext is missing. Run: apt-get install --no-install-recommends gettext\n")
        return 1
    settings.configure(USE_I18N=True, SETTINGS_MODULE="")
    django.setup()
    used = sentences_in_use()
    known = read_po(CATALOGUE.open("rb")) if CATALOGUE.exists() else Catalog(locale="zh_Hans")
    if "--update" in sys.argv[1:]:
        sys.stdout.write(f"{append_missing(used, known)} sentences added to {CATALOGUE.relative_to(ROOT)}\n")
        return 0
    complaints = list(complain(used, known))
    sys.stdout.writelines(f"{complaint}\n" for complaint in complaints)
    sys.stdout.write(f"{len(complaints)} complaints about {len(used)} sentences\n")
    return 1 if complaints else 0


def key(message: Message) -> Key:
    singular = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
    return message.context or "", singular


def by_key(catalogue: Catalog) -> dict[Key, Message]:
    return {key(message): message for message in catalogue if message.id}


def complain(used: dict[Key, Message], known: Catalog) -> Iterator[str]:
    translated = by_key(known)
    for each, message in used.items():
        where = f"{message.locations[0][0]}: " if message.locations else ""
        answer = translated.get(each)
        if answer is None:
            yield f"missing   {where}{each[1]!r}"
        elif not all(texts(answer.string)):
            yield f"empty     {where}{each[1]!r}"
        elif answer.fuzzy:
            yield f"fuzzy     {where}{each[1]!r}"
        elif differing := differing_placeholders(message, answer):
            yield f"differs   {where}{each[1]!r}: {differing}"
    for each in (*(each for each in translated if each not in used), *map(key, known.obsolete.values())):
        yield f"obsolete  {each[1]!r}"


def texts(value: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [""])


def differing_placeholders(message: Message, answer: Message) -> str:
    wanted = set(PLACEHOLDER.findall(texts(message.id)[-1]))
    for text in texts(answer.string):
        if difference := wanted ^ set(PLACEHOLDER.findall(text)):
            return ", ".join(sorted(difference))
    return ""


def sentences_in_use() -> dict[Key, Message]:
    with tempfile.TemporaryDirectory() as folder:
        listed = [str(path) for path in sorted(readable_copies(Path(folder)))]
        found = subprocess.run(
            ["xgettext", "--language=Python", "--from-code=UTF-8", "--no-wrap", "--output=-"]
            + [f"--keyword={keyword}" for keyword in KEYWORDS]
            + listed,
            cwd=folder,
            capture_output=True,
            check=True,
        )
    # The header is xgettext's own form to fill in; without one it would drop every letter beyond ASCII.
    text = found.stdout.decode().replace("nplurals=INTEGER; plural=EXPRESSION", "nplurals=2; plural=(n != 1)")
    return by_key(read_po(text.replace("charset=CHARSET", "charset=UTF-8").splitlines()))


def readable_copies(folder: Path) -> Iterator[Path]:
    """Python files, and templates turned into text that xgettext reads, below `folder`."""
    for top in SOURCES:
        for source in sorted((ROOT / top).rglob("*")):
            if source.suffix not in (".py", ".html", ".txt") or "migrations" in source.parts:
                continue
            text = source.read_text()
            if source.suffix != ".py":
                if top != "templates" and "templates" not in source.parts:
                    continue
                text = templatize(text, origin=str(source))
            copy = folder / source.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text)
            yield copy.relative_to(folder)


def append_missing(used: dict[Key, Message], known: Catalog) -> int:
    missing = [message for each, message in used.items() if each not in by_key(known)]
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    if not CATALOGUE.exists():
        CATALOGUE.write_text(HEADER)
    with CATALOGUE.open("a") as file:
        for message in missing:
            file.write("\n" + entry(message))
    return len(missing)


HEADER = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Language: zh_Hans\n"
"Plural-Forms: nplurals=1; plural=0;\n"
"""


def entry(message: Message) -> str:
    lines = ["#, python-format"] if "python-format" in message.flags else []
    if message.context:
        lines.append(f"msgctxt {quoted(message.context)}")
    ids = texts(message.id)
    lines.append(f"msgid {quoted(ids[0])}")
    if len(ids) > 1:
        lines += [f"msgid_plural {quoted(ids[1])}", 'msgstr[0] ""']
    else:
        lines.append('msgstr ""')
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


if __name__ == "__main__":
    sys.exit(main())
