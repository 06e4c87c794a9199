"""Pages as the sites of offices write them: a report's tables and text in somebody's mark-up.

Each `Site` is a way of writing cells, paragraphs and what stands around them.
"""

from __future__ import annotations

from dataclasses import dataclass

from oracles import filled

from govreport.grid import Grid, GridCell
from govreport.rendering.layout import lay_out
from govreport.report import Report

METADATA = """<table class="xxgk_table" width="100%">
<tr><td>索 引 号：</td><td>000014349/2021-00012</td><td>信息分类：</td><td>年度报告</td></tr>
<tr><td>发布机构：</td><td>县政务公开办</td><td>公开日期：</td><td>2021-01-20</td></tr>
<tr><td>名 称：</td><td colspan="3">{title}</td></tr></table>"""
PORTAL = """<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>{title}_某县人民政府门户网站</title><meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="2021-01-20 09:12"><meta name="ContentSource" content="某县政务公开办">
<script>var menu = "<div><table>";</script></head><body>
<div class="header"><h2 class="logo">某县人民政府</h2><div class="search">请输入关键字</div>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li><li><a href="/x">政务服务</a></li></ul></div>
<div class="position">您现在的位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; <a href="/nb">年度报告</a></div>
<div class="main"><h1>{title}</h1>
<div class="info">发布时间：2021-01-20 09:12　来源：某县政务公开办　浏览次数：<span id="hits">135</span>　字体：【<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>】</div>
{metadata}<div class="content" id="zoom">{body}</div>
<div class="share">分享到：<a href="#">微信</a><a href="#">微博</a></div>
<div>【<a href="javascript:window.print()">打印本页</a>】【<a href="#">关闭窗口</a>】</div>
<div>上一篇：<a href="/1">某县2019年政府信息公开工作年度报告</a></div><div>下一篇：没有了</div></div>
<div class="foot"><p>主办：某县人民政府办公室　备案号：某ICP备05000001号</p><p>网站标识码：6401040001</p>
<p>建议使用 1024×768 分辨率。</p></div></body></html>"""
OLD = """<HTML><HEAD><META content="text/html; charset={charset}" http-equiv=Content-Type><TITLE>信息公开</TITLE>
</HEAD><BODY><TABLE width=1000 align=center><TR><TD background=top.jpg height=120>&nbsp;</TD></TR>
<TR><TD><A href=index.html>首页</A> | <A href=a.html>机构概况</A> | <A href=b.html>信息公开</A></TD></TR>
<TR><TD><TABLE width=98%><TR><TD align=center><B>{title}</B></TD></TR>
<TR><TD align=center>作者：办公室 点击数：12 更新时间：2021-1-20</TD></TR>
<TR><TD><FORM name=f>{body}</FORM></TD></TR></TABLE></TD></TR>
<TR><TD align=center>版权所有：某县人民政府 技术支持：某公司</TD></TR></TABLE></BODY></HTML>"""


@dataclass(frozen=True)
class Site:
    """A way of writing: `cell` and `paragraph` with places, `blank` for a number not given."""

    page: str = PORTAL
    charset: str = "utf-8"
    paragraph: str = "<p>{}</p>"
    value: str = "{}"
    label: str = "{}"
    blank: str = ""
    table: str = "<table border=1>{}</table>"
    torn: bool = False
    zeros: str = "0"
    metadata: bool = False


SITES = {
    "portal": Site(),
    "metadata": Site(metadata=True),
    "word": Site(
        paragraph='<p class="MsoNormal" style="text-indent:32pt">{}<o:p></o:p></p>',
        value='<p class="MsoNormal" align="center"><span lang="EN-US">{}<o:p></o:p></span></p>',
        label='<p class="MsoNormal"><span style="font-family:宋体">{}</span></p>',
        blank='<p class="MsoNormal"><span lang="EN-US"><o:p>&nbsp;</o:p></span></p>',
        table='<div align="center"><table class="MsoTableGrid" cellspacing="0">{}'
        '<tr height="0" style="display:none"><td width="10"></td></tr></table></div>',
        torn=True,
    ),
    "gb2312": Site(charset="gb2312", blank="&nbsp;", value="&nbsp;{}&nbsp;"),
    "old": Site(page=OLD, charset="gbk", paragraph="　　{}<BR>", blank="　"),
    "lines": Site(paragraph="<div>{}</div><div><br></div>", label="<b>{}</b>", value="<span>{}</span>"),
    "inputs": Site(value='<input type="text" readonly value="{}">'),
}  # fmt: skip


def page(report: Report, site: Site) -> bytes:
    """The page of a report on a site. A page that declares gb2312 is written as GB18030."""
    document = lay_out(report)
    title = document.organization + document.title
    parts = [_paragraph(text.text, site) for text in document.preamble]
    for section in document.sections:
        parts.append(_paragraph(section.heading, site))
        parts += [_paragraph(one.text, site) for one in section.paragraphs]
        parts += [_table(grid, site) for grid in map(filled, section.tables)]
    parts += [_paragraph(text, site) for text in document.signature]
    body = "\n".join(parts)
    metadata = METADATA.format(title=title) if site.metadata else ""
    text = site.page.format(charset=site.charset, title=title, body=body, metadata=metadata)
    return text.encode("utf-8" if site.charset == "utf-8" else "gb18030")


def _paragraph(text: str, site: Site) -> str:
    return site.paragraph.format(_torn(text) if site.torn else text)


def _torn(text: str) -> str:
    """A text over several spans, as Word leaves it behind."""
    return "".join(f"<span>{text[at : at + 3]}</span>" for at in range(0, len(text), 3))


def _table(grid: Grid, site: Site) -> str:
    rows = ("<tr>" + "".join(_cell(cell, site) for cell in row) + "</tr>" for row in grid.rows())
    return site.table.format("\n".join(rows))


def _cell(cell: GridCell, site: Site) -> str:
    spans = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    spans += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    if cell.role != "value":
        middle = len(cell.text) // 2
        broken = cell.text[:middle] + "<br/>" + cell.text[middle:] if middle > 1 else cell.text
        shown = site.label.format(broken if cell.role == "column_header" else cell.text)
    else:
        shown = site.value.format(cell.text) if cell.text else site.blank
    return f"<td{spans}>{shown}</td>"
