"""Tables of a document in Word: the grid, joined cells, repeated heads."""

from dataclasses import dataclass, field, replace

from lxml import etree

from .word_body import ALIGN, CELL, NAMESPACE, Letters, Writer, _set, _styles, w

#: Word opens no table with more columns
MAX_COLUMNS = 63
CELLS = ("td", "th")
PARTS = ("thead", "tbody", "tfoot", "tr", "colgroup", "col")
VERTICAL = {"middle": "center", "bottom": "bottom"}


@dataclass
class Cell:
    """One place of the grid; `joined` continues the cell above it."""

    element: object = None
    span: int = 1
    rows: int = 1
    joined: bool = False


@dataclass
class Grid:
    rows: list = field(default_factory=list)
    heads: int = 0
    columns: int = 0


class Reader:
    """Walks through a table once: its rows, and what stands beside the cells."""

    def __init__(self, table, add_image):
        self.rows = []
        self.strays = Writer(add_image)
        self.visit(table, False)

    def visit(self, node, is_head):
        self.strays.text(node.text, CELL, Letters())
        for child in node:
            if child.tag in PARTS:
                if child.tag == "tr":
                    self.rows.append((child, is_head))
                self.visit(child, is_head or child.tag == "thead")
            elif child.tag not in CELLS or node.tag != "tr":
                self.stray(child)
            self.strays.text(child.tail, CELL, Letters())

    def stray(self, element):
        """Keep what has lost its place in the table: it is set before it."""
        self.strays.close()
        bold = Letters(bold=element.tag == "caption")
        align = "center" if bold.bold else "left"
        self.strays.child(element, replace(CELL, align=align, keep=bold.bold), bold)
        self.strays.close()


def read_grid(lines):
    """Return the cells by row, with joined cells in their places.

    :param lines: pairs (row element, whether it is of the head)
    """
    grid, open_below = Grid(), {}
    for index, (line, is_head) in enumerate(lines):
        row, column = [], 0
        cells = [cell for cell in line if cell.tag in CELLS]
        while cells or open_below:
            if column in open_below:
                left, span = open_below.pop(column)
                row.append(Cell(span=span, joined=True, rows=left))
            elif column >= MAX_COLUMNS:
                break
            elif not cells:
                row.append(Cell())  # room left before a cell that goes on
            else:
                element = cells.pop(0)
                span = _number(element, "colspan", MAX_COLUMNS - column)
                span = _free(column, span, open_below)
                rows = _number(element, "rowspan", len(lines) - index)
                row.append(Cell(element, span, rows))
            column += row[-1].span
        open_below = _carry(row)
        grid.rows.append(row)
        grid.columns = max(grid.columns, column)
        if is_head and grid.heads == index:
            grid.heads = index + 1
    return grid


def _free(column, span, open_below):
    """Return how many of the columns no cell from above is in."""
    for step in range(1, span):
        if column + step in open_below:
            return step
    return span


def _carry(row):
    """Return {column: (rows left, span)} of the cells that go on below."""
    carried, column = {}, 0
    for cell in row:
        if cell.rows > 1:
            carried[column] = (cell.rows - 1, cell.span)
        column += cell.span
    return carried


def _number(element, name, limit):
    value = element.get(name) or "1"
    return max(1, min(int(value) if value.isdigit() else 1, limit))


def table_blocks(element, add_image):
    """Return the blocks of a table: its caption, then the table itself."""
    reader = Reader(element, add_image)
    reader.strays.close()
    blocks = reader.strays.blocks
    grid = read_grid(reader.rows)
    if not grid.columns:
        return blocks
    table = etree.Element(w("tbl"), nsmap={"w": NAMESPACE})
    table.append(_table_properties())
    columns = etree.SubElement(table, w("tblGrid"))
    for width in _widths(grid):
        etree.SubElement(columns, w("gridCol")).set(w("w"), str(width))
    for index, row in enumerate(grid.rows):
        table.append(_row(row, index < grid.heads, grid.columns, add_image))
    return [*blocks, table]


def _table_properties():
    node = etree.Element(w("tblPr"))
    _set(etree.SubElement(node, w("tblW")), w="5000", type="pct")
    borders = etree.SubElement(node, w("tblBorders"))
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = {"val": "single", "sz": "4", "space": "0", "color": "auto"}
        _set(etree.SubElement(borders, w(edge)), **line)
    return node


#: width of the text of a page, in twentieths of a point, when nothing else is said
TEXT_WIDTH = 9354


def _widths(grid):
    """Return the widths of the columns; those of the first full row count."""
    share = {}
    for row in grid.rows:
        column = 0
        for cell in row:
            if cell.element is not None and cell.span == 1 and column not in share:
                width = _styles(cell.element).get("width") or ""
                if width.endswith("%") and 0 < float(width[:-1]) <= 100:
                    share[column] = float(width[:-1])
            column += cell.span
    left = max(100 - sum(share.values()), 0)
    others = grid.columns - len(share)
    for column in range(grid.columns):
        share.setdefault(column, max(left / max(others, 1), 3))
    total = sum(share.values())
    return [round(TEXT_WIDTH * share[column] / total) for column in range(grid.columns)]


def _row(row, is_head, columns, add_image):
    node = etree.Element(w("tr"))
    properties = etree.SubElement(node, w("trPr"))
    etree.SubElement(properties, w("cantSplit"))
    if is_head:
        etree.SubElement(properties, w("tblHeader"))
    missing = columns - sum(cell.span for cell in row)
    for cell in [*row, *[Cell() for _index in range(missing)]]:
        node.append(_cell(cell, is_head, add_image))
    return node


def _cell(cell, is_head, add_image):
    node = etree.Element(w("tc"))
    properties = etree.SubElement(node, w("tcPr"))
    if cell.span > 1:
        etree.SubElement(properties, w("gridSpan")).set(w("val"), str(cell.span))
    if cell.joined or cell.rows > 1:
        merge = etree.SubElement(properties, w("vMerge"))
        if not cell.joined:
            merge.set(w("val"), "restart")
    writer = Writer(add_image)
    if cell.element is not None:
        styles = _styles(cell.element)
        if vertical := VERTICAL.get(styles.get("vertical-align")):
            etree.SubElement(properties, w("vAlign")).set(w("val"), vertical)
        title = is_head or cell.element.tag == "th"
        align = ALIGN.get(styles.get("text-align"), "center" if title else "left")
        writer.flow(cell.element, replace(CELL, align=align), Letters(bold=title))
    for block in writer.finish():
        node.append(block)
    return node
