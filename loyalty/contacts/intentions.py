"""Tells what has happened from what is only planned, wished or asked for."""

import re
from collections.abc import Iterator

# Words that turn what follows into a plan: "will email", "asked me to call", "please send a letter".
_AHEAD = re.compile(
    r"(?:\b(?:will|shall|would|should|must|can|could|may|might|let's|please|tomorrow|going|plan|plans|"
    r"promised|"
    r"remember|remind(?:er)?|invited?|invitation|inviting|wants?|wanted|wishes|prefers?|asked|needs?|"
    r"planned)\b|'ll\b|’ll\b"
    r"|\bto)(?:[ \t]+(?!and\b|then\b)[\w'’-]+){0,3}[ \t]+$",
    re.IGNORECASE,
)
# "went to the event", "spoke to her by phone" are past for all their "to".
_BEHIND = re.compile(
    r"\b(?:spoke|spoken|talked|talking|came|went|drove|listened|replied|wrote|sent|introduced|used|come)\b"
    r"(?:[ \t]+[\w'’-]+){0,2}[ \t]+(?:to)(?:[ \t]+[\w'’-]+){0,3}[ \t]+$",
    re.IGNORECASE,
)
_AHEAD_ZH = re.compile(
    r"(?:将|准备|打算|计划|希望|想要|想|让我|叫我|请我|要求|记得|提醒|下次|下周|下月|明天|明早|明晚|"
    r"后天|改天|回头|稍后|尽快|"
    r"需要|需|邀请|邀|约了|约好|约|答应|过几天|(?<![不主只])要|(?<![机社开聚宴晚])会|再(?!次))"
    r"[^，。；！？,.;!?\n]{0,5}$"
)


def happened(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of ``pattern`` that tell of something past, in order."""
    return (found for found in pattern.finditer(text) if not is_ahead(text, found.start()))


def is_ahead(text: str, place: int) -> bool:
    """Tell whether the words before ``place`` make what stands there a plan or a wish."""
    before = text[max(0, place - 60) : place]
    if _AHEAD_ZH.search(before):
        return True
    return bool(_AHEAD.search(before)) and not _BEHIND.search(before)
