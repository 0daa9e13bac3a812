"""A client is recognised however the name is written; a note about a rose is not about Rose."""

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loyalty.names import Kind, NameBook, NameEntry, is_note, is_sure, normalised, reading
from loyalty.names.folding import simplified
from loyalty.names.pinyin import divided, sounds

BOOK = NameBook(
    [
        NameEntry("chen", ("陈伟", "Chen Wei")),
        NameEntry("lin", ("Lin Yue", "林悦")),
        NameEntry("hartley", ("James Hartley",)),
        NameEntry("ho", ("Ho Ka-yan", "何嘉欣")),
        NameEntry("reyes", ("Sofia Maria Reyes",)),
        NameEntry("xu", ("徐敏",)),
        NameEntry("ashworth", ("Lady Ashworth",)),
        NameEntry("park", ("朴真", "Park Jin")),
        NameEntry("grace", ("Grace Long",)),
        NameEntry("will", ("Will May",)),
        NameEntry("gao", ("高兴",)),
        NameEntry("ouyang", ("欧阳茜",)),
        NameEntry("lv", ("吕布",)),
        NameEntry("nunez", ("José Núñez",)),
        NameEntry("camus", ("阿尔贝·加缪",)),
        NameEntry("mixed", ("李安 Anna Li",)),
        NameEntry("blossom", ("🌸",)),
        NameEntry("shi", ("时小雨",)),
        NameEntry("bao", ("包敏敏",)),
        NameEntry("ma", ("马明", "Ma")),
        NameEntry("code", ("C12346",)),
        NameEntry("hangul", ("박진영",)),
    ]
)
CHENS = NameBook(
    [
        NameEntry("wei", ("陈伟", "Chen Wei")),
        NameEntry("min", ("陈敏",)),
        NameEntry("weiming", ("陈伟明",)),
        NameEntry("wei2", ("Chen Wei",)),
        NameEntry("hartley", ("James Hartley",)),
        NameEntry("hartley2", ("Emma Hartley",)),
    ]
)
ODD = [
    "",
    " ",
    "\x00",
    "\ud800",
    "\udc00陈\ud800伟",
    "🌸🌸",
    "👨‍👩‍👧",
    "\u202e陈伟\u202c",
    "מר כהן",
    "شيخ",
    "<b>陈</b>",
    "{{7*7}}",
    "'; DROP TABLE clients; --",
    "=cmd()",
    "'s",
    "-",
    "陈" * 10_000,
    "chen wei " * 1_200,
    "x" * 10_000,
    "\n" * 10_000,
    "ß" * 300,
    "ﷺ" * 300,
    "½",
    "İ",
    "ǰ",
    "老",
    "总",
    "Mr",
    "Mr.",
]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("  Chen   Wei ", "chen wei"),
        ("ＣＨＥＮ，Wei", "chen wei"),
        ("陳偉", "陈伟"),
        ("陈 伟", "陈伟"),
        ("阿尔贝·加缪", "阿尔贝加缪"),
        ("O’Brien", "obrien"),
        ("Hartley's", "hartley"),
        ("José Núñez", "jose nunez"),
        ("Łukasz Ørsted", "lukasz orsted"),
        ("Straße", "strasse"),
        ("Anna李", "anna 李"),
        ("\u202eChen\u200b Wei\x00", "chen wei"),
        ("<b>Bob</b>", "b bob b"),
        ("\ud800Bob", "bob"),
        ("🌸\ud800", "🌸"),
        ("★ ★", "★ ★"),
        ("राम", "राम"),
        ("\u200b", ""),
        ("", ""),
    ],
)
def test_spellings_of_one_name_are_normalised_alike(written: str, folded: str) -> None:
    assert normalised(written) == folded


