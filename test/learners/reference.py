# Writes reference.ts: a small data set, and what scikit-learn 1.9, statsmodels 0.15 and SciPy make of it.
# python reference.py > reference.ts && npx biome check --write reference.ts
import numpy as np
import statsmodels.api as sm
from scipy.interpolate import make_smoothing_spline
from scipy.optimize import nnls
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.linear_model import Lasso, LogisticRegression, Ridge, RidgeCV
from sklearn.neighbors import KNeighborsRegressor
from sklearn.tree import DecisionTreeRegressor

rng = np.random.default_rng(9)
n = 80
a = np.round(rng.normal(size=n) * 3 + 10, 3)
b = np.round(rng.normal(size=n), 3)
c = np.round(0.6 * b + 0.8 * rng.normal(size=n), 3)
g = rng.integers(0, 3, n)
assert len(np.unique(a)) == n
y = np.round(np.sin(a / 2) * 2 + b * c + 0.7 * (g == 1) + 0.5 * a + 0.5 * rng.normal(size=n), 3)
t = (rng.uniform(size=n) < 1 / (1 + np.exp(-(b - 0.3 * (a - 10) + 0.5 * (g == 2))))).astype(int)
w = rng.integers(1, 4, n).astype(float)

X = np.column_stack([a, b, c])  # numbers alone
D = np.column_stack([a, b, c, g == 1, g == 2]).astype(float)  # against the first category
I = np.column_stack([a, b, c, g == 0, g == 1, g == 2]).astype(float)  # all categories


def std(M, w=None):
    w = np.ones(len(M)) if w is None else w
    m = np.average(M, axis=0, weights=w)
    s = np.sqrt(np.average((M - m) ** 2, axis=0, weights=w))
    return (M - m) / s, m, s


S, m, s = std(X)
SI, _, _ = std(I)
out = {}
out["leastSquares"] = sm.OLS(y, sm.add_constant(D)).fit().params
out["weightedLeastSquares"] = sm.WLS(y, sm.add_constant(D), weights=w).fit().params
out["ridge"] = Ridge(alpha=0.1 * n).fit(SI, y).predict(SI)[:5]
third = 10 ** (1 / 3)
grid = np.array([10.0 ** (k / 3 - 7) for k in range(28)])
cv = RidgeCV(alphas=grid * n).fit(SI, y)
out["ridgePenalty"] = cv.alpha_ / n
out["ridgeChosen"] = cv.predict(SI)[:5]
out["lasso"] = Lasso(alpha=0.1 * y.std(), tol=1e-15, max_iter=10**6).fit(SI, y).predict(SI)[:5]
out["logistic"] = sm.Logit(t, sm.add_constant(D)).fit(disp=0, tol=1e-14, maxiter=200).params
lr = LogisticRegression(C=1 / (0.05 * n), tol=1e-14, max_iter=10**5).fit(SI, t)
out["logisticRidge"] = lr.predict_proba(SI)[:5, 1]
l1 = LogisticRegression(l1_ratio=1, solver="saga", C=1 / (0.05 * n), tol=1e-14, max_iter=10**6).fit(SI, t)
out["logisticLasso"] = l1.predict_proba(SI)[:5, 1]

# kernel ridge with an intercept: the kernel and the outcome are centred
d = ((S[:, None, :] - S[None, :, :]) ** 2).sum(-1)
K = np.exp(-d / (2 * 0.7**2 * 2 * 3))
H = np.eye(n) - 1 / n
Kc = H @ K @ H
out["kernelRidge"] = (y.mean() + Kc @ np.linalg.solve(Kc + 0.01 * n * np.eye(n), y - y.mean()))[:5]
out["neighbors"] = KNeighborsRegressor(7).fit(S, y).predict(S)[:5]

# the natural cubic smoothing spline of a alone, knots at all values
order = np.argsort(a)
ordered = make_smoothing_spline(S[order, 0], y[order], lam=0.01 * n)
out["spline"] = ordered(S[:5, 0])

boost = dict(max_iter=20, learning_rate=0.1, max_leaf_nodes=None, max_depth=3, l2_regularization=1, early_stopping=False)
out["boosting"] = HistGradientBoostingRegressor(min_samples_leaf=5, **boost).fit(X, y).predict(X)[:5]
boost["l2_regularization"] = 0.25
out["boostedChances"] = HistGradientBoostingClassifier(min_samples_leaf=1, **boost).fit(X, t).predict_proba(X)[:5, 1]
out["tree"] = DecisionTreeRegressor(min_samples_leaf=5).fit(X, y).predict(X)[:5]

A = rng.normal(size=(12, 5)).round(3)
v = (A @ np.array([1, 0, 0.5, -0.7, 0]) + 0.3 * rng.normal(size=12)).round(3)
out["nnlsMatrix"] = A.ravel()
out["nnlsRight"] = v
out["nnls"] = nnls(A, v)[0]

print("// Made by reference.py: data, and what scikit-learn, statsmodels and SciPy make of them.\n")
fmt = lambda z: repr(float(z)) if isinstance(z, (float, np.floating)) else str(int(z))
for name, col in dict(a=a, b=b, c=c, y=y, t=t, w=w).items():
    print(f"export const {name}: readonly number[] = [{', '.join(fmt(z) for z in col)}]")
print("export const g: readonly string[] = [" + ", ".join(f"'{'pqr'[k]}'" for k in g) + "]")
print("\nexport const reference = {")
for name, value in out.items():
    value = np.asarray(value)
    print(f"  {name}: " + (fmt(value.item()) if value.ndim == 0 else "[" + ", ".join(fmt(z) for z in value) + "]") + ",")
print("} as const")
