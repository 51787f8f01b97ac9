"""The sixty customers: names, salespeople, ways of paying."""

from odoo import Command

from .world import TIMEZONE

# How a customer pays:
#   prompt   about the due date           slow     up to two weeks late
#   part     a part in time, the rest late  bad    weeks late
#   near     early, but most of the credit is used
#   late:N   in time, but for one invoice that is N days overdue now
# The first rows stand for every reason of a hold: a small company has them alone.
# key, name, city, province, salesperson's number, tier, how the customer pays
ROWS = (
    ("pujiang", "上海浦江水务设备有限公司", "上海市", "SH", 1, "B", "near"),
    ("sutai", "苏州苏泰阀门销售有限公司", "苏州市", "JS", 1, "C", "near"),
    ("tairong", "无锡太融化工装备有限公司", "无锡市", "JS", 2, "A", "prompt"),
    ("jinyu", "杭州锦宇机电经营部", "杭州市", "ZJ", 2, "D", "prompt"),
    ("haining", "宁波海凝石化工程有限公司", "宁波市", "ZJ", 3, "B", "late:8"),
    ("lvzhou", "合肥绿洲环保科技有限公司", "合肥市", "AH", 3, "C", "late:75"),
    ("donghu", "南京东湖供水集团有限公司", "南京市", "JS", 1, "A", "prompt"),
    ("jiangtian", "南通江天纺织机械有限公司", "南通市", "JS", 1, "B", "prompt"),
    ("mingda", "上海明达泵业贸易有限公司", "上海市", "SH", 1, "D", "prompt"),
    ("kunpeng", "温州鲲鹏流体控制有限公司", "温州市", "ZJ", 2, "B", "prompt"),
    ("xinghe", "嘉兴星河造纸有限公司", "嘉兴市", "ZJ", 2, "C", "prompt"),
    ("longshan", "绍兴龙山印染有限公司", "绍兴市", "ZJ", 2, "C", "part"),
    ("haiyue", "青岛海岳船舶配件有限公司", "青岛市", "SD", 3, "B", "prompt"),
    ("qilu", "济南齐鲁管道工程有限公司", "济南市", "SD", 3, "C", "slow"),
    ("penglai", "烟台蓬莱酿造设备有限公司", "烟台市", "SD", 3, "C", "prompt"),
    ("shunda", "佛山顺达陶瓷机械有限公司", "佛山市", "GD", 4, "B", "near"),
    ("lingnan", "东莞岭南五金机电有限公司", "东莞市", "GD", 4, "C", "near"),
    ("guanghua", "广州广华给排水工程有限公司", "广州市", "GD", 4, "A", "prompt"),
    ("minjiang", "福州闽江自来水设备有限公司", "福州市", "FJ", 4, "B", "prompt"),
    ("haixin", "珠海海鑫机电贸易有限公司", "珠海市", "GD", 4, "D", "prompt"),
    ("pengcheng", "深圳鹏程水务科技有限公司", "深圳市", "GD", 5, "A", "prompt"),
    ("quanyuan", "泉州泉源卫浴有限公司", "泉州市", "FJ", 5, "B", "part"),
    ("liujiang", "柳州柳江工程机械有限公司", "柳州市", "GX", 5, "B", "prompt"),
    ("ludao", "厦门鹭岛暖通工程有限公司", "厦门市", "FJ", 5, "C", "slow"),
    ("yongjiang", "南宁邕江糖业有限公司", "南宁市", "GX", 5, "C", "part"),
    ("xiangjiang", "长沙湘江重工配套有限公司", "长沙市", "HN", 6, "B", "late:9"),
    ("yefeng", "海口椰风食品有限公司", "海口市", "HI", 6, "C", "prompt"),
    ("dongjiang", "惠州东江电子有限公司", "惠州市", "GD", 6, "C", "prompt"),
    ("lusong", "株洲芦淞机车配件有限公司", "株洲市", "HN", 6, "C", "slow"),
    ("huadeng", "中山华灯照明有限公司", "中山市", "GD", 6, "D", "prompt"),
    ("chuanxi", "成都川西水利工程有限公司", "成都市", "SC", 7, "A", "prompt"),
    ("jiuding", "绵阳九鼎动力设备有限公司", "绵阳市", "SC", 7, "B", "prompt"),
    ("yuzhong", "重庆渝中建筑机电有限公司", "重庆市", "CQ", 7, "B", "slow"),
    ("jingyang", "德阳旌阳重装配件有限公司", "德阳市", "SC", 7, "C", "prompt"),
    ("minjiu", "宜宾岷江酒业设备有限公司", "宜宾市", "SC", 7, "C", "prompt"),
    ("qinling", "西安秦岭石化设备有限公司", "西安市", "SN", 8, "A", "prompt"),
    ("weihe", "宝鸡渭河钛业有限公司", "宝鸡市", "SN", 8, "B", "part"),
    ("chutian", "武汉楚天制药装备有限公司", "武汉市", "HB", 8, "B", "late:30"),
    ("huanghe", "兰州黄河供热有限公司", "兰州市", "GS", 8, "C", "prompt"),
    ("tianshan", "乌鲁木齐天山机电贸易有限公司", "乌鲁木齐市", "XJ", 8, "D", "prompt"),
    ("sanxia", "宜昌三峡磷化有限公司", "宜昌市", "HB", 9, "B", "bad"),
    ("dianchi", "昆明滇池环保设备有限公司", "昆明市", "YN", 9, "C", "late:9"),
    ("qianling", "贵阳黔灵矿山机械有限公司", "贵阳市", "GZ", 9, "C", "part"),
    ("huangshui", "西宁湟水盐化有限公司", "西宁市", "QH", 9, "C", "prompt"),
    ("helan", "银川贺兰机电有限公司", "银川市", "NX", 9, "D", "prompt"),
    ("jingxi", "北京京西暖通设备有限公司", "北京市", "BJ", 10, "A", "prompt"),
    ("jinmen", "天津津门海水淡化有限公司", "天津市", "TJ", 10, "B", "slow"),
    ("luhe", "北京潞河园林灌溉有限公司", "北京市", "BJ", 10, "C", "prompt"),
    ("yanzhao", "廊坊燕赵涂料有限公司", "廊坊市", "HE", 10, "C", "part"),
    ("jinan", "石家庄冀安机电有限公司", "石家庄市", "HE", 10, "D", "prompt"),
    ("bohai", "唐山渤海冶金配套有限公司", "唐山市", "HE", 11, "A", "prompt"),
    ("fenhe", "太原汾河煤机有限公司", "太原市", "SX", 11, "B", "prompt"),
    ("caoyuan", "包头草原稀土设备有限公司", "包头市", "NM", 11, "B", "late:68"),
    ("yungang", "大同云冈煤化有限公司", "大同市", "SX", 11, "C", "slow"),
    ("zhongyuan", "郑州中原食品机械有限公司", "郑州市", "HA", 11, "C", "prompt"),
    ("yishui", "洛阳伊水轴承有限公司", "洛阳市", "HA", 12, "B", "prompt"),
    ("hunhe", "沈阳浑河泵业销售有限公司", "沈阳市", "LN", 12, "B", "prompt"),
    ("jinzhou", "大连金州船舶工程有限公司", "大连市", "LN", 12, "C", "bad"),
    ("songhua", "哈尔滨松花江供热有限公司", "哈尔滨市", "HL", 12, "C", "slow"),
    ("beihu", "长春北湖汽车配件有限公司", "长春市", "JL", 12, "D", "prompt"),
)
SURNAMES = "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜"
GIVEN = (
    "明华 志远 晓东 丽萍 建国 文静 海燕 俊杰 雪梅 永强 思远 佳怡 国平 春兰 立群".split()
)
ROADS = (
    "人民路 解放路 建设路 中山路 工业园路 科技大道 滨江路 长江路 振兴街 创业路".split()
)
FUNCTIONS = ("采购经理", "财务主管")


