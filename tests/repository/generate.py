"""Consistent reports in any number: organs × years that follow from one another, for tests and benchmarks.

The same seed gives the same files. Narratives are put together from sentences without figures, so
that nothing in them can contradict the tables.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from govreport.edition import Edition, Row, edition_for_year
from govreport.report import Number

COLUMNS = ("natural_person", "enterprise", "research_institute", "public_interest_organization",
           "legal_service", "other")  # fmt: skip
OPENINGS = (
    "青",
    "云",
    "松",
    "岭",
    "溪",
    "平",
    "安",
    "河",
    "沙",
    "白",
    "石",
    "桥",
    "柳",
    "湖",
    "东",
    "西",
)
FIELDS = (
    "财政",
    "教育",
    "水务",
    "民政",
    "交通",
    "住建",
    "农业",
    "林业",
    "文旅",
    "卫健",
    "审计",
    "统计",
)
# Words that a clause is put together from, one of each list: enough of them that two reports share no
# more than reports do that were written independently.
WHEN = """年初 开春以后 入夏前 第三季度 岁末 每逢集日 周一例会上 换届之后 汛期过后 农闲时节 收到来信当天 月底
    办理过程中 培训结束时 走访途中 系统升级以后 新同志到岗时 文件印发前 试行半年后 征求意见期间""".split()
WHO = """分管负责同志 法制机构 各村联络员 办公室 值班人员 网站编辑 档案室 业务股室 驻村工作队 社区网格员 大厅窗口
    保密工作机构 信息中心 人事部门 会计 司法所 文化站 便民服务中心 督查专班 志愿者 老干部 年轻干部""".split()
DID = """逐条核对 重新编排 当面说明 补充完善 合并精简 定期更换 集中清理 提前预审 分类归档 现场演示 逐户发放 统一口径
    限时办结 登记造册 反复推敲 公开征集 对照修改 轮流讲解 及时撤下 复查纠正 编号留存 联合会审""".split()
WHAT = """低保名单 征地补偿方案 财政预决算 招考公告 权责清单 规划图纸 应急预案 惠农补贴标准 办事流程图 会议纪要
    行政处罚案例 项目批复 水质监测结果 学区划分 集体资产台账 政策解读稿 公开目录 答复文书 重大决策草案 采购结果
    防汛值守安排 医保报销细则 老旧小区改造计划 食品抽检情况 公交线路调整 农机购置指南""".split()
SO = """群众少跑了路 来电明显减少 错漏得到纠正 疑问当场解开 版面清爽许多 检索更加方便 村民愿意参与 责任落到了人
    底数摸得更清 企业心里有数 老人也看得懂 意见有了着落 进度随时可查 程序更加规范 旧账逐步理顺 口碑慢慢好转
    交接不再断档 经验传给了邻乡 时限基本守住 差错降到最低 监督有了依据 氛围日渐浓厚""".split()
GAPS = """说理不够充分 更新偏慢 形式单一 衔接不紧 清理没有做完 覆盖面窄 与职责对不上 图表太少 反馈迟缓 入口太深
    常被遮挡 口径不一 人手紧张 留存不全 审核走过场 解读偏少 查找费时 移交滞后""".split()
REMEDIES = """排出计划逐件补齐 改为每月通报 请律师参与起草 安排专人带班 会同档案馆核对 录成视频自学 重编目录
    配上图示 写明采纳理由 约定春季移交 移到首页首屏 换上防雨栏板 统一模板 借调骨干 建立台账 引入第三方评议""".split()


@dataclass
class Made:
    """One report before it is written: everything can still be changed."""

    edition: Edition
    about: dict[str, object]
    texts: dict[str, str]
    values: dict[str, Number]
    waivers: list[dict[str, str]] = field(default_factory=list)

    def text(self) -> str:
        """The file."""
        lines = [f"#:schema govreport-{self.edition.name}.schema.json", "",
                 f'edition = "{self.edition.name}"', "", "[report]"]  # fmt: skip
        lines += [f"{key} = {_literal(value)}" for key, value in self.about.items()]
        for section in self.edition.sections:
            if section.narrative:
                lines += ["", f"[{section.key}]", f'text = """\n{self.texts[section.key]}"""']
            for row in section.rows:
                lines += ["", f"[{row.address}]"]
                for column in row.columns:
                    number = self.values.get(f"{row.address}.{column.key}")
                    if number is not None:
                        lines.append(f"{column.key} = {number}")
        for waiver in self.waivers:
            lines += ["", "[[waivers]]", *(f"{k} = {_literal(v)}" for k, v in waiver.items())]
        return "\n".join(lines) + "\n"


def _literal(value: object) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return str(value)


def organ_name(number: int) -> str:
    """The name of the organ of that number; all are different."""
    first, rest = number % 16, number // 16
    second, rest = rest % 16, rest // 16
    what, rest = rest % 12, rest // 12
    tail = "".join(OPENINGS[int(d, 16)] for d in f"{rest:x}") if rest else ""
    return f"{OPENINGS[first]}{OPENINGS[second]}{tail}县{FIELDS[what]}局"


def series(
    organ: str, years: Sequence[int], seed: int = 0, kind: str = "department"
) -> Iterator[Made]:
    """An organ's reports, year after year, each following from the one before."""
    rng = random.Random(f"{seed}/{organ}")
    last: Mapping[str, Number] = {}
    for year in years:
        edition = edition_for_year(year)
        assert edition is not None
        made = Made(
            edition,
            {"organization": organ, "year": year, "kind": kind, "scope": "own",
             "date": datetime.date(year + 1, 1, rng.randint(10, 28))},
            {section.key: narrative(rng, section.key) for section in edition.sections
             if section.narrative},
            numbers(edition, rng, last),
        )  # fmt: skip
        last = made.values
        yield made