@pytest.mark.parametrize(
    ("query", "client"),
    [
        ("chen", "chen"),
        ("陈伟", "chen"),
        ("陳偉", "chen"),
        ("陈 伟", "chen"),
        ("cw", "chen"),
        ("CW", "chen"),
        ("chen wei", "chen"),
        ("Wei Chen", "chen"),
        ("chenwei", "chen"),
        ("weichen", "chen"),
        ("wei", "chen"),
        ("陈", "chen"),
        ("陈总", "chen"),
        ("陈先生", "chen"),
        ("陈太", "chen"),
        ("陈小姐", "chen"),
        ("陈女士", "chen"),
        ("陈伟先生", "chen"),
        ("陈总经理", "chen"),
        ("陈生", "chen"),
        ("Mr Chen", "chen"),
        ("Mrs. Hartley", "hartley"),
        ("Dr Hartley", "hartley"),
        ("Hartley, James", "hartley"),
        ("jh", "hartley"),
        ("ka yan", "ho"),
        ("Ka-Yan", "ho"),
        ("kayan", "ho"),
        ("ho kayan", "ho"),
        ("hky", "ho"),
        ("hjx", "ho"),
        ("he jiaxin", "ho"),
        ("jia xin he", "ho"),
        ("嘉欣", "ho"),
        ("嘉欣姐", "ho"),
        ("何太太", "ho"),
        ("sofia reyes", "reyes"),
        ("reyes sofia", "reyes"),
        ("smr", "reyes"),
        ("xm", "xu"),
        ("xumin", "xu"),
        ("ashworth", "ashworth"),
        ("Lady Ashworth", "ashworth"),
        ("piao zhen", "park"),
        ("park zhen", "park"),
        ("park jin", "park"),
        ("ouyang qian", "ouyang"),
        ("ouyangxi", "ouyang"),
        ("欧阳", "ouyang"),
        ("欧阳生", "ouyang"),
        ("lv bu", "lv"),
        ("lu bu", "lv"),
        ("lyubu", "lv"),
        ("jose nunez", "nunez"),
        ("阿尔贝加缪", "camus"),
        ("aerbeijiamou", "camus"),
        ("anna li", "mixed"),
        ("李安", "mixed"),
        ("🌸", "blossom"),
        ("c12346", "code"),
        ("박진영", "hangul"),
    ],
)
def test_a_query_that_equals_a_name_means_one_client(query: str, client: str) -> None:
    assert BOOK.exact(query) == [client]


@pytest.mark.parametrize(
    "query", ["", "c", "chenn", "陈韦", "先生", "mr", "c w", "陈伟的表", "x" * 500, "🌷"]
)
def test_a_query_that_equals_no_name_means_nobody(query: str) -> None:
    assert BOOK.exact(query) == []


def test_a_shared_surname_means_all_who_bear_it_in_the_order_of_the_book() -> None:
    assert CHENS.exact("chen") == ["wei", "min", "weiming", "wei2"]
    assert CHENS.exact("陈总") == ["wei", "min", "weiming"]


def test_a_whole_name_beats_a_part_of_a_longer_one() -> None:
    assert BOOK.exact("ma") == ["ma"]
    assert CHENS.exact("chen wei") == ["wei", "wei2"]


def test_entries_with_one_id_are_one_client() -> None:
    book = NameBook([NameEntry("a", ("Chen Wei",)), NameEntry("a", ("Vivian",)), NameEntry("b", ())])

    assert len(book) == 2
    assert book.exact("vivian") == book.exact("chen wei") == ["a"]


@pytest.mark.parametrize(
    ("query", "client"),
    [
        ("chen wie", "chen"),
        ("cehn wei", "chen"),
        ("chenwie", "chen"),
        ("Hartly", "hartley"),
        ("hart", "hartley"),
        ("jameshartly", "hartley"),
        ("James Hartlye", "hartley"),
        ("met hartly today", "hartley"),
        ("陈韦", "chen"),
        ("昨天和陈韦吃饭", "chen"),
        ("林", "lin"),
        ("悦", "lin"),
        ("asworth", "ashworth"),
        ("Sophia Reyes", "reyes"),
        ("kayen", "ho"),
        ("nunes", "nunez"),
        ("chen", "chen"),
        ("cw", "chen"),
        ("Mr Hartley", "hartley"),
        ("grac", "grace"),
        ("🌸", "blossom"),
    ],
)
def test_search_forgives_slips(query: str, client: str) -> None:
    assert BOOK.search(query)[0].client_id == client


