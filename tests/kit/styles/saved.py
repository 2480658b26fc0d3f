"""Pages as browsers and servers keep them: a web archive (MHT), and a page that stayed packed."""

from __future__ import annotations

import base64
import gzip
import quopri

from kit.prose import Text
from kit.styles.clean import clean_html, gb18030_html

_BOUNDARY = "----=_NextPart_000_0000_01DB0000.00000000"
_PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


def mht(report: Text) -> bytes:
    """A web archive of an old browser: the page in GBK, quoted-printable, and a picture."""
    return web_archive(quopri.encodestring(gb18030_html(report)), "quoted-printable", "gb2312")


def mht_base64(report: Text) -> bytes:
    """A web archive of a newer one: the page in UTF-8, base64."""
    return web_archive(base64.encodebytes(clean_html(report)), "base64", "utf-8", opening="From: <Saved by Blink>\n")


def gzip_html(report: Text) -> bytes:
    """A page that a server sent packed and that was kept as it came."""
    return gzip.compress(clean_html(report), mtime=0)


def web_archive(page: bytes, encoding: str, charset: str, opening: str = 'From: "Saved by a browser"\n') -> bytes:
    """A web archive with one page, already encoded, and one picture."""
    head = f"""{opening}Subject: =?gb2312?B?xOqxqA==?=
Date: Wed, 22 Jan 2025 09:30:00 +0800
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="{_BOUNDARY}"

This is a multi-part message in MIME format.

--{_BOUNDARY}
Content-Type: text/html; charset="{charset}"
Content-Transfer-Encoding: {encoding}
Content-Location: http://www.example.gov.cn/report.html

"""
    picture = f"""
--{_BOUNDARY}
Content-Type: image/gif
Content-Transfer-Encoding: base64
Content-Location: http://www.example.gov.cn/pixel.gif

{base64.encodebytes(_PIXEL).decode()}
--{_BOUNDARY}--
"""
    return b"".join([head.encode(), page, picture.encode()]).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
