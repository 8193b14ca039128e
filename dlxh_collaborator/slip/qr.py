"""QR codes as small pictures of lines, sharp at any size and loaded from nowhere."""

import base64

import qrcode

BORDER = 4


def qr_matrix(text):
    """The modules of the code, quiet border included: rows of True (dark) and False."""
    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_M, border=BORDER
    )
    code.add_data(text)
    code.make(fit=True)
    return code.get_matrix()


def qr_svg(text):
    """The same as a data: address of an SVG picture."""
    matrix = qr_matrix(text)
    path = "".join(
        f"M{start},{row}h{length}v1h-{length}z"
        for row, modules in enumerate(matrix)
        for start, length in _runs(modules)
    )
    size = len(matrix)
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"'
        f' shape-rendering="crispEdges"><path d="{path}"/></svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(picture.encode()).decode()


def _runs(modules):
    """(start, length) of each run of dark modules."""
    start = None
    for position, dark in enumerate([*modules, False]):
        if dark and start is None:
            start = position
        elif not dark and start is not None:
            yield start, position - start
            start = None