def test_search_returns_the_best_first_and_no_more_than_asked_for() -> None:
    hits = CHENS.search("chen wei", limit=3)

    assert [hit.client_id for hit in hits] == ["wei", "wei2", "weiming"]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].score == 100.0


@pytest.mark.parametrize("query", ["zzzz", "", "the", "x", "qwertyuiop", "q" * 10_000])
def test_search_finds_nobody_for_a_stranger(query: str) -> None:
    assert BOOK.search(query) == []


@pytest.mark.parametrize(
    ("text", "matched"),
    [
        ("Called Chen Wei. His watch has been in service three weeks.", ["Chen Wei"]),
        ("called chen wei about the watch", ["chen wei"]),
        ("Wei Chen came by", ["Wei Chen"]),
        ("Chen called", ["Chen"]),
        ("Hartley's fee question is open", ["Hartley"]),
        ("Lunch with Hartley, James", ["Hartley, James"]),
        ("Mr. Hartley and Sofia came for lunch", ["Mr. Hartley", "Sofia"]),
        ("met Ka-yan at the opera", ["Ka-yan"]),
        ("met Ho Ka-yan at the opera", ["Ho Ka-yan"]),
        ("刚和陈伟通电话，手表送修三周没人通知他", ["陈伟"]),
        ("剛和陳偉通電話", ["陳偉"]),
        ("陈总来电话说表坏了", ["陈总"]),
        ("陈总，手表修好了", ["陈总"]),
        ("和嘉欣姐吃饭", ["嘉欣姐"]),
        ("和嘉欣吃饭", ["嘉欣"]),
        ("老陈来电", ["老陈"]),
        ("欧阳来过", ["欧阳"]),
        ("Chen总很满意", ["Chen总"]),
        ("陈伟和林悦一起来", ["陈伟", "林悦"]),
        ("昨天见了Chen Wei他说", ["Chen Wei"]),
        ("Spoke to Grace about her portfolio", ["Grace"]),
        ("Grace called about the clasp", ["Grace"]),
        ("Will called about the ring", ["Will"]),
        ("Met May for lunch", ["May"]),
        ("sent the note to C12346 today", ["C12346"]),
        ("高兴女士来电", ["高兴女士"]),
        ("马明明天来店", ["马明"]),
        ("陈生来电", ["陈生"]),
        ("박진영 전화", ["박진영"]),
    ],
)
def test_clients_named_in_a_note_are_found(text: str, matched: list[str]) -> None:
    found = BOOK.mentioned(text)

    assert [mention.matched for mention in found] == matched
    assert all(text[mention.start : mention.end] == mention.matched for mention in found)


@pytest.mark.parametrize(
    "text",
    [
        "Will call him tomorrow",
        "A long talk, he will pay in May",
        "May be late",
        "grace period of the loan",
        "客户很高兴，买了包",
        "陈列柜很好看",
        "陈，下次再说",
        "等了3小时",
        "小包卖完了",
        "包太贵了",
        "时总部搬家",
        "何时来取",
        "和李嘉欣吃饭",
        "Chenault rang",
        "machen wir",
        "陈，伟大",
        "我的欣慰",
        "Ma",
        "方便的时候来",
        "",
    ],
)
def test_everyday_words_are_nobody(text: str) -> None:
    assert BOOK.mentioned(text) == []


def test_a_given_name_that_is_an_everyday_word_is_nobody() -> None:
    book = NameBook([NameEntry("li", ("李安静",))])

    assert book.mentioned("店里很安静") == []
    assert [mention.matched for mention in book.mentioned("李安静来店")] == ["李安静"]


