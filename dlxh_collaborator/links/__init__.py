"""Public addresses of published items."""

from .public import public_link_problem
