"""Tells the name of a speaker from the label of a note: ``Chen:`` speaks, ``Budget:`` does not."""

import re

from loyalty.names.everyday import is_everyday
from loyalty.names.folding import simplified, words_of
from loyalty.names.lists import listed

_LABELS = frozenset(
    listed("""
    action address advice agenda aim allergies answer attention background birthday bought budget
    called cancelled colour color comment comments concern conclusion context cons contact cost
    customer date deadline detail details dinner dislikes email event example family feedback fee
    follow followup fw fwd hobbies hotel http https idea important info interests invoice issue item
    items later like likes link location lunch measurements meeting memo minutes model mood morning
    n next nb needs note notes number occasion offer open order outcome phone place plan points
    preference preferences price priority product promise promised pros ps purpose q question
    questions re reason remark reminder request result risk service size sizes status subject
    summary task tel time title to todo today tomorrow tonight topic update urgent visit visited
    warning wechat whatsapp when where why wish wishes www yesterday appointment call came met
    mobile monday tuesday wednesday thursday friday saturday sunday noon arrived
    """)
)
_LABELS_ZH = re.compile(
    r"备注|注意|说明|尺寸|尺码|预算|喜好|喜欢|偏好|地址|电话|手机|生日|时间|地点|结果|下一步|待办|跟进|"
    r"情况|总结|主题|问题"
    r"|需求|客户|渠道|日期|价格|原因|反馈|会议|见面|面谈|预约|到店|来店|来电|致电|拜访|明天|今天|昨天|"
    r"后天|上午|下午|晚上"
    r"|早上|中午|凌晨|周[一二三四五六日末]|星期|午餐|晚餐|吃饭|活动|微信|邮件|短信|已|投诉|建议|提醒|"
    r"重点|目标|方案|计划|产品"
    r"|订单|型号|颜色|款式|风险|费用|家人|爱好|状态|进度|记录|更新|约了|约好|开会|送货|取货|要求|承诺|"
    r"答应|号码|联系"
)
_PUNCTUATION = re.compile(r"[?!;,，。！？；、“”\"<>{}|\\/=@]|\w{4}\.(?:\s|$)")
_DATE = re.compile(r"\d{1,4}\s*(?:[年月日/.-]|[A-Z][a-z]{2})")
_MOST_WORDS, _MOST_SIGNS, _MOST_CHARS = 4, 12, 40
# People in a conversation say I and you; labels and headings do not.
_IN_PERSON = re.compile(
    r"\b(?:i|i'm|i’m|i'll|me|my|mine|you|your|yours|we|us|our|hi|hello|hey|thanks|thank|ok|okay|yes|no|"
    r"sorry|please)\b"
    r"|[?？]|[我您你咱]|吗|呢|谢|好的|请|吧",
    re.IGNORECASE,
)


def is_speaker(name: str) -> bool:
    """Tell whether a short text before a colon or a time can be the name of who speaks."""
    name = name.strip()
    if not name or len(name) > _MOST_CHARS or _PUNCTUATION.search(name) or _DATE.match(name):
        return False
    words = words_of(name)
    if not words:
        return not any(char.isalnum() for char in name)
    if words[-1].isdigit() or len(name.split()) > _MOST_WORDS or len(words) > _MOST_SIGNS:
        return False
    if any(word in _LABELS for word in words) or _LABELS_ZH.search(simplified(name)):
        return False
    return name[0].isupper() or not all(is_everyday(word) for word in words)


def is_said_in_person(text: str) -> bool:
    """Tell whether a text addresses somebody or speaks of its writer."""
    return _IN_PERSON.search(simplified(text)) is not None
