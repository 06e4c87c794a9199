"""The tab-separated form against a published text copy of 2020, row by row."""

from __future__ import annotations

import re

from govreport.edition import load_edition
from govreport.rendering.layout import lay_out
from govreport.rendering.tabbed import tab_table
from govreport.report import Report

# As published, without the empty fields at the ends of lines (→ is a tab). Two repairs: the corner
# of section 三, which a stray rule had torn over two lines, is whole, and the last number of the 21
# rows from （一） on, which had been left out, is there.
DISCLOSURE = """\
第二十条第（一）项
信息内容→本年新制作数量→本年新公开数量→对外公开总数量
规章→0→0→0
规范性文件→0→0→0
第二十条第（五）项
信息内容→上一年项目数量→本年增/减→处理决定数量
行政许可→4→0→0
其他对外管理服务事项→5→0→0
第二十条第（六）项
信息内容→上一年项目数量→本年增/减→处理决定数量
行政处罚→4→0→0
行政强制→3→0→0
第二十条第（八）项
信息内容→上一年项目数量→本年增/减
行政事业性收费→0→0
第二十条第（九）项
信息内容→采购项目数量→采购总金额
政府集中采购→0→0"""
REQUESTS = """\
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和)→申请人情况
→自然人→法人或其他组织→→→→→总计
→→商业企业→科研机构→社会公益组织→法律服务机构→其他
一、本年新收政府信息公开申请数量→0→0→0→0→0→0→0
二、上年结转政府信息公开申请数量→0→0→0→0→0→0→0
三、本年度办理结果→(一) 予以公开→0→0→0→0→0→0→0
→(二) 部分公开(区分处理的, 只计这一情形, 不计其他情形)→0→0→0→0→0→0→0
→(三) 不予公开→1. 属于国家秘密→0→0→0→0→0→0→0
→→2. 其他法律行政法规禁止公开→0→0→0→0→0→0→0
→→3. 危及“三安全一稳定”→0→0→0→0→0→0→0
→→4. 保护第三方合法权益→0→0→0→0→0→0→0
→→5. 属于三类内部事务信息→0→0→0→0→0→0→0
→→6. 属于四类过程性信息→0→0→0→0→0→0→0
→→7. 属于行政执法案卷→0→0→0→0→0→0→0
→→8. 属于行政查询事项→0→0→0→0→0→0→0
→(四) 无法提供→1. 本机关不掌握相关政府信息→0→0→0→0→0→0→0
→→2. 没有现成信息需要另行制作→0→0→0→0→0→0→0
→→3. 补正后申请内容仍不明确→0→0→0→0→0→0→0
→(五) 不予处理→1. 信访举报投诉类申请→0→0→0→0→0→0→0
→→2. 重复申请→0→0→0→0→0→0→0
→→3. 要求提供公开出版物→0→0→0→0→0→0→0
→→4. 无正当理由大量反复申请→0→0→0→0→0→0→0
→→5. 要求行政机关确认或重新出具已获取信息→0→0→0→0→0→0→0
→(六) 其他处理→0→0→0→0→0→0→0
→(七) 总计→0→0→0→0→0→0→0
四、结转下年度继续办理→0→0→0→0→0→0→0"""
REVIEW = """\
行政复议→→→→→行政诉讼
结果 维持→结果 纠正→其他 结果→尚未 审结→总计→未经复议直接起诉→→→→→复议后起诉
→→→→→结果 维持→结果 纠正→其他 结果→尚未 审结→总计→结果 维持→结果 纠正→其他 结果→尚未 审结→总计
0→0→0→0→0→0→0→0→0→0→0→0→0→0→0"""
FIELDS = {"disclosure": 4, "requests": 10, "review": 15}


def plain(lines: str) -> list[str]:
    """Lines without trailing tabs, with brackets and commas in one width and without spaces."""
    narrow = str.maketrans("（），：→", "(),:\t")
    return [re.sub(" ", "", line.translate(narrow)).rstrip("\t") for line in lines.split("\n")]


def test_rows_are_those_of_the_published_copy() -> None:
    edition = load_edition("2019")
    report = Report(edition, values=(0,) * edition.size).with_numbers(
        {
            "disclosure.licensing.previous": 4,
            "disclosure.other_services.previous": 5,
            "disclosure.penalties.previous": 4,
            "disclosure.coercive_measures.previous": 3,
        }
    )
    written = {s.key: tab_table(s.tables[0]) for s in lay_out(report).sections if s.tables}
    assert plain(written["disclosure"]) == plain(DISCLOSURE)
    assert plain(written["requests"]) == plain(REQUESTS)
    assert plain(written["review"]) == plain(REVIEW)


def test_every_line_has_the_same_number_of_fields(report: Report) -> None:
    for section in lay_out(report).sections:
        for table in section.tables:
            fields = {line.count("\t") + 1 for line in tab_table(table).split("\n")}
            assert fields == {FIELDS[section.key]}