def _clause(rng: random.Random) -> str:
    """A sentence; villages and surnames make most of them one that stands nowhere else."""
    when, who, did, what, so = (rng.choice(words) for words in (WHEN, WHO, DID, WHAT, SO))
    where = rng.choice(OPENINGS) + rng.choice(OPENINGS) + rng.choice(("村", "社区", "镇", "街道"))
    return f"{when}，{where}的{who}{did}{what}，{so}。"


def narrative(rng: random.Random, section: str) -> str:
    """A section's prose: sentences in an order of their own."""
    if section == "problems":
        gaps, remedies = rng.sample(GAPS, 2), rng.sample(REMEDIES, 2)
        what, who = rng.sample(WHAT, 4), rng.sample(WHO, 2)
        return (
            f"（一）存在的主要问题。一是{what[0]}{gaps[0]}，{what[1]}的底子还要再打牢；"
            f"二是{what[2]}{gaps[1]}，{who[0]}离群众的期待有距离。\n"
            f"（二）改进情况。{rng.choice(WHEN)}，{who[0]}{remedies[0]}，{rng.choice(SO)}；"
            f"{rng.choice(WHEN)}，{who[1]}{remedies[1]}，{rng.choice(SO)}。"
        )
    if section == "other":
        return "本年度没有收取信息处理费，无其他需要报告的事项。"
    heads = ("（一）主动公开。", "（二）依申请公开。", "（三）政府信息管理。",
             "（四）政府信息公开平台建设。", "（五）监督保障。")  # fmt: skip
    return "\n".join(head + _clause(rng) + _clause(rng) for head in heads)


def numbers(edition: Edition, rng: random.Random, last: Mapping[str, Number]) -> dict[str, Number]:
    """All numbers of a report, consistent in themselves and with last year's."""
    found: dict[str, Number] = {}
    for row in edition.rows:
        if row.keys[0] == "disclosure":
            _disclosure(row, rng, last, found)
    _requests(edition, rng, last, found)
    for row in edition.rows:
        if row.keys[0] == "review":
            parts = [rng.choice((0, 0, 0, 1, 2)) for _ in range(4)]
            keys = [column.key for column in row.columns]
            found |= {
                f"{row.address}.{k}": n for k, n in zip(keys, [*parts, sum(parts)], strict=True)
            }
    return found


def _disclosure(
    row: Row, rng: random.Random, last: Mapping[str, Number], found: dict[str, Number]
) -> None:
    at = row.address
    keys = {column.key for column in row.columns}
    if "in_force" in keys:
        before = last.get(f"{at}.in_force", rng.randint(0, 9))
        issued = rng.randint(0, 3)
        repealed = rng.randint(0, int(before))
        found |= {f"{at}.issued": issued, f"{at}.repealed": repealed,
                  f"{at}.in_force": before + issued - repealed}  # fmt: skip
    elif "public" in keys:
        published = rng.randint(0, 5)
        before = last.get(f"{at}.public", rng.randint(0, 9))
        found |= {f"{at}.made": published, f"{at}.published": published,
                  f"{at}.public": before + published}  # fmt: skip
    elif "previous" in keys:
        previous = int(last.get(f"{at}.previous", 0) + last.get(f"{at}.change", 0)) or rng.randint(
            3, 9
        )
        if f"{at}.previous" in last:
            previous = int(last[f"{at}.previous"] + last[f"{at}.change"])
        found |= {f"{at}.previous": previous, f"{at}.change": rng.randint(-min(1, previous), 2)}
    for column in row.columns:
        address = f"{at}.{column.key}"
        if address not in found:
            whole = column.value.whole
            found[address] = rng.randint(0, 400) if whole else round(rng.random() * 90, 2)


def _requests(
    edition: Edition, rng: random.Random, last: Mapping[str, Number], found: dict[str, Number]
) -> None:
    outcome = [r for r in edition.rows if r.address.startswith("requests.outcome.")]
    leaves = [r.address for r in outcome if r.address != "requests.outcome.total"]
    rows: dict[str, list[int]] = {address: [0] * 6 for address in leaves}
    rows |= {f"requests.{key}": [0] * 6 for key in ("received", "carried_in", "carried_over")}
    for place, key in enumerate(COLUMNS):
        received = rng.choice((0, 1, 2, 5, 9)) if place < 2 else rng.choice((0, 0, 0, 1))
        carried_in = int(last.get(f"requests.carried_over.{key}", 0))
        pending = rng.randint(0, min(2, received))
        rows["requests.received"][place] = received
        rows["requests.carried_in"][place] = carried_in
        rows["requests.carried_over"][place] = pending
        for _ in range(received + carried_in - pending):
            rows[rng.choice(leaves)][place] += 1
    rows["requests.outcome.total"] = [sum(rows[a][place] for a in leaves) for place in range(6)]
    for address, parts in rows.items():
        found |= {f"{address}.{key}": part for key, part in zip(COLUMNS, parts, strict=True)}
        found[f"{address}.total"] = sum(parts)


def write_repository(
    folder: Path, organs: int, years: Sequence[int], seed: int = 0
) -> dict[tuple[str, int], Path]:
    """Reports of so many organs over the years, one folder an organ; the path of each."""
    paths: dict[tuple[str, int], Path] = {}
    for number in range(organs):
        name = organ_name(number)
        below = folder / f"{number // 1000:03}" / f"{number:06}"
        below.mkdir(parents=True, exist_ok=True)
        for year, made in zip(years, series(name, years, seed), strict=True):
            path = below / f"{year}.toml"
            path.write_text(made.text(), "utf-8")
            paths[name, year] = path
    return paths
