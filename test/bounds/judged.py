"""Judges bounds by SciPy's HiGHS: `python judged.py N SEED < /dev/null > judged.json` draws N questions and their answers.

Z -> X -> Y, X <-> Y with k states each. A response type says which X answers each Z, and which Y each X. Data are whole
numbers for each z: from a model (every bound exists) or counts of a sample of one (often no model fits).
"""

import json
import sys

import numpy as np
from scipy.optimize import linprog


def types_of(k):
    """x[t, z] and y[t, x] of each joint type t."""
    z, x, y = k
    nx, ny = x**z, y**x
    t = np.arange(nx * ny)
    fx = np.stack([(t % nx) // x**i % x for i in range(z)], 1)
    fy = np.stack([(t // nx) // y**i % y for i in range(x)], 1)
    return fx, fy


def holds(term, fx, fy, z):
    """Of each type, whether it has this value: of X or Y as seen at z, or of Y with X set."""
    rows = np.arange(len(fx))
    if "do" in term:
        return fy[:, term["do"]] == term["value"]
    seen_x = fx[:, z]
    return (seen_x if term["variable"] == "X" else fy[rows, seen_x]) == term["value"]


def solve(c, a, b):
    r = linprog(c, A_eq=a, b_eq=b, method="highs", options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10})
    return r.status, r.fun


def judge(case):
    fx, fy = types_of(case["k"])
    kz, kx, ky = case["k"]
    rows, right = [], []
    m = np.arange(len(fx))
    for z in range(kz):
        total = sum(map(sum, case["joint"][z]))
        for x in range(kx):
            for y in range(ky):
                rows.append(((fx[:, z] == x) & (fy[m, x] == y)).astype(float))
                right.append(case["joint"][z][x][y] / total)
    rows.append(np.ones(len(fx)))
    right.append(1.0)
    a, b = np.array(rows), np.array(right)
    z = case.get("z", 0)
    every = lambda terms: np.prod([holds(t, fx, fy, z) for t in terms], 0).astype(float) if terms else np.ones(len(fx))
    given = every(case["given"])
    c = every(case["event"]) * given
    if case["given"]:
        status, most = solve(-given, a, b)
        if status == 2:
            return "no-model"
        if -most < 1e-12:
            return "impossible-condition"
        a = np.vstack([np.hstack([a, -b[:, None]]), np.append(given, 0)])
        b = np.append(np.zeros(len(b)), 1)
        c = np.append(c, 0)
    out = []
    for sign in (1, -1):
        status, value = solve(sign * c, a, b)
        if status == 2:
            return "no-model"
        if status != 0:
            return "unknown"
        out.append(sign * value)
    return out


def draw(rng, k):
    fx, fy = types_of(k)
    kz, kx, ky = k
    kind = rng.choice(["model", "few types", "counts", "counts of few types"])
    weights = rng.exponential(size=len(fx))
    if "few types" in kind:
        weights[rng.permutation(len(fx))[rng.integers(1, 12) :]] = 0
    whole = np.floor(weights / weights.sum() * 1e6).astype(int)
    whole[np.argmax(weights)] += 1
    m = np.arange(len(fx))
    joint = []
    for z in range(kz):
        w = whole
        if "counts" in kind:
            w = rng.multinomial(int(rng.choice([100, 1000, 5000])), weights / weights.sum())
        joint.append([[int(w[(fx[:, z] == x) & (fy[m, x] == y)].sum()) for y in range(ky)] for x in range(kx)])
    do = lambda: {"variable": "Y", "value": int(rng.integers(ky)), "do": int(rng.integers(kx))}
    case = {"k": list(k), "kind": str(kind), "joint": joint, "event": [do()], "given": []}
    question = rng.integers(5)
    if question == 1:
        case["event"] = [{"variable": "Y", "value": int(rng.integers(ky)), "do": x} for x in range(2)]
    if question == 2:  # a condition whose probability is known
        case["z"] = int(rng.integers(kz))
        case["given"] = [{"variable": "X", "value": int(rng.integers(kx))}, {"variable": "Y", "value": int(rng.integers(ky))}]
    if question == 3:  # one whose probability is bounded only
        case["given"] = [do()]
    if question == 4:
        case["z"] = int(rng.integers(kz))
        case["given"] = [do(), {"variable": "X", "value": int(rng.integers(kx))}]
    return case


if __name__ == "__main__":
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    sizes = [(2, 2, 2), (3, 2, 2), (2, 3, 2), (2, 2, 3), (2, 3, 3), (6, 2, 2), (8, 2, 2), (3, 3, 3), (4, 3, 3), (5, 3, 3), (6, 3, 3)]
    odds = np.array([8, 8, 8, 8, 8, 8, 3, 4, 3, 2, 1], float)
    small = len(sys.argv) > 3
    if small:
        odds[5:] = 0
        odds[5] = 2
    rng = np.random.default_rng(seed)
    cases = []
    for _ in range(count):
        case = draw(rng, sizes[rng.choice(len(sizes), p=odds / odds.sum())])
        case["answer"] = judge(case)
        cases.append(case)
    json.dump(cases, sys.stdout, separators=(",", ":"))
