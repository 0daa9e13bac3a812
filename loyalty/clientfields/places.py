"""Names the zone of cities and countries as people write them; IANA knows only some, in English."""

_ZONES_OF_PLACES = """
Asia/Shanghai: 中国 大陆 内地 北京 上海 广州 深圳 杭州 南京 苏州 成都 重庆 武汉 天津 西安 厦门 青岛 大连
Asia/Shanghai: 宁波 长沙 郑州
Asia/Shanghai: 沈阳 哈尔滨 济南 福州 昆明 三亚 珠海 东莞 佛山 无锡 合肥 北京时间 中国时间 china prc
Asia/Shanghai: beijing peking
Asia/Shanghai: guangzhou canton shenzhen hangzhou nanjing suzhou chengdu wuhan tianjin xian xiamen qingdao
Asia/Shanghai: dalian ningbo
Asia/Hong_Kong: 香港 hk hkt hong_kong_sar hongkong kowloon 九龙 新界 中环
Asia/Macau: 澳门 macao macau_sar
Asia/Taipei: 台湾 台北 高雄 台中 taiwan kaohsiung
Asia/Singapore: 新加坡 狮城 sg sgp
Asia/Tokyo: japan 日本 东京 大阪 京都 名古屋 横滨 jst osaka kyoto
Asia/Seoul: 韩国 首尔 釜山 korea south_korea kst busan
Asia/Kuala_Lumpur: 马来西亚 吉隆坡 槟城 malaysia penang
Asia/Bangkok: 泰国 曼谷 普吉 thailand phuket
Asia/Ho_Chi_Minh: 越南 胡志明市 河内 vietnam hanoi
Asia/Manila: 菲律宾 马尼拉 philippines
Asia/Kolkata: 印度 孟买 新德里 德里 india mumbai bombay delhi new_delhi bangalore chennai ist
Asia/Dubai: 迪拜 阿联酋 阿布扎比 uae united_arab_emirates abu_dhabi emirates
Asia/Riyadh: 沙特 沙特阿拉伯 利雅得 saudi_arabia saudi jeddah
Asia/Qatar: 卡塔尔 多哈 doha
Asia/Bahrain: 巴林
Asia/Kuwait: 科威特
Asia/Beirut: 黎巴嫩 lebanon
Asia/Jerusalem: 以色列 特拉维夫 israel
Asia/Nicosia: 塞浦路斯 cyprus
Europe/Istanbul: 土耳其 伊斯坦布尔 turkey turkiye
Europe/London: 英国 伦敦 爱丁堡 曼彻斯特 英格兰 苏格兰 uk united_kingdom great_britain britain england
Europe/London: scotland wales bst
Europe/London: manchester edinburgh oxford cambridge birmingham gb_eire
Europe/Jersey: channel_islands
Europe/Dublin: 爱尔兰 都柏林 ireland eire
Europe/Paris: 法国 巴黎 尼斯 里昂 france nice lyon cannes cet
Europe/Monaco: 摩纳哥 monte_carlo
Europe/Berlin: 德国 柏林 慕尼黑 法兰克福 汉堡 germany munich frankfurt hamburg cologne dusseldorf
Europe/Zurich: 瑞士 苏黎世 日内瓦 switzerland geneva basel lugano zuerich
Europe/Rome: 意大利 罗马 米兰 佛罗伦萨 威尼斯 italy milan florence venice
Europe/Madrid: 西班牙 马德里 巴塞罗那 spain barcelona
Europe/Lisbon: 葡萄牙 里斯本 portugal porto
Europe/Amsterdam: 荷兰 阿姆斯特丹 netherlands holland rotterdam
Europe/Brussels: 比利时 布鲁塞尔 belgium antwerp european_community
Europe/Luxembourg: 卢森堡
Europe/Vienna: 奥地利 维也纳 austria
Europe/Copenhagen: 丹麦 哥本哈根 denmark
Europe/Stockholm: 瑞典 斯德哥尔摩 sweden
Europe/Oslo: 挪威 奥斯陆 norway
Europe/Helsinki: 芬兰 赫尔辛基 finland
Europe/Athens: 希腊 雅典 greece
Europe/Warsaw: 波兰 华沙 poland
Europe/Prague: 捷克 布拉格 czech_republic czechia czech
Europe/Budapest: 匈牙利 布达佩斯 hungary
Europe/Vilnius: 立陶宛 lithuania
Europe/Malta: 马耳他 valletta
Europe/Kyiv: 乌克兰 基辅 ukraine kiev
Europe/Moscow: 莫斯科 圣彼得堡 st_petersburg msk
Atlantic/Reykjavik: 冰岛 iceland
America/New_York: 纽约 波士顿 华盛顿 迈阿密 nyc ny est edt eastern manhattan boston washington
America/New_York: washington_dc miami
America/New_York: philadelphia atlanta new_jersey florida
America/Chicago: 芝加哥 休斯顿 达拉斯 cst_us central houston dallas texas austin
America/Denver: 丹佛 mst mdt mountain
America/Los_Angeles: 洛杉矶 旧金山 西雅图 硅谷 拉斯维加斯 la pst pdt pacific california san_francisco
America/Los_Angeles: seattle las_vegas
America/Los_Angeles: silicon_valley san_diego beverly_hills
Pacific/Honolulu: 夏威夷 檀香山 hawaii
America/Toronto: 多伦多 渥太华 蒙特利尔 montreal ottawa
America/Vancouver: 温哥华
America/Mexico_City: 墨西哥城
America/Sao_Paulo: 圣保罗 里约热内卢 rio_de_janeiro rio
America/Argentina/Buenos_Aires: 阿根廷 布宜诺斯艾利斯 argentina
Australia/Sydney: 悉尼 堪培拉 aest
Australia/Melbourne: 墨尔本
Australia/Brisbane: 布里斯班
Australia/Perth: 珀斯
Pacific/Auckland: 新西兰 奥克兰 new_zealand nzst wellington queenstown
Africa/Johannesburg: 南非 约翰内斯堡 开普敦 south_africa rsa cape_town
Africa/Cairo: 埃及 开罗 egypt
Africa/Casablanca: 摩洛哥 morocco marrakech
Africa/Lagos: 尼日利亚 nigeria
Africa/Nairobi: 肯尼亚 内罗毕 kenya
Asia/Jakarta: 雅加达
Asia/Phnom_Penh: 柬埔寨 金边 cambodia
Asia/Karachi: 巴基斯坦 pakistan
Etc/UTC: gmt utc z 世界时 格林尼治
"""

