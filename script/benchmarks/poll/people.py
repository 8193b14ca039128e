"""Made-up answers: as rows of the store, as a file, as forms of a browser."""

import csv
import hashlib
import io
import itertools
import json
import random

from odoo.addons.dlxh_survey.intake import BITS

from .questions import KINDS, LARGEST, LINES, OPTIONS

#: kind of question -> (an answer in SQL, slots)
STORED = {
    "single": (f"1 + floor(random() * {OPTIONS})::int", 1),
    "multiple": (f"floor(random() * {2**OPTIONS})::int", 1),
    "matrix_single": (f"1 + floor(random() * {OPTIONS})::int", LINES),
    "scale": ("floor(random() * 11)::int", 1),
    "number": (f"floor(random() * {LARGEST + 1})::int", 1),
    "long_text": ("", 0),
}


def fill(env, wave, people):
    """Write answers of so many people into the store of a wave, in one statement."""
    values = ", ".join(
        value
        for kind, count in KINDS.items()
        for value, width in [STORED[kind]]
        for _slot in range(count * width)
    )
    env.flush_all()
    env.cr.execute(
        "INSERT INTO dlxh_survey_response (wave_id, stratum_id, mode, weight, answers)"
        " SELECT %s, (%s::int[])[1 + n %% %s], 1, 0.5 + 1.5 * random(),"
        f" ARRAY[{values}] FROM generate_series(1, %s) n",
        [wave.id, wave.stratum_ids.ids, max(1, len(wave.stratum_ids)), people],
    )
    env.cr.execute("ANALYZE dlxh_survey_response")


def answer_rows(people, columns, seed=7):
    """Yield rows of a file, a cell for each column of a questionnaire."""
    dice = random.Random(seed)
    choices = [str(n) for n in range(1, OPTIONS + 1)]
    draw = {
        "single": lambda: dice.choice(choices),
        "chosen": lambda: dice.choice("01"),
        "scale": lambda: str(dice.randint(0, 10)),
        "number": lambda: str(dice.randint(0, LARGEST)),
        "text": lambda: "Đường xấu" if dice.random() < 0.1 else "",
    }
    drawers = [draw[one.kind] for one in columns]
    for _person in range(people):
        yield [drawer() for drawer in drawers]


def csv_file(people, columns):
    """Return the bytes of a file of answers."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([one.name for one in columns])
    writer.writerows(answer_rows(people, columns))
    return out.getvalue().encode()


def forms(wave_id, asked, count, seed=7):
    """Return bodies of filled-in forms as the browser sends them, their work done."""
    dice = random.Random(f"{wave_id}:{seed}")
    found = []
    for _form in range(count):
        word = hashlib.sha256(dice.randbytes(16)).hexdigest()[:32]
        work = _work(f"{wave_id}:{word}:".encode())
        answers = {one["code"]: _answer(dice, one) for one in asked["questions"]}
        found.append(json.dumps({"word": word, "work": work, "answers": answers}))
    return found


def _work(start):
    """Find the number that proves work, without a look at anything else."""
    begun = hashlib.sha256(start)
    for number in itertools.count():
        tried = begun.copy()
        tried.update(b"%d" % number)
        if int.from_bytes(tried.digest()[:8]) >> (64 - BITS) == 0:
            return number
    return None


def _answer(dice, question):
    kind, codes = question["type"], [one["code"] for one in question["options"]]
    if kind == "single":
        return dice.choice(codes)
    if kind == "multiple":
        return dice.sample(codes, 2)
    if kind == "matrix_single":
        return {row["code"]: dice.choice(codes) for row in question["rows"]}
    if kind == "long_text":
        return "Đường vào xóm xấu."
    return dice.randint(0, 10)
