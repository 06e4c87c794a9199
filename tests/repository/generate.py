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
SUBJECTS = (
    "政策解读栏目", "规范性文件库", "依申请公开窗口", "政务公开专区", "便民服务指南", "基层公开目录",
    "信息发布审核台账", "门户网站检索功能", "公众留言办理机制", "重点项目信息专栏", "惠民资金公示栏",
    "行政执法公示平台", "年度工作要点分工", "保密审查流程", "政府公报阅览点", "业务培训课程",
)  # fmt: skip
ACTIONS = (
    "由分管负责同志牵头逐项过了一遍", "改成按办事人的次序来排", "每季度对照一次并留下记录",
    "请来群众代表当面提了意见", "补上了过去几年漏挂的内容", "交给业务科室自己维护",
    "与上级平台接通后不再重复录入", "写进了新来同志的第一课", "列为会前必须看的材料",
    "放到了办事大厅最显眼的位置", "配上了图示和问答", "按村和社区分开摆放",
)  # fmt: skip
WHO = ("来问的人", "跑腿的群众", "值班同志", "各村联络员", "企业会计", "老年人", "外地来客", "新来的同事",
       "社区网格员", "办事大厅里的人", "打电话来的人", "查档的人")  # fmt: skip
GAINS = ("少走了弯路", "一次就能问清楚", "不必再等第二天", "自己就能找到文件", "知道该找哪个科室",
         "当场得到了回应", "看得懂每一步", "留下了好评", "愿意推荐给别人", "少填了两张表",
         "能核对每一笔账", "省下了路费")  # fmt: skip
GAPS = (
    "答复文书的说理还不够细", "个别栏目更新偏慢", "解读的形式比较单一", "基层人员变动后衔接不紧",
    "历史文件的清理没有做完", "培训的覆盖面不够", "目录与实际职责对不上", "图表太少不便阅读",
    "征求意见后的反馈不够及时", "与档案移交的时间错开了", "小程序上的入口藏得太深", "村级公示栏常被遮挡",
)  # fmt: skip
REMEDIES = (
    "已经排出计划逐件补齐", "改为每月通报一次", "请法律顾问参与起草", "安排专人带着新同志办件",
    "同档案部门一起核对", "把课程录成视频供随时学习", "按权责清单重新编了目录", "每篇解读至少配一张图",
    "采纳与否都写明原因", "约定每年春季一并移交", "把入口移到首页第一屏", "换成带灯的新栏板",
)  # fmt: skip


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


def _result(rng: random.Random) -> str:
    return rng.choice(WHO) + rng.choice(GAINS)


def narrative(rng: random.Random, section: str) -> str:
    """A section's prose: sentences in an order of their own."""
    if section == "problems":
        gaps, remedies = rng.sample(GAPS, 2), rng.sample(REMEDIES, 2)
        return (
            f"（一）存在的主要问题。一是{gaps[0]}，{rng.choice(SUBJECTS)}的底子还要再打牢；"
            f"二是{gaps[1]}，{rng.choice(SUBJECTS)}离群众的期待有距离。\n"
            f"（二）改进情况。对第一个问题，{remedies[0]}，{_result(rng)}；"
            f"对第二个问题，{remedies[1]}，{_result(rng)}。"
        )
    if section == "other":
        return "本年度没有收取信息处理费，无其他需要报告的事项。"
    heads = ("（一）主动公开。", "（二）依申请公开。", "（三）政府信息管理。",
             "（四）政府信息公开平台建设。", "（五）监督保障。")  # fmt: skip
    subjects, paragraphs = rng.sample(SUBJECTS, 10), []
    for place, head in enumerate(heads):
        said = [f"{subjects[2 * place + i]}{rng.choice(ACTIONS)}，{_result(rng)}。" for i in (0, 1)]
        paragraphs.append(head + "".join(said))
    return "\n".join(paragraphs)


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
