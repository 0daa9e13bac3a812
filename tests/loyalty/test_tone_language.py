"""The language of a note: Chinese full of English terms, English with Chinese names, and neither."""

import re

import pytest

from loyalty.tone.language import language_of
from loyalty.tone.normalise import folded
from loyalty.tone.train import notes_of

BOTH_SCRIPTS = re.compile(r"[a-zA-Z].*[\u3400-\u9fff]|[\u3400-\u9fff].*[a-zA-Z]", re.DOTALL)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("合约auto-renew条款被对方律师highlight，要求delete，客户让我们confirm deadline", "zh"),
        ("capital call的notice发了两次，remind了一次，PA也ping了，没人confirm，也没有out of office", "zh"),
        ("下晝send咗monthly report俾佢同佢accountant，兩個都confirm收到。", "zh"),
        ("她说the service is terrible，I will never come back，然后挂了电话", "zh"),
        ("Hermes Birkin 25 Togo GHW到店，已通知客户", "zh"),
        ("token坏，换新，DHL，D+2", "zh"),
        ("他confirm了meeting", "zh"),
        ("Met 陈伟 at the Peninsula, happy with the ring", "en"),
        ("Lunch with 李太太 and 王小姐 at 国金轩, both loved the jade", "en"),
        ('He said "我不要了" and walked out of the shop', "en"),
        ("Toasted with 恭喜发财 and gave her daughter a red packet", "en"),
        ("Called 陈伟, no answer", "en"),
        ("Mrs 陈 upset, 王 too", "en"),
        ("La cliente 陈伟 est très mécontente de la livraison", "other"),
        ("Le client a dit 我不满意 et il est parti", "other"),
        ("Khách hàng 陈伟 rất không hài lòng với dịch vụ", "other"),
        ("Pelanggan 陈伟 sangat kecewa dengan layanan kami", "other"),
        ("担当者の対応にとても満足しています", "other"),
    ],
)
def test_the_words_that_hold_a_sentence_together_tell_its_language(text: str, language: str) -> None:
    assert language_of(folded(text).text) == language


def test_hardly_any_committed_chinese_note_with_latin_words_is_taken_for_another_language() -> None:
    mixed = [note.text for note in notes_of("zh") if BOTH_SCRIPTS.search(note.text)]

    wrong = [text for text in mixed if language_of(folded(text).text) != "zh"]

    assert len(wrong) * 50 <= len(mixed), wrong
