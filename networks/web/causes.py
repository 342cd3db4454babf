"""Why the cloud said no, in plain words, by the vendor's code. What is not here is said in general words.

Codes: the error lists of the calls in OPERATIONS 1.4 and 2; a part of a code stands for its family.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networks.fulfilment.models import StepRecord

FAMILIES: tuple[tuple[tuple[str, ...], str | Promise], ...] = (
    (
        ("quota", "limitexceeded", "exceedlimit"),
        _("A limit of the cloud account is used up. Ask Alibaba Cloud for a higher one, then try again."),
    ),
    (
        ("balance", "arrears", "notenough", "payment"),
        _("The cloud account cannot pay for this at present. Add credit to it, then try again."),
    ),
    (
        ("accountnotallowed",),
        _("The portal's key belongs to a cloud account that it may not build in. An operator looks at it."),
    ),
    (
        ("forbidden", "nopermission", "unauthorized"),
        _("The portal's key is not allowed to do this in the cloud account. An operator looks at it."),
    ),
    (
        ("conflict", "overlap"),
        _("It clashes with something that is already there, such as a route or an IP range."),
    ),
    (("stock", "soldout", "resourcenotavailable"), _("The cloud has none left in this region at present.")),
)
REFUSED = _("The cloud refused this step, so nothing after it was begun. What exists stays until you decide.")
UNCLEAR = _(
    "We cannot find out by ourselves how this step ended, so nothing after it was begun. "
    "What exists stays until you decide."
)


def cause_of(step: StepRecord) -> str:
    code = step.error_code.lower().replace(".", "")
    for parts, sentence in FAMILIES:
        if any(part in code for part in parts):
            return str(sentence)
    return str(REFUSED if step.state == "refused" else UNCLEAR)
