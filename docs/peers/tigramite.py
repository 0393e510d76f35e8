# The Tigramite side of docs/guides/coming-from-tigramite.md. Run by docs/peers/check.mjs; prints its answers as JSON.
import contextlib, io, json, os, sys, warnings
warnings.filterwarnings("ignore")
sys.path.pop(0)  # this file is called like the package
from importlib.metadata import version
import pandas as pd
from tigramite import data_processing as pp
from tigramite.independence_tests.parcorr import ParCorr
from tigramite.lpcmci import LPCMCI
from tigramite.models import LinearMediation
from tigramite.pcmci import PCMCI

here = os.path.dirname(os.path.abspath(__file__))
market = pd.read_csv(os.path.join(here, "data", "market.csv"))
names = list(market.columns)
frame = pp.DataFrame(market.to_numpy(), var_names=names)
answers = {}


def links(result):
    graph, found = result["graph"], {}
    for i in range(3):
        for j in range(3):
            for lag in range(graph.shape[2]):
                mark = graph[i, j, lag]
                if mark == "" or (lag == 0 and i > j):
                    continue
                found[f"{names[i]}(t-{lag}) {mark} {names[j]}"] = [
                    float(result["val_matrix"][i, j, lag]), float(result["p_matrix"][i, j, lag])]
    return found


with contextlib.redirect_stdout(io.StringIO()):
    search = PCMCI(dataframe=frame, cond_ind_test=ParCorr(), verbosity=0)
    answers["pcmci"] = links(search.run_pcmci(tau_max=2, pc_alpha=0.2, alpha_level=0.01))
    plus = PCMCI(dataframe=frame, cond_ind_test=ParCorr(), verbosity=0).run_pcmciplus(tau_max=2, pc_alpha=0.01)
    answers["pcmciPlus"] = links(plus)
    latent = LPCMCI(dataframe=frame, cond_ind_test=ParCorr(), verbosity=0).run_lpcmci(tau_max=2, pc_alpha=0.01)
    answers["lpcmci"] = sorted(links(latent))
    parents = {0: [(0, -1)], 1: [(0, -1), (1, -1)], 2: [(1, -2)]}
    paths = LinearMediation(dataframe=frame, data_transform=None)
    paths.fit_model(all_parents=parents, tau_max=3)
    answers["path"] = float(paths.get_coeff(i=0, tau=-1, j=1))
    answers["total"] = float(paths.get_ce(i=0, tau=-3, j=2))

print(json.dumps({"peer": "tigramite", "version": version("tigramite"), "answers": answers}))
