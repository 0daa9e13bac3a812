"""Reads the channel of a contact from the words of its note."""

import re

from loyalty.contacts.intentions import happened
from loyalty.contacts.kinds import Channel
from loyalty.names.folding import simplified

# Longer phrases stand before shorter ones that begin alike: "video call" is no call, 微信电话 is one.
_PHRASES: tuple[tuple[Channel, str], ...] = (
    (
        Channel.VIDEO,
        r"\b(?:video[ -]?(?:call|chat|conference|meeting)\w*|face ?time\w*|zoom(?:ed)?(?: call| meeting)?|"
        r"(?:on|over|via|by|ms|microsoft) teams\b|skype\w*|google meet)\b|视频(?:通话|会议|电话|聊|沟通|"
        r"连线)?|腾讯会议|线上会议",
    ),
    (
        Channel.CALL,
        r"\b(?:we ?chat|whats ?app) (?:voice )?call\w*|微信(?:语音通话|电话|通话|语音电话)|"
        r"\bcalled(?! (?:off|for|it|him a|her a|us a|me a))\b|\b(?:a|the|our|his|her|their|by|long|"
        r"short|quick|brief|phone|missed|"
        r"incoming|inbound|outbound|return|conference|follow-up|courtesy) (?:tele)?(?:phone )?call\b|"
        r"\bcalls?:|^call(?:s|ed)? (?:with|to|from|about|re|on)\b|"
        r"\bcall (?:from|with)\b|\b(?:phoned|rang|telephoned|dialled|dialed|ringed)\b|\b(?:by|on the|"
        r"over the|via) (?:tele)?phone\b|"
        r"\b(?:tele)?phone call\b|\bvoice ?mail\b|\bvoice mail\b|\bpicked up\b|\bspoke on the phone\b|"
        r"(?:通|打|来|去|回|接|致)(?:了|过|个|一个|了个)?(?:电话|电)(?!脑|影|视|器|梯|邮|子|号码)|"
        r"电话(?:里|中|上|沟通|联系|回访|没|未|聊|给|打|来|：|:|，|,|通)|通话|"
        r"来电|去电|致电|回电|拨打|拨了|打给|打过去|打不通|没打通|没接|未接|不接|没人接|无人接听",
    ),
    (Channel.WHATSAPP, r"\bwhats ?app\w*|\bwa msg\b"),
    (
        Channel.WECHAT,
        r"\bwe ?chat\w*|\bweixin\b|微信|企微|朋友圈|发(?:了|来|过|去)?(?:一?[条个])?(?:消息|信息|语音)|"
        r"私信",
    ),
    (
        Channel.SMS,
        r"\b(?:texted|sms\w*|text(?: message|s)|imessage\w*)\b|\b(?:a|by|sent|via) text\b|短信|简讯|短讯",
    ),
    (Channel.EMAIL, r"\be-?mail(?:ed|s|ing)?\b(?! address)|\b(?:wrote|replied) by mail\b|邮件|电邮"),
    (
        Channel.LETTER,
        r"\b(?:letters?(?! of)|handwritten|hand-written|post ?card|greeting card|thank-you (?:card|"
        r"note)|by post)\b|"
        r"手写(?:信|卡)|书信|寄(?:了|出|去|来)?(?:一?[封张])?(?:信|卡|贺卡|明信片|请柬)|来信|一封信|"
        r"贺卡|感谢信",
    ),
    (
        Channel.DINNER,
        r"\b(?:had|having|over|for|at|after|during|took (?:\w+ ){1,3}to|shared|with|a|our|joint|"
        r"business|working|team|private|long|quick) "
        r"(?:a |an |our |his |her |the |some )?(?:\w+ )?(?:dinner|lunch|breakfast|brunch|supper|coffee|"
        r"drinks|afternoon tea|high tea|"
        r"cup of tea|cup of coffee)\b|^(?:dinner|lunch|breakfast|brunch|supper|coffee|drinks|tea)\b|"
        r"晚餐|晚饭|午餐|午饭|早餐|早茶|饮茶|喝茶|喝(?:了)?(?:杯)?咖啡|吃(?:了)?(?:个|顿)?饭|聚餐|宴请|"
        r"饭局|下午茶|共进",
    ),
    (
        Channel.EVENT,
        r"\b(?:attended|came to|joined|at|during|after) (?:us at )?(?:our |the |a |an |his |her |"
        r"my )?(?:\w+[ -]){0,3}"
        r"(?:event|gala|preview|fashion show|trunk show|show|exhibition|opening|private viewing|viewing|"
        r"cocktail|auction|reception|"
        r"launch|tasting|concert|opera|charity (?:dinner|ball)|ball|polo|regatta|seminar|workshop day|"
        r"masterclass|salon)\b|"
        r"参加|出席|活动(?:上|现场|中)|展览|酒会|发布会|预展|拍卖会|品鉴会|沙龙|慈善晚宴|晚宴|时装秀|"
        r"音乐会",
    ),
    (
        Channel.VISIT,
        r"\b(?:came|stopped|dropped|popped|walked|swung|passed|comes|stops|drops) (?:by|in|into|over|"
        r"round|back)\b|\bwalk-in\b|"
        r"\bvisit(?:ed|s)?\b|\bin[ -](?:the )?(?:store|shop|boutique|branch|showroom|salon)\b|"
        r"\bat (?:the|our) (?:store|shop|boutique|branch|showroom|counter|flagship)\b|\bcame to (?:the|"
        r"our|see)\b|"
        r"到店|来店|进店|店里|门店|門店|到访|来访|上门|专柜|过来(?:看|试|取|挑|了)|来(?:看|试|取|挑)",
    ),
    (
        Channel.MEETING,
        r"\b(?:met|meeting|met up|meet-?up|appointment|sat down with|face to face|face-to-face|in person|"
        r"saw (?:him|her|them))\b(?! (?:the |his |her |our )?(?:deadline|expectations?|needs|target))|"
        r"见面|面谈|会面|会议|开会|见了|碰面|面聊|拜访|会谈|登门",
    ),
)
_COMPILED = tuple((channel, re.compile(phrase, re.IGNORECASE)) for channel, phrase in _PHRASES)
# "Met Chen for lunch", "met at the auction": the place says more than the meeting.
_MORE_THAN_MEETING = frozenset({Channel.DINNER, Channel.EVENT, Channel.VISIT, Channel.VIDEO})
# "Came to our gala": the occasion says more than the coming.
_MORE_THAN_VISIT = frozenset({Channel.EVENT, Channel.DINNER})
# A note tells its channel early; a pasted book need not be read to its end.
_READ_CHARS = 4_000


def channel_of(text: str) -> Channel:
    """Return the channel of the first contact the note tells of; OTHER when it names none.

    What is planned or asked for ("will email", 明天再打电话) does not count.
    """
    text = simplified(text[:_READ_CHARS])
    first: dict[Channel, int] = {}
    for channel, phrase in _COMPILED:
        found = next(happened(phrase, text), None)
        if found:
            first[channel] = found.start()
    if Channel.VISIT in first and not _MORE_THAN_VISIT.isdisjoint(first):
        del first[Channel.VISIT]
    if Channel.MEETING in first and not _MORE_THAN_MEETING.isdisjoint(first):
        del first[Channel.MEETING]
    # At one place the longer phrase won by standing earlier in the list: min keeps the first.
    return min(first, key=lambda channel: first[channel], default=Channel.OTHER)
