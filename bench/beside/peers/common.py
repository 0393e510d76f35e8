# What the files beside this one share: columns written by the Node side, versions, graphs as lists of edges.
from importlib.metadata import version

import numpy as np


def matrix(path, columns):
    """Rows of numbers, from a file of float64 that holds column after column."""
    return np.fromfile(path, dtype="<f8").reshape(columns, -1).T.copy()


def versions_of(*packages):
    return lambda: {name: version(name) for name in packages}


def pairs(edges):
    """Adjacent pairs of nodes 0, 1, …, as sorted texts."""
    return sorted({f"{min(i, j)}-{max(i, j)}" for i, j in edges})
