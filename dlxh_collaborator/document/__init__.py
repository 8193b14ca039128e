"""Layout of official documents: wording, cleaning of the text, PDF, Word.

Plain Python without Odoo. Every word that is printed comes from the caller
(a format profile is data), nothing here knows a language or a format guide.
"""

from . import body, dates, layout, numbering, pdf, recipients, signature, word
