"""What each kind of `WeightingError` tells."""

from ._shared import problem

_lt = problem._lt

REASONS = {
    "all_missing": _lt("Nobody answered “%(question)s”: leave it out."),
    "bad_bounds": _lt(
        "Weights lie around 1: the lower bound is between 0 and 1, the upper "
        "one above 1."
    ),
    "bad_target": _lt(
        "“%(question)s”, %(answers)s: the population is a number from 0 on."
    ),
    "empty": _lt("There are no answers to weight."),
    "hidden_apart": _lt(
        "“%(question)s”: the tables hide how many chose %(answers)s, and "
        "weights would tell. Give these answers the same letter in the column "
        "“Together”, or leave the question out."
    ),
    "no_category": _lt(
        "“%(question)s” has no figures of the population. Type them in, or "
        "leave the question out."
    ),
    "no_margin": _lt(
        "Name at least one question or tick the strata: there is nothing to weight by."
    ),
    "no_population": _lt(
        "Stratum “%(stratum)s” has answers and no population. Without the "
        "population of every stratum you cannot begin with the strata: untick "
        "that."
    ),
    "no_strata": _lt("The wave has no strata. Untick them, and weight by questions."),
    "no_target": _lt(
        "“%(question)s”: people chose %(answers)s, and no population is given "
        "for it. Type it in, or give it the same letter as an answer beside it "
        "in the column “Together”."
    ),
    "nobody": _lt(
        "“%(question)s”: nobody chose %(answers)s, so nobody can stand for "
        "these people. Give it the same letter as an answer beside it in the "
        "column “Together”."
    ),
    "not_converged": _lt(
        "The figures of the population cannot be met together: after "
        "%(steps)s steps %(answers)s of “%(question)s” still lies %(apart)s "
        "percentage points away. Put small answers together, widen the bounds, "
        "or leave a question out."
    ),
    "not_hundred": _lt(
        "The percentages of “%(question)s” add up to %(total)s, not to 100. "
        "Correct them."
    ),
    "pasted_answer": _lt(
        "Line %(row)s: there is no answer “%(text)s” in the list. Write it as "
        "there, or by its code."
    ),
    "pasted_figure": _lt(
        "Line %(row)s: “%(text)s” is no figure of the population. The figure "
        "stands last in a line."
    ),
    "pasted_question": _lt(
        "Line %(row)s: there is no question “%(text)s” in the list. Write its "
        "title or its code."
    ),
    "pasted_twice": _lt(
        "Line %(row)s: “%(text)s” has a figure already. Keep one of them."
    ),
    "pasted_unclear": _lt(
        "Line %(row)s: several questions have the answer “%(text)s”. Put the "
        "question before it."
    ),
    "sums_differ": _lt(
        "The population of “%(question)s” adds up to %(total)s people, that "
        "of “%(other)s” to %(total_other)s. They must be the same people: "
        "correct one, or give percentages."
    ),
    "too_few": _lt(
        "“%(question)s”: fewer than %(least)s people chose %(answers)s. Give "
        "it the same letter as another answer in the column “Together”."
    ),
    "too_many": _lt(
        "The questions have more than %(most)s combinations of answers. Leave one out."
    ),
    "twice": _lt("The question “%(question)s” is named twice. Name each once."),
    "withheld": _lt(
        "The table of “%(question)s” is not shown, because too few people "
        "answered. Weights by it would tell how many: leave it out."
    ),
}
