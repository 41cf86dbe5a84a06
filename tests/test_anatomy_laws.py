"""What making out parts keeps to for any document that chance can build: no failure, no lost word, no word twice."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from generator.anatomy import make_out
from generator.anatomy.parts import Piece
from generator.formatting import (
    Address,
    Alignment,
    Block,
    Cell,
    Document,
    Letters,
    Page,
    Row,
    Run,
    Section,
    Table,
    paragraphs,
)
from generator.formatting import Drawn as Shape
from generator.formatting import Paragraph as ReadParagraph
from generator.measure import Twips, mm

_WORDS: Final = st.sampled_from(
    [
        "", " ", "\t", "\n", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "UBND TỈNH HÀ GIANG", "SỞ NỘI VỤ",
        "Số: 1/QĐ-SNV", "Hà Giang, ngày 05 tháng 3 năm 2025", "QUYẾT ĐỊNH", "QUYẾT ĐỊNH:", "Về việc", "V/v", "Căn cứ Luật;", "Điều 1",
        "Điều", "Điều …", "Chương I", "Mục 1. Tên", "I. MỤC", "1. Khoản", "a) điểm", "Kính gửi:", "- Bộ A;", "Nơi nhận:", "- Lưu: VT.",
        "TM. ỦY BAN", "CHỦ TỊCH", "Nguyễn Văn A", "Phụ lục I", "Phụ lục I: TÊN", "(Kèm theo Quyết định số 1", "ngày 2)", "____",
        "---o0o---", "*", "SAO Y", "MẬT", "DỰ THẢO", "Mẫu số 01", "…", "İ", "\u0301",
    ]
)  # fmt: skip
_TEXTS: Final = st.lists(_WORDS | st.text(max_size=8), max_size=4).map("".join)
_LETTERS: Final = st.builds(
    Letters, latin=st.just("Arial"), marked=st.just("Arial"), size=st.integers(0, 80), bold=st.booleans(), hidden=st.booleans(),
    raised=st.sampled_from(["", "superscript"]), caps=st.booleans(),
)  # fmt: skip
_LENGTHS: Final = st.integers(-30_000, 30_000).map(Twips)


def shapes(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Shape]:
    return st.builds(
        Shape,
        kind=st.sampled_from(["line", "box", "other"]),
        width=_LENGTHS,
        height=_LENGTHS,
        blocks=st.lists(inner, max_size=0 if inner.is_empty else 2).map(tuple),
    )


def paragraph(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[ReadParagraph]:
    return st.builds(
        ReadParagraph,
        address=st.builds(Address, st.just("word/document.xml"), st.integers(-1, 50)),
        runs=st.lists(st.builds(Run, _TEXTS, _LETTERS), max_size=3).map(tuple),
        style=st.just("Normal"), mark=_LETTERS, alignment=st.sampled_from(Alignment), before=_LENGTHS, left=_LENGTHS, right=_LENGTHS,
        label=st.sampled_from(["", "1.", "a)", "-", "Điều 1."]), border_above=st.booleans(), border_below=st.booleans(),
        objects=st.lists(shapes(inner), max_size=1).map(tuple),
    )  # fmt: skip


def blocks(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    cells = st.builds(Cell, st.lists(inner, max_size=4).map(tuple), _LENGTHS, st.integers(0, 3))
    rows = st.builds(Row, st.lists(cells, max_size=3).map(tuple))
    return paragraph(inner) | st.builds(Table, st.lists(rows, max_size=3).map(tuple), st.booleans())


_BLOCKS: Final = st.recursive(paragraph(st.nothing()), blocks, max_leaves=12)
_PAGE: Final = Page(mm(2100), mm(2970), mm(200), mm(200), mm(300), mm(150), mm(100), mm(100))
_DOCUMENTS: Final = st.lists(
    st.builds(Section, st.just(_PAGE), st.lists(_BLOCKS, max_size=12).map(tuple)), max_size=3
).map(lambda sections: Document(tuple(sections)))  # fmt: skip


def stretches(pieces: tuple[Piece, ...]) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for piece in pieces:
        found.setdefault(id(piece.paragraph), []).append((piece.start, piece.end))
    return found


@given(_DOCUMENTS)
def test_every_word_of_any_document_is_in_one_piece(document: Document) -> None:
    anatomy = make_out(document)
    found = stretches(anatomy.pieces)
    for section in document.sections:
        for one in paragraphs(section.blocks):
            ends = sorted(found.get(id(one), []))
            assert all(0 <= start <= end <= len(one.text) for start, end in ends)
            assert all(before[1] <= after[0] for before, after in pairwise(ends))
            left = "".join(char for at, char in enumerate(one.text) if not any(start <= at < end for start, end in ends))
            assert not left.strip()
    assert all(below.room >= 0 and below.length >= 0 for below in anatomy.lines)
    assert make_out(document) == anatomy
