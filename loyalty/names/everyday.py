"""Knows the everyday words that are names too, so that a note about a rose is not about Rose."""

from loyalty.names.lists import listed

_MONTHS = listed("january march april may june july august summer autumn winter")
_SENTENCE_WORDS = listed("""
    a able about after again ago all also always am an and any are as ask asked at away back bad be been
    before best better big both but by call called came can card case client come could day dear deal did
    do does done down due each early else end even ever few find fine first for found free friend from
    full get gift give go going gone good got great had half happy hard has have he hello help her here
    hers hi high him his home hope house how if in into is it its just keep kind know last late least left
    less let like long look lot love low made make man many me mean meet men met more most much must my
    near need new next nice no none noon not note now of off old on once one only open or order other our
    out over own paid part past pay per plan please poor put quite ready real really right ring said same
    sat saw say says see seen sent set shall she show sir so some soon still such sure take tell than
    thank thanks that the their them then there they this time to today told too two until up us use very
    wants was way we well went were what when who why will wish with word work would yes yet you your
""")
# Pinyin, apart or joined, that reads as English: 马 and 何, but also "He" and 李妹 as "lime".
_PINYIN_WORDS = listed("""
    ban bang bin bing chin dang den die ding dong fan fang fen gang hang hen king la lie ma mo mu nan pa
    pan pang pen pi pie pin ping po pop ran rang rob sang sending shin sin song sun tan tang ten tie tin
    ting wan wing win wo woman women yen zen bun chai lane lime lone manner panda shoe shine wane line
    liner mine dine tone
""")
# First names and surnames that are things of a shop, a bank or a home.
_THINGS = listed("""
    amber angel art ash bach baker ball bank banks barber bay bear bell berry bill bird bishop black blue
    bond booth bow bowl brand bridge brook brooks brown bush butler carol carter cash chance charity chase
    christian church clay cliff coach coffee coin cook cooper coral cotton court crystal daisy dale dawn
    dean diamond dick dolly drew duke earl east eve event fair faith father fee field fields fisher flora
    flower flowers forest fox frank frost gale garden gay gem gene ginger glass gold golden grace grant
    gray green grey guy hall hands harmony hazel heart heath heather heaven hill hills holiday holly honey
    honor hunter iris ivory ivy jack jade jasmine jean jewel joy judge justice key kit knight lake lance
    law lee lily little luck lucky major marble mark mars mason mercy merry mike mile miles mill miller
    mint miracle moon moss mother myrtle noble north olive opal page paige paris park parker pat patience
    pearl penny piper poppy porter post potter precious price prince princess prior queen rain ray reed
    rice rich rivers river rock roman rose ruby rush sage sandy scarlet sharp shepherd short silver sky
    small smart smith snow south spring star stark steel stella sterling stone storm street strong sunny
    swan swift taylor temple tiffany trinity tulip turner velvet victor viola violet virtue walker wall
    ward waters weeks west wheeler white wilde willow winner wise wolf wood woods young asia china london
    florence sydney milan victoria chelsea hermes chanel dior gucci cartier watch bag coat
""")
_WORDS_ZH = listed("""
    高兴 安静 平安 成功 关心 满意 温暖 安全 周年 马上 方便 于是 全部 常常 和平 时间 明白 高明 文明 方向
    马虎 陈述 陈列 白云 黄金 白金 田园 江山 石头 向来 路过 路程 任何 何时 何必 何况 曾经 连续 应该 和谐
    贺喜 祝福 祝贺 祝愿 钱包 钱财 毛衣 水晶 包装 包括 谢谢 沈默 高级 安排 安慰 许多 严重 顾客 顾问 计划
    项目 关于 华丽 程度 解决 经理 张开 周到 方正 向阳 常青 高端 金额 单位 单子 费用 车子 房子 元旦 万一
    年底 季度 安心 乐意 喜欢 宝贝 美丽 健康 文化 春天 小雨 晓得 开心 天天 星期 明天 明年 明早 明晚 国庆
    建议 海外 国际 永远 长期 全家 高峰 金融 白天 时尚 左右 花园 平时 平常 平均 平台 常用 常客 连接 从容
""")
_EVERYDAY = frozenset(_MONTHS + _SENTENCE_WORDS + _PINYIN_WORDS + _THINGS + _WORDS_ZH)
# Before these a capital word is a person even at the start of a sentence: "Rose called", "May wants".
_PERSONAL = listed("""
    called calls rang phoned emailed messaged texted wrote writes replied said says told asked asks wants
    wanted came went bought liked likes loves loved visited complained thanked mentioned is was has had
    does did didn seems seemed needs prefers returned agreed declined introduced brought hates stopped
    dropped picked answered ordered tried paid thinks felt feels
""")
_BEFORE_A_MONTH = listed("in by until till since of from next last early late mid this every end")


def is_everyday(word: str) -> bool:
    """Tell whether a folded word is met in notes that name nobody."""
    return word in _EVERYDAY


def names_a_person(word: str, *, before: str, after: str, capital: bool, opens_sentence: bool) -> bool:
    """Tell whether an everyday word is a person here, by its capital and its neighbours.

    ``before`` and ``after`` are the folded words next to it, empty at the ends of the text.
    """
    if not capital:
        return False
    if after in _PERSONAL:
        return True
    if word in _MONTHS and (before in _BEFORE_A_MONTH or before[:1].isdigit() or after[:1].isdigit()):
        return False
    return not opens_sentence
