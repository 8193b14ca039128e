from .access_engine import AccessPart


class Numbers(AccessPart):
    """The number book, and what the clerk confirms from the paper book."""

    TABLE = """
# model                 which    chairs               own    below  beside above  none
dlxh.document.number    any      clerk,officer,leader r      -      -      -      -
dlxh.document.number    any      inspector            r      r      -      -      -
dlxh.document.paper     any      clerk                rwcu   -      -      -      -
dlxh.document.paper     any      officer,leader       r      -      -      -      -
dlxh.document.paper     any      inspector            r      r      -      -      -
"""

    WRITING = {
        "dlxh.document.number": {"number": 7},
        "dlxh.document.paper": {"abstract": "Other"},
    }

    def prepare(self, case, place, unit):
        values = case.values_for("dlxh.document.paper", "any", place)
        paper = case.env["dlxh.document.paper"].create(values)
        book = case.env["dlxh.document.number"]
        case.rows["dlxh.document.paper", "any"][place] = paper
        case.rows["dlxh.document.number", "any"][place] = book.search(
            [("res_model", "=", paper._name), ("res_id", "=", paper.id)]
        )

    def values(self, case, *, at, number, name, **known):
        return {
            "dlxh.document.number": lambda: {"number": number},
            "dlxh.document.paper": lambda: {
                "body_id": at["body"].id,
                "document_type_id": at["document_type"].id,
                "document_date": "2026-06-01",
                "number": 100 + number,
                "abstract": name,
            },
        }
