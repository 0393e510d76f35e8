"""Judges bounds under assumptions by SciPy's HiGHS: `python judged-assumptions.py N SEED > judged-assumptions.json`.

X -> M -> Y, X -> Y, all with hidden causes in common, kx, km and ky states. A response type is a state of X, a function X -> M
and a function (X, M) -> Y. Data: the observed joint, often an experiment on X too. Questions: nested worlds, sums, conditions;
limits on the probability of statements.
"""

import json
import sys

import numpy as np
from scipy.optimize import linprog


class Types:
    def __init__(self, k):
        self.k = kx, km, ky = k
        n = kx * km**kx * ky ** (kx * km)
        t = np.arange(n)
        self.count = n
        self.x = t % kx
        t = t // kx
        self.m = np.stack([t // km**i % km for i in range(kx)], 1)
        t = t // km**kx
        self.y = np.stack([t // ky**i % ky for i in range(kx * km)], 1)

    def m_in(self, world):
        """M where X is set (or not), and M set to a state or to its value in another world."""
        if "M" in world:
            if isinstance(world["M"], dict):
                return self.m_in(world["M"]["do"])
            return np.full(self.count, world["M"])
        return self.m[np.arange(self.count), self.x_in(world)]

    def x_in(self, world):
        return np.full(self.count, world["X"]) if "X" in world else self.x

    def holds(self, term):
        world = term.get("do", {})
        if term["variable"] == "X":
            found = self.x_in(world)
        elif term["variable"] == "M":
            found = self.m_in(world)
        else:
            found = self.y[np.arange(self.count), self.x_in(world) * self.k[1] + self.m_in(world)]
        return found == term["value"]

    def event(self, terms):
        return np.prod([self.holds(t) for t in terms], 0).astype(float) if terms else np.ones(self.count)


def solve(c, a, b, g, h):
    r = linprog(
        c,
        A_eq=a,
        b_eq=b,
        A_ub=g if len(g) else None,
        b_ub=h if len(h) else None,
        method="highs",
        options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10},
    )
    return r.status, r.fun


def judge(case, types):
    kx, km, ky = case["k"]
    rows, right = [np.ones(types.count)], [1.0]
    total = sum(sum(map(sum, plane)) for plane in case["joint"])
    for x in range(kx):
        for m in range(km):
            for y in range(ky):
                names = [{"variable": v, "value": s} for v, s in zip("XMY", (x, m, y))]
                rows.append(types.event(names))
                right.append(case["joint"][x][m][y] / total)
    if case["arm"]:
        total = sum(map(sum, case["arm"]))
        for m in range(km):
            for y in range(ky):
                names = [{"variable": v, "value": s, "do": {"X": 0}} for v, s in zip("MY", (m, y))]
                rows.append(types.event(names))
                right.append(case["arm"][m][y] / total)
    above, most = [], []
    for limit in case["assume"]:
        row = types.event(limit["event"])
        if "atMost" in limit:
            above.append(row)
            most.append(limit["atMost"])
        if "atLeast" in limit:
            above.append(-row)
            most.append(-limit["atLeast"])
    a, b, g, h = np.array(rows), np.array(right), np.array(above), np.array(most)
    given = types.event(case["given"])
    c = sum(w["weight"] * types.event(w["event"]) for w in case["sum"]) * given
    if case["given"]:
        status, value = solve(-given, a, b, g, h)
        if status == 2:
            return "no-model"
        if -value < 1e-12:
            return "impossible-condition"
        a = np.vstack([np.hstack([a, -b[:, None]]), np.append(given, 0)])
        b = np.append(np.zeros(len(b)), 1)
        if len(g):
            g, h = np.hstack([g, -h[:, None]]), np.zeros(len(h))
        c = np.append(c, 0)
    out = []
    for sign in (1, -1):
        status, value = solve(sign * c, a, b, g, h)
        if status == 2:
            return "no-model"
        if status != 0:
            return "unknown"
        out.append(sign * value)
    return out


def draw(rng, types):
    kx, km, ky = types.k
    weights = rng.exponential(size=types.count)
    if rng.random() < 0.5:
        weights[rng.permutation(types.count)[rng.integers(2, 30) :]] = 0
    whole = np.floor(weights / weights.sum() * 1e6).astype(int)
    whole[np.argmax(weights)] += 1
    cell = lambda world, *names: int(whole[types.event([{**n, "do": world} if world else n for n in names]) == 1].sum())
    at = lambda v, s: {"variable": v, "value": int(s)}
    joint = [[[cell(None, at("X", x), at("M", m), at("Y", y)) for y in range(ky)] for m in range(km)] for x in range(kx)]
    arm = None
    if rng.random() < 0.5:
        arm = [[cell({"X": 0}, at("M", m), at("Y", y)) for y in range(ky)] for m in range(km)]
        if rng.random() < 0.3:  # another population: often no model fits
            arm = rng.integers(1, 100, size=(km, ky)).tolist()

    def world():
        kind = rng.integers(4)
        if kind == 0:
            return {"X": int(rng.integers(kx))}
        if kind == 1:
            return {"X": int(rng.integers(kx)), "M": int(rng.integers(km))}
        return {"X": int(rng.integers(kx)), "M": {"do": {"X": int(rng.integers(kx))}}}

    outcome = lambda: {**at("Y", rng.integers(ky)), "do": world()}
    event = lambda: [outcome() for _ in range(rng.integers(1, 3))]
    terms = [{"weight": 1, "event": event()}]
    if rng.random() < 0.5:
        terms.append({"weight": int(rng.choice([-1, 2])), "event": event()})
    given = []
    kind = rng.integers(3)
    if kind == 1:
        given = [at("X", rng.integers(kx))]
    if kind == 2:
        given = [outcome()]
    assume = []
    for _ in range(rng.integers(0, 3)):
        limited = event()
        truth = float(types.event(limited) @ whole / whole.sum())
        way = rng.integers(3)
        if way == 0:
            assume.append({"event": limited, "atMost": round(truth + float(rng.exponential()) * 0.05 + 1e-6, 6)})
        elif way == 1:
            assume.append({"event": limited, "atLeast": round(max(0, truth - float(rng.exponential()) * 0.05 - 1e-6), 6)})
        else:
            assume.append({"event": limited, "atMost": 0})
    return {"k": list(types.k), "joint": joint, "arm": arm, "sum": terms, "given": given, "assume": assume}


if __name__ == "__main__":
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    sizes = [(2, 2, 2), (2, 2, 3), (3, 2, 2), (2, 3, 2)]
    odds = np.array([10, 4, 2, 2], float)
    if len(sys.argv) > 3:
        odds[1:] = [1, 0, 0]
    rng = np.random.default_rng(seed)
    made = [Types(k) for k in sizes]
    cases = []
    for _ in range(count):
        types = made[rng.choice(len(sizes), p=odds / odds.sum())]
        case = draw(rng, types)
        case["answer"] = judge(case, types)
        cases.append(case)
    json.dump(cases, sys.stdout, separators=(",", ":"))
