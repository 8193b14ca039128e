"""Time and queries of what a screen asks for, beside the bare SQL."""

import time

from lxml import etree

ROWS = 80
ROUNDS = 5


class Meter:
    """Prints one line for each thing measured; the best of five rounds counts."""

    def __init__(self, env):
        self.env = env
        print(f"{'what':<44}{'ms':>9}{'queries':>9}{'SQL ms':>9}{'ratio':>8}")

    def list(self, user, model, where, params, title):
        """Open the list of `model` as `user`, against `SELECT … WHERE where`."""
        Model = self.env(user=user)[model]
        specification = _list_specification(Model)

        def screen():
            return Model.web_search_read([], specification, limit=ROWS)

        table, order = Model._table, Model._order.replace("report_id.id", "report_id")
        query = f"SELECT * FROM {table} WHERE {where} ORDER BY {order} LIMIT {ROWS}"

        def bare():
            self.env.cr.execute(query, params)
            return self.env.cr.dictfetchall()

        shown = [row["id"] for row in screen()["records"]]
        if shown != [row["id"] for row in bare()]:
            print(f"  ! {title}: the SQL does not return the same rows")
        self.line(title, screen, bare)

    def line(self, title, screen, bare, rounds=ROUNDS):
        """Print time and queries of `screen()` and its ratio to `bare()`."""
        runs = [self._once(screen) for _ in range(rounds)]
        best, queries = map(min, zip(*runs, strict=True))
        base, _ = min(self._once(bare) for _ in range(rounds))
        ratio = f"{best / base:.{0 if best > 10 * base else 2}f}×"
        print(
            f"{title:<44}{best * 1000:>9.1f}{queries:>9}{base * 1000:>9.2f}{ratio:>8}",
            flush=True,
        )

    def _once(self, action):
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        start = time.perf_counter()
        action()
        return time.perf_counter() - start, self.env.cr.sql_log_count - before


def _list_specification(Model):
    """The fields that the model's own list shows, as the web client asks."""
    arch = etree.fromstring(Model.get_view(view_type="list")["arch"])
    specification = {}
    for node in arch.iterchildren("field"):
        field = Model._fields[node.get("name")]
        if field.type == "many2one":
            specification[field.name] = {"fields": {"display_name": {}}}
        elif field.type in ("many2many", "one2many"):
            specification[field.name] = {"fields": {"display_name": {}}}
        else:
            specification[field.name] = {}
    return specification
