"""The channel and direction of a contact are read from the words of its note."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.contacts import Channel, Direction, brand_mentioned, channel_of, direction_of

ODD = [
    "",
    " ",
    "\x00",
    "\ud800",
    "🌸" * 50,
    "\u202eמשה\u202c",
    "a" * 10_000,
    "电话" * 5_000,
    "will " * 2_000,
    "，" * 10_000,
]

CHANNELS_EN = [
    ("Called Chen Wei. His watch has been in service three weeks, nobody told him.", Channel.CALL),
    ("Chen called about the strap", Channel.CALL),
    ("chen wei rang me this morning", Channel.CALL),
    ("Phoned Mrs Hartley, no answer", Channel.CALL),
    ("Quick call with Sofia about the fee", Channel.CALL),
    ("Got a call from her assistant", Channel.CALL),
    ("Left a voicemail for James", Channel.CALL),
    ("Spoke to Chen by phone, all good", Channel.CALL),
    ("Chen picked up at once and was friendly", Channel.CALL),
    ("Call: wants a new appointment", Channel.CALL),
    ("Call about the watch in service, asked for patience", Channel.CALL),
    ("WhatsApp call with Sofia, twenty minutes", Channel.CALL),
    ("Video call with the family about the estate", Channel.VIDEO),
    ("Zoom with Hartley and his lawyer", Channel.VIDEO),
    ("Spoke to Lin Yue on Teams", Channel.VIDEO),
    ("FaceTime with Ka-yan, showed her the jade", Channel.VIDEO),
    ("He came by the boutique to try the coat", Channel.VISIT),
    ("Lin Yue stopped by, looked at two bags", Channel.VISIT),
    ("Dropped in without appointment, bought nothing", Channel.VISIT),
    ("Visited him at home with the new collection", Channel.VISIT),
    ("Tried three rings in store", Channel.VISIT),
    ("Walked in with her mother", Channel.VISIT),
    ("Met Chen Wei, discussed the portfolio", Channel.MEETING),
    ("Review meeting with James Hartley", Channel.MEETING),
    ("Sat down with both of them for an hour", Channel.MEETING),
    ("Saw him today, in good spirits", Channel.MEETING),
    ("WeChat: she loves the catalogue", Channel.WECHAT),
    ("Sent Lin Yue the photos on WeChat", Channel.WECHAT),
    ("wechatted xu min about the fair", Channel.WECHAT),
    ("Messaged Sofia on WhatsApp, she replied at once", Channel.WHATSAPP),
    ("whatsapp from hartley: bag arrived", Channel.WHATSAPP),
    ("Texted him the address", Channel.SMS),
    ("Sent a text message with the time", Channel.SMS),
    ("Emailed the valuation to Lady Ashworth", Channel.EMAIL),
    ("E-mail from James about the fees", Channel.EMAIL),
    ("Handwritten note sent with the flowers", Channel.LETTER),
    ("Wrote a letter of thanks... sent her a letter by post", Channel.LETTER),
    ("Had lunch with Chen Wei, in a good mood", Channel.DINNER),
    ("Met Hartley for dinner at the club", Channel.DINNER),
    ("Coffee with Sofia, talked about her move", Channel.DINNER),
    ("Took Lin Yue to lunch", Channel.DINNER),
    ("Attended our spring gala with his wife", Channel.EVENT),
    ("Met her at the auction preview", Channel.EVENT),
    ("Came to our trunk show and stayed two hours", Channel.EVENT),
    ("Very happy with the bag", Channel.OTHER),
    ("Will call him tomorrow about the ring", Channel.OTHER),
    ("Asked me to email the brochure", Channel.OTHER),
    ("Called her, will email the catalogue", Channel.CALL),
    ("Invited him to dinner next week", Channel.OTHER),
    ("Recall of the lot concerns his watch", Channel.OTHER),
    ("The event was called off", Channel.OTHER),
    ("New e-mail address noted", Channel.OTHER),
    ("Letter of credit is with the bank", Channel.OTHER),
]

CHANNELS_ZH = [
    ("刚和陈伟通电话，手表送修三周没人通知他，还问了别家怎么做。", Channel.CALL),
    ("陈伟来电，问表修好没有", Channel.CALL),
    ("她打电话来问订单", Channel.CALL),
    ("给林悦打了个电话，没接", Channel.CALL),
    ("致电何小姐，约了周五", Channel.CALL),
    ("回电给陈总，已道歉", Channel.CALL),
    ("电话里聊了半小时，心情不错", Channel.CALL),
    ("打了三次都没人接", Channel.CALL),
    ("微信语音通话二十分钟", Channel.CALL),
    ("微信电话聊了保险方案", Channel.CALL),
    ("客户未接，晚上再打", Channel.CALL),
    ("和徐敏视频通话，看了新款", Channel.VIDEO),
    ("腾讯会议过了季度报告", Channel.VIDEO),
    ("跟他视频聊了配置方案", Channel.VIDEO),
    ("陈太到店试了两件外套", Channel.VISIT),
    ("今天来店里取表", Channel.VISIT),
    ("林悦来访，带了女儿", Channel.VISIT),
    ("上门送了新品目录", Channel.VISIT),
    ("她過來看了翡翠，到店一小時", Channel.VISIT),
    ("客户进店逛了一圈没买", Channel.VISIT),
    ("和陈总见面，谈了家族信托", Channel.MEETING),
    ("面谈一小时，重做了风险测评", Channel.MEETING),
    ("拜访何女士，聊得很好", Channel.MEETING),
    ("与客户开会过合同", Channel.MEETING),
    ("在机场碰面，聊了几句", Channel.MEETING),
    ("微信发了新款图片，她很喜欢", Channel.WECHAT),
    ("陈伟微信问包到了没有", Channel.WECHAT),
    ("给她发了消息，已回", Channel.WECHAT),
    ("朋友圈点赞后私信聊了几句", Channel.WECHAT),
    ("企微回复了保养时间", Channel.WECHAT),
    ("WhatsApp 上问了价格", Channel.WHATSAPP),
    ("发短信提醒了预约", Channel.SMS),
    ("客人回短訊說收到", Channel.SMS),
    ("发邮件给他报告", Channel.EMAIL),
    ("收到客户電郵，問費用", Channel.EMAIL),
    ("寄了一张手写卡给她", Channel.LETTER),
    ("收到他的感谢信", Channel.LETTER),
    ("和陈伟吃饭，聊了孩子升学", Channel.DINNER),
    ("晚餐聊得很开心", Channel.DINNER),
    ("与林悦喝咖啡，谈到搬家", Channel.DINNER),
    ("下午茶见了何太", Channel.DINNER),
    ("参加了我们的品鉴会，很喜欢", Channel.EVENT),
    ("陈总出席周年晚宴", Channel.EVENT),
    ("拍卖会预展上见到她", Channel.EVENT),
    ("对包很满意", Channel.OTHER),
    ("明天打电话给他", Channel.OTHER),
    ("她让我发邮件给她先生", Channel.OTHER),
    ("邀请他下周吃饭", Channel.OTHER),
    ("换了电话号码", Channel.OTHER),
    ("电话聊过，下周再见面", Channel.CALL),
    ("客户要电脑清单", Channel.OTHER),
]

INBOUND, ANSWERED, UNANSWERED = Direction.INBOUND, Direction.OUTBOUND_ANSWERED, Direction.OUTBOUND_UNANSWERED

DIRECTIONS_EN = [
    ("Called Chen Wei. His watch has been in service three weeks, nobody told him.", ANSWERED),
    ("Called Chen Wei", ANSWERED),
    ("I called Chen, he is happy", ANSWERED),
    ("Emailed her the valuation, she thanked me", ANSWERED),
    ("Met James for lunch", ANSWERED),
    ("We visited him at home", ANSWERED),
    ("Sent photos on WeChat, she loves the blue one", ANSWERED),
    ("Spoke to Hartley about the fees", ANSWERED),
    ("Very happy with the bag", ANSWERED),
    ("Just called him, all settled", ANSWERED),
    ("Called; he called the delay a disgrace", ANSWERED),
    ("Chen called", INBOUND),
    ("Chen Wei called about the strap", INBOUND),
    ("chen wei called about the strap", INBOUND),
    ("James Hartley emailed, asks about fees", INBOUND),
    ("He rang me this morning", INBOUND),
    ("She messaged on WeChat about the sizes", INBOUND),
    ("His assistant called to move the appointment", INBOUND),
    ("The client wrote that the parcel was late", INBOUND),
    ("Call from Lin Yue: wants to see the ring", INBOUND),
    ("Got a call from Sofia", INBOUND),
    ("Received an email from James", INBOUND),
    ("Missed call from Chen Wei", INBOUND),
    ("Incoming call, asked about opening hours", INBOUND),
    ("He came by the boutique", INBOUND),
    ("Lin Yue stopped by, looked at two bags", INBOUND),
    ("Walk-in, bought a scarf", INBOUND),
    ("Yesterday Chen texted about the invoice", INBOUND),
    ("Heard from Xu Min, she moves to London", INBOUND),
    ("She left me a voicemail about the clasp", INBOUND),
    ("Called me twice about the same invoice", INBOUND),
    ("Called Chen Wei, no answer", UNANSWERED),
    ("No answer again", UNANSWERED),
    ("Called, went to voicemail", UNANSWERED),
    ("Left a message for James", UNANSWERED),
    ("Called Hartley, left a message with his office", UNANSWERED),
    ("Emailed twice, no reply yet", UNANSWERED),
    ("Tried to reach Sofia, line was busy", UNANSWERED),
    ("Messaged her on Monday, she didn't reply", UNANSWERED),
    ("Rang him; he did not pick up", UNANSWERED),
    ("Sent photos, seen but no response", UNANSWERED),
    ("Third call this month, voicemail again. He didn't return any of them.", UNANSWERED),
    ("Couldn't reach him all week", UNANSWERED),
    ("Called twice and he hasn’t called back", UNANSWERED),
    ("No answer at first, then he called me back in the evening", ANSWERED),
    ("Left a message, she replied, later he rang back", ANSWERED),
    ("Called Chen. He is angry that the workshop did not reply", ANSWERED),
    ("Called her. She said our concierge never answered", ANSWERED),
    ("Called Chen Wei, he will call back tomorrow", ANSWERED),
    ("Reached him at last, will call again if no reply comes", ANSWERED),
]

DIRECTIONS_ZH = [
    ("刚和陈伟通电话，手表送修三周没人通知他，还问了别家怎么做。", ANSWERED),
    ("致电陈总，约了周五", ANSWERED),
    ("给她发了新款图片，很喜欢", ANSWERED),
    ("拜访何女士，聊得很好", ANSWERED),
    ("和林悦吃饭，谈到搬家", ANSWERED),
    ("我打电话给他解释了费用", ANSWERED),
    ("对包很满意", ANSWERED),
    ("回电给陈总，已道歉", ANSWERED),
    ("微信聊了几句，心情不错", ANSWERED),
    ("给客户打电话，他说最近很忙", ANSWERED),
    ("发邮件给他，收到确认", ANSWERED),
    ("陈伟来电，问表修好没有", INBOUND),
    ("她打电话来问订单", INBOUND),
    ("她打电话给我，问尺寸", INBOUND),
    ("陈总打来，语气很急", INBOUND),
    ("客户给我发微信问价格", INBOUND),
    ("林悦发来照片，问能不能修", INBOUND),
    ("何小姐到店试了两件外套", INBOUND),
    ("今天来店里取表", INBOUND),
    ("徐敏路过，进来坐了坐", INBOUND),
    ("收到陈伟的邮件，投诉送货", INBOUND),
    ("客户主动联系，想加仓", INBOUND),
    ("陈太找我，想换一只包", INBOUND),
    ("他致电给我，要求退款", INBOUND),
    ("收到他的感谢信", INBOUND),
    ("陈伟来信，说搬去上海", INBOUND),
    ("客人來訪，帶了女兒", INBOUND),
    ("她微信我，问生日会", INBOUND),
    ("何总打电话过来，想约饭", INBOUND),
    ("早上他问我利率", INBOUND),
    ("给林悦打了个电话，没接", UNANSWERED),
    ("打了三次都没人接", UNANSWERED),
    ("致电陈总，无人接听", UNANSWERED),
    ("发了微信，没回", UNANSWERED),
    ("微信两天未回", UNANSWERED),
    ("电话打不通，关机", UNANSWERED),
    ("联系不上他，留了言", UNANSWERED),
    ("发了邮件，至今没有回复", UNANSWERED),
    ("消息已读不回", UNANSWERED),
    ("打给她，占线", UNANSWERED),
    ("未接，晚上再打", UNANSWERED),
    ("發了短訊，沒有回覆", UNANSWERED),
    ("又打了一次，还是不接", UNANSWERED),
    ("短信没反应", UNANSWERED),
    ("打电话没接，后来他回电了", ANSWERED),
    ("第一次没接，晚上终于接了", ANSWERED),
    ("他说客服一直没回复，很生气", ANSWERED),
    ("打电话给他，他抱怨没人回邮件", ANSWERED),
    ("电话里说东西没接到，已处理", ANSWERED),
    ("他还没回国，聊了几句", ANSWERED),
]


@pytest.mark.parametrize(("text", "channel"), CHANNELS_EN + CHANNELS_ZH)
def test_the_channel_is_read_from_the_note(text: str, channel: Channel) -> None:
    assert channel_of(text) == channel


@pytest.mark.parametrize(("text", "direction"), DIRECTIONS_EN + DIRECTIONS_ZH)
def test_the_direction_is_read_from_the_note(text: str, direction: Direction) -> None:
    assert direction_of(text) == direction


@pytest.mark.parametrize("table", [CHANNELS_EN, CHANNELS_ZH, DIRECTIONS_EN, DIRECTIONS_ZH])
def test_each_table_holds_forty_different_notes(table: list[tuple[str, object]]) -> None:
    assert len({text for text, _ in table}) >= 40


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("Asked what Cartier charges", "Cartier"),
        ("asked what CARTIER charges", "Cartier"),
        ("He went to Van Cleef & Arpels instead", "Van Cleef & Arpels"),
        ("saw it at vancleefarpels.com", "Van Cleef & Arpels"),
        ("还去看了卡地亚的戒指", "卡地亚"),
        ("還去看了卡地亞的戒指", "卡地亚"),
        ("Hermès has the same colour", "Hermes"),
        ("First Hermes, then Cartier", "Hermes"),
        ("Cartier Love bracelet", "Cartier Love"),
        ("a carter came", None),
        ("The cartiers of old", None),
        ("", None),
    ],
)
def test_a_brand_is_found_as_a_whole_word(text: str, brand: str | None) -> None:
    brands = ["Cartier", "Cartier Love", "Hermes", "Van Cleef & Arpels", "卡地亚", "...", ""]

    assert brand_mentioned(text, brands) == brand


def test_no_brand_is_found_without_brands() -> None:
    assert brand_mentioned("Asked what Cartier charges", []) is None


@pytest.mark.parametrize("text", ODD)
def test_odd_notes_are_read_without_error(text: str) -> None:
    assert channel_of(text) in Channel
    assert direction_of(text) in Direction
    assert brand_mentioned(text, ["Cartier", text]) in ("Cartier", text, None)


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_note_is_read_without_error(text: str) -> None:
    assert channel_of(text) in Channel
    assert direction_of(text) in Direction
    assert brand_mentioned(text, [text[:5], "Cartier"]) in (text[:5], "Cartier", None)