def test_a_name_does_not_reach_over_the_end_of_a_sentence() -> None:
    assert [mention.matched for mention in BOOK.mentioned("I met Chen. Wei too.")] == ["Chen", "Wei"]


def test_the_longest_name_wins() -> None:
    assert [mention.client_id for mention in CHENS.mentioned("和陈伟明吃饭")] == ["weiming"]


def test_a_time_word_is_no_part_of_a_name() -> None:
    assert [mention.client_id for mention in CHENS.mentioned("陈伟明天来店")] == ["wei"]


def test_a_shared_surname_alone_names_nobody_but_an_address_names_all() -> None:
    assert CHENS.mentioned("Hartley is fine") == []
    assert [mention.client_id for mention in CHENS.mentioned("Mrs Hartley is fine")] == [
        "hartley",
        "hartley2",
    ]


def test_an_address_means_the_client_named_in_full() -> None:
    found = CHENS.mentioned("James Hartley called. Mr Hartley was unhappy.")

    assert [(mention.client_id, mention.matched) for mention in found] == [
        ("hartley", "James Hartley"),
        ("hartley", "Mr Hartley"),
    ]


def test_an_address_of_a_crowd_names_nobody() -> None:
    crowd = NameBook(NameEntry(str(number), (f"陈{chr(0x5000 + number)}",)) for number in range(30))

    assert crowd.mentioned("陈总来电") == []


def test_a_full_name_scores_above_an_address_above_a_part() -> None:
    scores = [
        BOOK.mentioned(text)[0].score for text in ("James Hartley rang", "Mr Hartley rang", "Hartley rang")
    ]

    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


@pytest.mark.parametrize(
    ("text", "kind", "clients"),
    [
        ("chen", Kind.CARD, ["chen"]),
        ("陈伟", Kind.CARD, ["chen"]),
        ("cw", Kind.CARD, ["chen"]),
        ("陈伟怎么样", Kind.CARD, ["chen"]),
        ("card for Hartley", Kind.CARD, ["hartley"]),
        ("Hartley, please", Kind.CARD, ["hartley"]),
        ("Mary Hartley", Kind.SEVERAL, ["hartley"]),
        ("陈伟明", Kind.SEVERAL, ["chen"]),
        ("chen wei, hartley", Kind.SEVERAL, ["chen", "hartley"]),
        ("Called Chen Wei about his watch", Kind.LOG, ["chen"]),
        ("陈伟没接电话", Kind.LOG, ["chen"]),
        ("Met Chen Wei and James Hartley for lunch", Kind.LOG_SEVERAL, ["chen", "hartley"]),
        ("陈伟和林悦一起来店里看表", Kind.LOG_SEVERAL, ["chen", "lin"]),
        ("James said that Hartley is fine with it", Kind.LOG, ["hartley"]),
        ("hello there", Kind.SEARCH, []),
        ("", Kind.SEARCH, []),
    ],
)
def test_a_free_text_is_read_by_what_it_names(text: str, kind: Kind, clients: list[str]) -> None:
    understood = reading(text, BOOK)

    assert (understood.kind, list(understood.client_ids)) == (kind, clients)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Hartly", False),
        ("Please call her back about it", True),
        ("Mr James van der Hartley", False),
        ("the lady with the jade", False),
        ("the lady with the jade called", True),
        ("call lady\nback about the\tring", True),
        ("欧阳慧敏女士", False),
        ("欧阳慧敏女士好", True),
        ("那位先生说手表很好", True),
        ("Mr 陈 said 很满意", False),
        ("", False),
    ],
)
def test_more_than_a_name_without_a_known_client_is_a_note_whose_client_is_missing(
    text: str, note: bool
) -> None:
    assert is_note(text) is note


def test_a_slip_is_sure_and_another_first_name_is_not() -> None:
    assert is_sure(reading("Hartly", BOOK).hits)
    assert not is_sure(reading("Mary Hartly", BOOK).hits)
    assert not is_sure(reading("hello there", BOOK).hits)


