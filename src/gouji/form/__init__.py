"""The official form as data: chapters, tables, cells, labels and layout of both editions.

The reader matches against it, the frames take their columns from it, the rules name its keys, the generator fills it
in and the pages draw it. Source: the attachments of 国办公开办函〔2019〕60号 and 国办公开办函〔2021〕30号.
"""

from gouji.form.edition import (
    EDITIONS,
    TABLES,
    Chapter,
    Edition,
    FormCell,
    LayoutCell,
    Line,
    TableForm,
    load_edition,
)

__all__ = [
    "EDITIONS",
    "TABLES",
    "Chapter",
    "Edition",
    "FormCell",
    "LayoutCell",
    "Line",
    "TableForm",
    "load_edition",
]
