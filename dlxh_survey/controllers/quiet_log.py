"""No line of a log tells who opened or sent a survey form, and when (G33)."""

import logging


class WithoutOpinion(logging.Filter):
    """Drops what the web server says about requests to `/opinion`."""

    def filter(self, record):
        return "/opinion" not in record.getMessage()


logging.getLogger("werkzeug").addFilter(WithoutOpinion())
