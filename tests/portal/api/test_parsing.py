from __future__ import annotations

import contextlib
import time

import pytest

from portal.api.parsers import DEEPEST, LARGEST_BODY, read
from portal.api.refusals import TooLarge
from portal.refusals import Malformed


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"{'a': 1}", "not JSON"),
        (b'{"a": 1}{"b": 2}', "not JSON"),
        (b'\xef\xbb\xbf{"a": 1}', "not JSON"),
        (b'{"a": 1, "a": 2}', '"a" is given twice'),
        (b'{"x": {"a": 1, "\\u0061": 2}}', '"a" is given twice'),
        (b'{"a": NaN}', "NaN is not a JSON value"),
        (b'{"a": -Infinity}', "-Infinity is not a JSON value"),
        (b'{"a": 1e999}', "too large a number"),
        (b'{"a": ' + b"9" * 5000 + b"}", "too large a number"),
        (b'{"a": "\xff"}', "not UTF-8 at byte 7"),
        (b'{"a": "\xed\xa0\x80"}', "not UTF-8"),
        (b'{"a": "\\ud800"}', "surrogate"),
        (b'{"\\udfff": 1}', "surrogate"),
        (b'{"a": ["\\u0000"]}', "U+0000"),
        (b'{"a": "\x00"}', "not JSON"),
        (b"[" * 21 + b"]" * 21, "deeper than 20"),
        (b"[" * 100_000, "deeper than 20"),
        (b'{"a":' * 100_000, "deeper than 20"),
    ],
)
def test_what_two_readers_could_understand_differently_is_refused(raw, sentence):
    with pytest.raises(Malformed) as caught:
        read(raw)
    assert sentence in caught.value.message


def test_brackets_inside_strings_are_no_depth():
    assert read(b'{"a": "' + b"[" * 50 + b'\\"]"}') == {"a": "[" * 50 + '"]'}


def test_depth_and_size_may_reach_their_limits():
    assert read(b"[" * DEEPEST + b"]" * DEEPEST)
    assert len(read(b'"' + b"a" * (LARGEST_BODY - 2) + b'"')) == LARGEST_BODY - 2
    with pytest.raises(TooLarge):
        read(b'"' + b"a" * (LARGEST_BODY - 1) + b'"')


def test_whole_surrogate_pairs_and_chinese_pass():
    assert read(b'{"a": "\\ud83d\\ude00 \\u901a\xe9\x80\x94"}') == {"a": "\U0001f600 通途"}


@pytest.mark.parametrize(
    "raw",
    [
        b'"' + b'\\"' * 500_000,
        b"[" + b'"a",' * 200_000,
        b"{" + b",".join(b'"%d":1' % number for number in range(100_000)) + b',"7":1}',
        b"[" + b"1," * 500_000 + b"1]",
    ],
)
def test_no_body_of_a_megabyte_takes_long(raw):
    begun = time.process_time()
    with contextlib.suppress(Malformed):
        read(raw)
    assert time.process_time() - begun < 1.5