def make_customers(world):
    """Customers with their contacts, owned by their salespeople."""
    rows = ROWS[: max(6, round(len(ROWS) * world.scale))]
    partners = world.quiet("admin")["res.partner"].create(
        [_prepare_customer_vals(world, number, *row[:6])
         for number, row in enumerate(rows)]
    )  # fmt: skip
    for row, partner in zip(rows, partners, strict=True):
        world.customers[row[0]] = partner.with_env(world.env)
        world.rows[row[0]] = row
        if row[5] == "A":
            partner.property_product_pricelist = world.dealers


def _prepare_customer_vals(world, number, key, name, city, province, owner, tier):
    draw = world.random
    return {
        "name": name,
        "is_company": True,
        "customer_rank": 1,
        "ref": f"K{number + 1:04}",
        "lang": "zh_CN",
        "tz": TIMEZONE,
        "user_id": world.users[f"sales{owner}"].id,
        "country_id": world.env.ref("base.cn").id,
        "state_id": world.env.ref(f"base.state_cn_{province}").id,
        "city": city,
        "street": f"{draw.choice(ROADS)} {draw.randrange(2, 900)} 号",
        "zip": f"{draw.randrange(100, 840) * 1000:06}",
        "phone": f"+86 5550 {number + 1:04}",
        "email": f"office@{key}.example.com",
        "child_ids": [
            Command.create(_prepare_contact_vals(world, key, number, function))
            for function in FUNCTIONS[: 2 if tier in "AB" else 1]
        ],
    }


def _prepare_contact_vals(world, key, number, function):
    name = world.random.choice(SURNAMES) + world.random.choice(GIVEN)
    role = "buyer" if function == FUNCTIONS[0] else "accounts"
    return {
        "name": name,
        "function": function,
        "lang": "zh_CN",
        "phone": f"+86 155 5550 {number + 1:04}",
        "email": f"{role}@{key}.example.com",
    }
