"""What belongs to the page round a report, and what only looks like it."""

from __future__ import annotations

import pytest

from gouji.normalise.furniture import is_furniture


@pytest.mark.parametrize(
    "line",
    [
        "示ICP备00000001号-1",
        "示icp备00000001号",
        "示公网安备 00000000000001号",
        "网站标识码：0000000001",
        "版权所有：示例市人民政府",
        "Copyright © 示例市",
        "ＣＯＰＹＲＩＧＨＴ 示例市",
        "本站已支持ＩＰｖ６访问",
        "运维电话：000-0000000",
        "上一篇：示例",
        "下一篇: 示例",
        "网站地图",
        "友情链接",
        "扫一扫在手机打开当前页",
        "政府网站找错",
        "分享到：",
        "示例市2024年报告.docx",
        "示例市2024年报告.PDF",
        "打印本页",
        "关闭窗口",
        "您访问的链接即将离开",
        "返回顶部",
        "【打印】",
        "发布时间：2025-01-20",
        "来源：示例市教育局",
    ],
)
def test_lines_round_a_report(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "一、总体情况",
        "2024年，我局主动公开政府信息25条。",
        "收到政府信息公开申请3件，按IP地址统计的访问量不在其内",
        "CA证书办理指南已主动公开",
        "附件名称报告.docx已删除",
    ],
)
def test_lines_of_a_report(line: str) -> None:
    assert not is_furniture(line)
