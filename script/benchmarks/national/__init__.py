"""The whole country in a database: tree, people, a year of sheets and reports.

Rows are made by `INSERT … SELECT` from one record that the add-ons themselves
created, so a new column needs no change here.
"""

from .flow import fill_flow
from .measure import Meter
from .network import fill_network
from .tree import fill_tree

__all__ = ["Meter", "fill", "fill_flow", "fill_network", "fill_tree"]


def fill(env):
    """Fill the database unless it is full already; return the units to sit in."""
    units = fill_tree(env)
    fill_flow(env, units)
    return units
