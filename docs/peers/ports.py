# Python ports that stand in for R packages in docs/guides/coming-from-r.md: pyfixest for fixest, rdrobust (by its own authors).
# Run by docs/peers/check.mjs; prints its answers as JSON.
import contextlib, io, json, os, sys, warnings
warnings.filterwarnings("ignore")
sys.path.pop(0)  # files here are called like packages
from importlib.metadata import version
import pandas as pd
import pyfixest as pf
from rdrobust import rdrobust

here = os.path.dirname(os.path.abspath(__file__))
shops = pd.read_csv(os.path.join(here, "data", "shops.csv"))
grants = pd.read_csv(os.path.join(here, "data", "grants.csv"))
answers = {}

one = pf.feols("sales ~ card + footfall | shop", shops, vcov={"CRV1": "shop"})
answers["fixed"] = float(one.coef()["card"])
answers["fixedError"] = float(one.se()["card"])
two = pf.feols("sales ~ card | shop + month", shops, vcov={"CRV1": "shop"})
answers["twoWay"] = float(two.coef()["card"])
answers["twoWayError"] = float(two.se()["card"])
for name, kernel, options in [
    ("rd", "triangular", {}), ("rdFixed", "triangular", {"h": 0.4, "b": 0.4}), ("rdUniform", "uniform", {"h": 0.4, "b": 0.4})]:
    with contextlib.redirect_stdout(io.StringIO()):
        r = rdrobust(grants["income"], grants["score"], kernel=kernel, **options)
    answers[name] = {
        "conventional": float(r.coef.iloc[0, 0]), "corrected": float(r.coef.iloc[1, 0]),
        "robustError": float(r.se.iloc[2, 0]), "bandwidth": float(r.bws.iloc[0, 0])}

print(json.dumps({
    "peer": "ports", "version": f"pyfixest {version('pyfixest')}, rdrobust {version('rdrobust')}", "answers": answers}))
