# NumPy: the published algorithm as a Python user would write it, and the yardstick of numbers.
import itertools
import math

import numpy as np
from scipy.stats import norm
from common import matrix, pairs, versions_of

versions = versions_of("numpy", "scipy")


def skeleton(path, columns, alpha):
    """PC-stable with Fisher's z, the first separating set; no arrows."""
    data = matrix(path, columns)
    n, p = data.shape

    def run():
        correlation = np.corrcoef(data, rowvar=False)
        critical = norm.isf(alpha / 2)
        adjacent = [set(range(p)) - {i} for i in range(p)]
        level = 0
        while any(len(a) - 1 >= level for a in adjacent):
            frozen = [sorted(a) for a in adjacent]
            for i in range(p):
                for j in frozen[i]:
                    if j not in adjacent[i]:
                        continue
                    for given in itertools.combinations([k for k in frozen[i] if k != j], level):
                        ix = [i, j, *given]
                        inverse = np.linalg.inv(correlation[np.ix_(ix, ix)])
                        r = -inverse[0, 1] / math.sqrt(inverse[0, 0] * inverse[1, 1])
                        if abs(math.sqrt(n - level - 3) * math.atanh(r)) < critical:
                            adjacent[i].discard(j)
                            adjacent[j].discard(i)
                            break
            level += 1
        return pairs((i, j) for i in range(p) for j in adjacent[i])

    return run


def samples(rows):
    """Ten variables, each a sum of up to three before it and noise, as bench/beside/works/models.mjs has them."""

    def run():
        random, made = np.random.default_rng(1), []
        for i in range(10):
            v = random.standard_normal(rows)
            for j in (i - 1, i - 2, i - 4):
                if j >= 0:
                    v += (0.5 - 0.1 * j) * made[j]
            made.append(v)
        return Columns(made)

    return run


class Columns(list):
    """Samples, of which the covariances are told."""


def moments(path, columns):
    data = matrix(path, columns)
    return lambda: (data.mean(0), np.cov(data, rowvar=False))


def bootstrap_aipw(path, columns, draws):
    """Columns: covariates, treatment, outcome. Newton's steps for the chances, least squares in each arm, by weights of rows."""
    data = matrix(path, columns)
    z, t, y = data[:, :-2], data[:, -2], data[:, -1]
    x = np.column_stack([np.ones(len(t)), z])
    n = len(t)

    def fit(w):
        beta = np.zeros(x.shape[1])
        for _ in range(25):
            chance = 1 / (1 + np.exp(-x @ beta))
            slope = x.T @ (w * (t - chance))
            step = np.linalg.solve((x * (w * chance * (1 - chance))[:, None]).T @ x, slope)
            beta += step
            if np.max(np.abs(step)) < 1e-9:
                break
        chance = 1 / (1 + np.exp(-x @ beta))
        means = []
        for arm in (0, 1):
            v = w * (t == arm)
            xv = x * v[:, None]
            means.append(x @ np.linalg.solve(xv.T @ x, xv.T @ y))
        score = means[1] - means[0] + t * (y - means[1]) / chance - (1 - t) * (y - means[0]) / (1 - chance)
        return float(np.sum(w * score) / np.sum(w))

    def run():
        random = np.random.default_rng(1)
        found = [fit(random.multinomial(n, np.full(n, 1 / n)).astype(float)) for _ in range(draws)]
        return [fit(np.ones(n)), float(np.std(found, ddof=1))]

    return run


def network(factors, keep):
    """Sums a network of tables: a greedy path found anew each time."""
    operands = []
    for scope, sizes, values in factors:
        operands += [np.array(values).reshape(sizes), scope]
    return lambda: np.einsum(*operands, [keep], optimize="greedy")


def told(last):
    if isinstance(last, Columns):
        return np.cov(np.array(last)).ravel().tolist()
    if isinstance(last, tuple):
        return [np.ravel(part).tolist() for part in last]
    return last.tolist() if isinstance(last, np.ndarray) else last