def test_a_name_of_several_asks_which() -> None:
    assert reading("chen", CHENS).kind is Kind.SEVERAL


def test_a_note_naming_nobody_brings_the_likeliest_clients() -> None:
    understood = reading("Met Hartly today, he was very content", BOOK)

    assert understood.kind is Kind.SEARCH
    assert understood.hits[0].client_id == "hartley"


def test_simplifying_moves_no_character() -> None:
    assert simplified("與陳偉 met, 乾杯") == "与陈伟 met, 干杯"


def test_titles_within_a_name_do_not_hide_it() -> None:
    book = NameBook(
        [NameEntry("jr", ("Dr. John Peel Jr.",)), NameEntry("wang", ("王总",)), NameEntry("mr", ("Mr",))]
    )

    assert book.exact("john peel") == book.exact("peel") == ["jr"]
    assert book.exact("wang") == book.exact("王先生") == ["wang"]
    assert book.exact("mr") == ["mr"]


def test_an_empty_book_answers() -> None:
    book = NameBook([])

    assert (book.exact("chen"), book.search("chen"), book.mentioned("chen")) == ([], [], [])
    assert reading("chen wei called", book).kind is Kind.SEARCH


def test_a_chinese_name_is_divided_at_its_surname() -> None:
    assert [divided(name) for name in ("陈伟", "欧阳茜", "陈方安生", "香格里拉酒店")] == [
        ("陈", "伟"),
        ("欧阳", "茜"),
        ("陈", "方安生"),
        ("", "香格里拉酒店"),
    ]


def test_a_character_without_pinyin_has_no_sound() -> None:
    assert sounds("박", "진") == sounds("陈", "𠮷") == sounds("𠮷", "伟") == ()


@pytest.mark.parametrize("text", ODD)
def test_odd_input_is_read_without_error(text: str) -> None:
    book = NameBook([NameEntry("odd", (text, "Chen Wei"))])

    assert normalised(text) == normalised(normalised(text))
    assert reading(text, book).kind in Kind
    assert reading(text, BOOK).kind in Kind
    assert isinstance(book.search(text), list)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.text(max_size=120))
@example("陈\ud800", "Mr \ud800陈总's")
def test_any_name_and_any_text_are_read_without_error(name: str, text: str) -> None:
    book = NameBook([NameEntry("a", (name,)), NameEntry("b", ("陈伟", name + "伟"))])

    for mention in (*book.mentioned(text), *book.mentioned(text + name + text)):
        assert 0 < mention.score <= 100
    assert reading(text, book).kind in Kind
    assert normalised(normalised(name)) == normalised(name)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="陈伟明总老太先生小chenwei Mr.,，'-天", max_size=40))
def test_mentions_stand_in_the_text_in_order_and_do_not_overlap(text: str) -> None:
    spans = sorted({(mention.start, mention.end) for mention in CHENS.mentioned(text)})

    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert [mention.matched for mention in CHENS.mentioned(text)] == [
        text[mention.start : mention.end] for mention in CHENS.mentioned(text)
    ]


def test_threads_share_one_book() -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(CHENS.search, ["chen wie"] * 64))

    assert all(answer == answers[0] for answer in answers)


def test_a_large_book_is_searched_in_no_time() -> None:
    surnames = [first + last for first in "阿陈林何徐王李张刘杨" for last in "伟悦敏欣真怡"]
    entries = [
        NameEntry(
            str(number),
            (surnames[number % 60] + chr(0x4E00 + number % 900), f"Name{number} Given{number % 700}"),
        )
        for number in range(4_000)
    ]
    book = NameBook(entries)

    started = time.thread_time()
    hits = book.search("nmae3999 given499")

    assert hits[0].client_id == "3999"
    # 30 ms are promised for 100,000 names; a tenth of them must not need more on a busy machine.
    assert time.thread_time() - started < 0.3