_COUNTRIES_OF_SEVERAL = """
America/New_York America/Chicago America/Denver America/Los_Angeles: usa us united_states america 美国
America/New_York America/Chicago America/Denver America/Los_Angeles: united_states_of_america
America/Toronto America/Winnipeg America/Edmonton America/Vancouver: canada 加拿大
Australia/Sydney Australia/Brisbane Australia/Adelaide Australia/Perth: australia 澳大利亚 澳洲
Europe/Moscow Asia/Yekaterinburg Asia/Novosibirsk Asia/Vladivostok: russia 俄罗斯
America/Sao_Paulo America/Manaus America/Fortaleza: brazil 巴西
America/Mexico_City America/Cancun America/Tijuana: mexico 墨西哥
Asia/Jakarta Asia/Makassar Asia/Jayapura: indonesia 印度尼西亚 印尼
"""

# Offsets that are no whole hours, by the place that keeps them all year.
HALF_HOURS = {
    "+3:30": "Asia/Tehran",
    "+4:30": "Asia/Kabul",
    "+5:30": "Asia/Kolkata",
    "+5:45": "Asia/Kathmandu",
    "+6:30": "Asia/Yangon",
    "+8:45": "Australia/Eucla",
    "+9:30": "Australia/Darwin",
    "-9:30": "Pacific/Marquesas",
}


def zones_of_places() -> dict[str, str]:
    """Return the zone of each place, in small letters with ``_`` for spaces."""
    places: dict[str, str] = {}
    for line in _ZONES_OF_PLACES.strip().splitlines():
        zone, _, names = line.partition(": ")
        places.update(dict.fromkeys(names.split(), zone))
    return places


def countries_of_several() -> dict[str, tuple[str, ...]]:
    """Return the likeliest zones of the countries that have more than one."""
    countries: dict[str, tuple[str, ...]] = {}
    for line in _COUNTRIES_OF_SEVERAL.strip().splitlines():
        zones, _, names = line.partition(": ")
        countries.update(dict.fromkeys(names.split(), tuple(zones.split())))
    return countries
