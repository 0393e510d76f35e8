# Writes reference.ts: data, folds, nuisance predictions and estimates of the Python package doubleml 0.11.
# python reference.py > reference.ts && npx biome check --write reference.ts
import warnings

import doubleml as dml
import numpy as np
from sklearn.linear_model import LinearRegression, LogisticRegression

warnings.filterwarnings("ignore")
rng = np.random.default_rng(3)
n = 80
x = np.round(rng.normal(size=(n, 2)), 3)
z = (rng.uniform(size=n) < 1 / (1 + np.exp(-0.5 * x[:, 0]))).astype(float)
u = rng.normal(size=n)
d = ((0.3 * x[:, 1] + 1.5 * z - 0.7 + u) > 0).astype(float)
y = np.round(1 + 2 * d + x[:, 0] - 0.5 * x[:, 1] + 0.7 * u + rng.normal(size=n), 3)
w = np.round(0.8 * z + 0.5 * x[:, 0] + u, 3)  # a dose
v = np.round(1.5 * w + x[:, 1] + 0.5 * u + rng.normal(size=n), 3)
fold = np.arange(n) % 4
smpls = [[(np.where(fold != f)[0], np.where(fold == f)[0]) for f in range(4)]]
ols, logit = LinearRegression(), LogisticRegression(C=np.inf, tol=1e-12, max_iter=10**4)


def run(name, model, names):
    model.set_sample_splitting(smpls)
    model.fit(store_predictions=True)
    record = {key: np.asarray(model.predictions[ml]).ravel() for key, ml in names.items()}
    return name, record, float(np.asarray(model.coef)[0]), float(np.asarray(model.se)[0])


plain = dml.DoubleMLData.from_arrays(x, y, d)
dose = dml.DoubleMLData.from_arrays(x, v, w)
instrumented = dml.DoubleMLData.from_arrays(x, v, w, z=z)
choice = dml.DoubleMLData.from_arrays(x, y, d, z=z)
arms = {"outcomeTo": "ml_g1", "outcomeFrom": "ml_g0", "treatment": "ml_m"}
results = [
    run("partially-linear", dml.DoubleMLPLR(dose, ols, ols), {"outcome": "ml_l", "treatment": "ml_m"}),
    run("interactive ATE", dml.DoubleMLIRM(plain, ols, logit), arms),
    run("interactive ATT", dml.DoubleMLIRM(plain, ols, logit, score="ATTE"), {k: arms[k] for k in ["outcomeFrom", "treatment"]}),
    run("iv", dml.DoubleMLPLIV(instrumented, ols, ols, ols), {"outcome": "ml_l", "instrument": "ml_m", "treatment": "ml_r"}),
    run(
        "interactive-iv",
        dml.DoubleMLIIVM(choice, ols, logit, logit),
        {"outcomeTo": "ml_g1", "outcomeFrom": "ml_g0", "instrument": "ml_m", "treatmentTo": "ml_r1", "treatmentFrom": "ml_r0"},
    ),
]
show = lambda a: "[" + ", ".join(repr(float(t)) for t in a) + "]"
print("// Made by reference.py: data, and what the Python package doubleml makes of them.\n")
for name, col in dict(x1=x[:, 0], x2=x[:, 1], z=z, d=d, y=y, w=w, v=v).items():
    print(f"export const {name}: readonly number[] = {show(col)}")
print("\nexport interface Reference {\n readonly name: string\n readonly estimate: number\n readonly standardError: number\n readonly predictions: Readonly<Record<string, readonly number[]>>\n}\n")
print("export const references: readonly Reference[] = [")
for name, record, coef, se in results:
    inner = ", ".join(f"{k}: {show(a)}" for k, a in record.items())
    print(f"  {{ name: '{name}', estimate: {coef!r}, standardError: {se!r}, predictions: {{ {inner} }} }},")
print("]")

print("\n/** doubleml's sensitivity analysis at strengths 0.1 (outcome) and 0.05 (treatment), correlation 0.8. */")
print("export const sensitivities = {")
for name, model in dict(
    linear=dml.DoubleMLPLR(dose, ols, ols), interactive=dml.DoubleMLIRM(plain, ols, logit)
).items():
    model.set_sample_splitting(smpls)
    model.fit()
    model.sensitivity_analysis(cf_y=0.1, cf_d=0.05, rho=0.8, level=0.95)
    p = model.sensitivity_params
    value = lambda v: float(np.asarray(v).ravel()[0])
    pair = lambda d: [value(d["lower"]), value(d["upper"])]
    print(f"  {name}: {{ bounds: {pair(p['theta'])}, standardErrors: {pair(p['se'])}, interval: {pair(p['ci'])},")
    model.sensitivity_analysis(cf_y=0.1, cf_d=0.05, rho=1.0, level=0.95)
    p = model.sensitivity_params
    print(f"    robustnessValue: {value(p['rv'])!r}, robustnessValueWithError: {value(p['rva'])!r} }},")
print("} as const")
