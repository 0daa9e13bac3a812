"""Reads from a note who started the contact and whether an outreach was answered."""

import re

from loyalty.contacts.intentions import happened
from loyalty.contacts.kinds import Direction
from loyalty.names.folding import simplified

_REACHED = (
    r"(?:called|rang|phoned|telephoned|e-?mailed|messaged|texted|wrote|whats ?apped|we ?chatted|"
    r"contacted|reached out|"
    r"pinged|facetimed|video-?called|got in touch|dropped (?:by|in)|stopped (?:by|in)|came (?:by|in|"
    r"over|to (?:the|our|see))|"
    r"popped in|walked in|visited (?:us|the|our)|left (?:me |us )?a (?:voice ?)?(?:message|voicemail|mail))"
)
_WHO = (
    r"(?:he|she|they|who|client|customer|(?:his|her|their|the) (?:\w+ )?(?:wife|husband|son|daughter|"
    r"mother|father|"
    r"assistant|secretary|pa|office|driver|lawyer|partner|family))"
)
# A name before the verb is its subject; these words are none although they stand there.
_NO_NAME = (
    r"(?!(?:I|We|i|we|Just|Then|Today|Yesterday|Also|Again|Have|Had|Was|Briefly|Quickly|Finally|Called|"
    r"Rang|Phoned|"
    r"Emailed|Texted|Messaged|Met|Saw|And|But|So|Left|No|Not|Have|Having|After|When|First|Later|This|"
    r"Last|Morning|"
    r"just|then|today|yesterday|also|again|have|had|was|and|but|so|first|briefly|quickly|finally|later|"
    r"tried|morning)\b)"
)
_INBOUND = re.compile(
    rf"(?i:\b{_WHO}\b(?:,? (?:just|also|then|again|has|had|kindly|already|even|today|yesterday|suddenly|"
    rf"later))?"
    rf" {_REACHED}\b(?! back))"
    rf"|(?:^|[.;:!?\n][ \t]*)(?:{_NO_NAME}\w[\w'’.-]*[ \t]+){{1,4}}(?:(?:just|also|again|"
    rf"today)[ \t]+)?{_REACHED}\b(?! back)"
    rf"|\b(?:[A-Z][\w'’-]+ )?{_NO_NAME}[A-Z][\w'’-]+ (?:just )?{_REACHED}\b(?! back)"
    r"|(?i:\b(?:called|rang|phoned|texted|messaged|e-?mailed|whats ?apped|contacted|wrote(?: to)?|"
    r"reached out to|came to see|"
    r"visited) (?:me|us)\b"
    r"|\b(?:call|e-?mail|message|text|sms|letter|note|wechat|whatsapp|voicemail|visit|inquiry|"
    r"enquiry) from\b"
    r"|\b(?:received|got) (?:a|an|his|her) (?:\w+ )?(?:call|e-?mail|message|text|letter|note|voicemail)\b"
    r"|\b(?:incoming|inbound)\b|\bwalk-?in\b|\bheard from\b|\bcame (?:by|in)\b|\b(?:dropped|stopped) by\b)"
    r"|来电(?!显示)|打(?:了)?(?:个)?电话(?:过)?来|打(?:过)?来(?:了)?电话|打来|来(?:了)?(?:个)?电话|来信|"
    r"来微信|来邮件|来消息"
    r"|发(?:了)?(?:微信|消息|邮件|信息|短信)?(?:过)?来|给我(?:打|发|写|来|留)|打(?:电话)?给我|"
    r"联系(?:了)?我|找(?:到)?我|问我|微信我|致电(?:给)?我"
    r"|主动|来访|到店|来店|进店|路过|收到(?:了)?[^，。；,.;]{0,8}(?:邮件|信|消息|微信|短信|电话|留言)|"
    r"(?:来|到)(?:了)?(?:店里|门店|专柜)"
)
_OUTBOUND = re.compile(
    r"(?i:\b(?:i|we)(?:'ve| have|’ve)? (?:just |also |then |again |finally |briefly )?(?:called|rang|"
    r"phoned|e-?mailed|messaged|texted|"
    r"wrote|sent|visited|met|contacted|tried|left|reached)\b"
    r"|(?:^|[.;:!?\n]\s*)(?:just |today |yesterday |then |again |finally )?(?:called|rang|phoned|"
    r"e-?mailed|messaged|texted|wrote|sent|"
    r"visited|contacted|tried|met|left|spoke|reached|dialled|whats ?apped|we ?chatted|no answer|"
    r"voicemail)\b(?! (?:me|us)\b)"
    r"|\bcalled (?:him|her|them)\b|\bcall (?:with|to)\b)"
    r"|我(?:刚|又|今天|昨天|已|也)?(?:打|给|发|联系|去|拜访|致电)|(?:给|跟|向|和|"
    r"与)[^，。；,.;我]{1,8}(?:打|发|通|回|去|写|寄)(?!来)"
    r"|^(?:刚|刚刚|今天|昨天|已)?(?:致电|去电|拨打|打给|打电话给|联系|拜访|发微信给|微信联系|回电)(?!我)"
)
_UNANSWERED = re.compile(
    r"(?i:\bno (?:answer|reply|response|luck|word yet|pick-?up)\b"
    r"|\b(?:did|has|have|does|is|was|do)(?:n['’]?t| not) (?:yet )?(?:answer|pick(?:ed)? up|repl(?:y|"
    r"ied)|respond|return|call(?:ed)? back|"
    r"react|get back|got back)\w*"
    r"|\bnot (?:answering|picking up|replying|responding|reachable|available)\b|\b(?:never|"
    r"nobody) (?:answered|picked up|replied)\b"
    r"|\bvoice ?mail\b|\bleft (?:(?:him|her|them) )?(?:a |another )?(?:message|word|note)\b|"
    r"\bunanswered\b|\bunreachable\b|\brang out\b"
    r"|\b(?:line|phone) (?:was |is )?(?:busy|engaged|off|dead)\b"
    r"|\b(?:could|can)(?:n['’]?t| ?not) (?:reach|get through)\b|\bunable to reach\b|\bcould not reach\b|"
    r"\bbounced\b"
    r"|\b(?:tried|trying) (?:to (?:call|reach|phone|ring)|calling|ringing)\b(?! and)|\bstill silent\b|"
    r"\bseen but\b|\bleft on read\b)"
    r"|(?:电话)?(?:没|未|不|没有|没人|无人|一直没|都没)(?:有)?(?:人)?接(?!受|待|触|到货|送)|(?:没|未|不|"
    r"没有|一直没|还没|尚未)(?:有)?(?:回(?!来|国|家|款|升|到|店|去)|答复|应答|搭理)"
    r"|无应答|无人应答|没(?:有)?反应|打不通|没打通|没联系上|联系不上|关机|占线|忙音|语音信箱|"
    r"(?<!客户)(?<!他)(?<!她)留(?:了)?(?:个)?言|已读不回|无回音|没音讯"
)
# What somebody else failed to answer is a complaint told to us, not an outreach of ours.
_REPORTED = re.compile(
    r"(?i:\b(?:said|says|complain\w*|told|angry|upset|annoyed|furious|disappointed|because|that|"
    r"boutique|workshop|service|"
    r"concierge|our|we|his (?:calls?|e-?mails?|messages?|letters?)|her (?:calls?|e-?mails?|messages?|"
    r"letters?))\b)"
    r"|说|投诉|抱怨|生气|不满|我们|客服|售后|因为|反映"
)
_AFTER_ALL = re.compile(
    r"(?i:\b(?:he|she|they|client|then|later|finally|but|and)\b[^.;!?\n]{0,30}?\b(?:called|rang|phoned|"
    r"wrote|texted) (?:me |us )?back\b"
    r"|\b(?:then|later|finally|eventually)\b[^.;!?\n]{0,20}?\b(?:answered|replied|picked up|reached|"
    r"got through|responded)\b)"
    r"|(?:后来|随后|晚上|晚些|之后|终于|下午|最后)[^，。；,.;]{0,6}(?:接了|回了|回复了|回电|联系上|打通|"
    r"打回来)|打回来|回电了|回过来"
)
_SENTENCE_END = re.compile(r"[.;!?\n。；！？]")
_READ_CHARS = 4_000


def direction_of(text: str) -> Direction:
    """Return who started the contact; an answered outreach when the note does not say.

    A client's start told before any act of ours makes it inbound. Silence counts as unanswered
    only when it met our own outreach, not when the client tells of somebody else's silence.
    """
    text = simplified(text[:_READ_CHARS])
    inbound = next(happened(_INBOUND, text), None)
    outbound = next(happened(_OUTBOUND, text), None)
    if inbound and not (outbound and outbound.start() <= inbound.start()):
        return Direction.INBOUND
    silence = next((found for found in happened(_UNANSWERED, text) if not _is_reported(text, found)), None)
    if silence and not _AFTER_ALL.search(text, silence.end()):
        return Direction.OUTBOUND_UNANSWERED
    return Direction.OUTBOUND_ANSWERED


def _is_reported(text: str, found: re.Match[str]) -> bool:
    sentence_starts = [end.end() for end in _SENTENCE_END.finditer(text, 0, found.start())]
    return bool(_REPORTED.search(text[sentence_starts[-1] if sentence_starts else 0 : found.start()]))
