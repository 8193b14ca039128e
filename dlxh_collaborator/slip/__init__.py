"""What is printed on the slip that opens an account. No Odoo in here."""

from .qr import qr_matrix, qr_svg
