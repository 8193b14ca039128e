"""Give each question its place in the array of answers."""

from .model import width_of


def lay_out(definition):
    """Return the definition with ``slot`` of each question and ``slots`` filled in.

    The order of the questions alone decides, so the same questions always lie in
    the same slots.
    """
    questions, slot = [], 0
    for question in definition["questions"]:
        questions.append({**question, "slot": slot})
        slot += width_of(question)
    return {**definition, "questions": questions, "slots": slot}
