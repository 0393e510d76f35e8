// The words that people search by, in courses and in other packages, and the pages that answer them, best first. They are also looked for in
// part and with typing errors, as words of those pages.

/** @type {Record<string, string>} phrases, separated by commas, by the pages that answer */
const phrases = {
  // effects, and whose
  'functions/estimateEffect guides/getting-started guides/question-to-number':
    'ate, average treatment effect, average causal effect, treatment effect, causal effect, effect estimation, estimator',
  'guides/matching-and-weighting functions/effectOfTreatmentOnTreated':
    'att, atet, treatment effect on the treated, effect on the treated, average treatment effect on the treated',
  'guides/who-benefits functions/heterogeneousEffects functions/policyTree':
    'cate, ite, hte, uplift, uplift modelling, uplift modeling, heterogeneous treatment effect, heterogeneous effects, individual treatment effect, conditional average treatment effect, personalisation, subgroup',
  'functions/causalForest guides/who-benefits': 'causal forest, generalised random forest, grf',
  'guides/who-benefits functions/tLearner functions/xLearner functions/drLearner':
    'metalearner, meta learner, meta-learners, t-learner, s-learner, x-learner, r-learner, dr-learner',
  'guides/instruments functions/twoStageLeastSquares':
    'iv, late, instrumental variable, instrument, 2sls, tsls, two stage least squares, local average treatment effect, compliance, complier, noncompliance, encouragement',
  'guides/instruments functions/liml examples/instrument': 'weak instrument, anderson-rubin, first stage',
  'functions/doseResponse guides/question-to-number': 'dose response, dose-response curve, continuous treatment',
  // adjusting
  'guides/choosing-adjustment guides/popular-mistakes functions/adjustmentSets':
    'confounder, confounding, control variables, covariates, controls, what to control for, omitted variable bias, bad controls, common cause',
  'functions/backDoorSets guides/choosing-adjustment':
    'backdoor, back door, backdoor criterion, back-door criterion, backdoor adjustment',
  'functions/adjustmentSets guides/choosing-adjustment functions/optimalAdjustmentSet':
    'adjustment set, adjustment sets, valid adjustment set, minimal adjustment set, adjust for',
  'guides/popular-mistakes guides/choosing-adjustment':
    'collider, collider bias, berkson, m-bias, selection on the outcome, table 2 fallacy',
  'functions/matching guides/matching-and-weighting guides/coming-from-matchit':
    'matching, nearest neighbour matching, nearest neighbor matching, mahalanobis, caliper, exact matching, psm, propensity score matching',
  'guides/matching-and-weighting functions/ipw functions/overlap': 'propensity, propensity score, propensity scores',
  'functions/ipw guides/matching-and-weighting functions/aipw':
    'ipw, iptw, inverse probability weighting, inverse probability of treatment weighting, inverse propensity, horvitz-thompson',
  'functions/aipw functions/tmle guides/matching-and-weighting': 'doubly robust, double robust, aipw, tmle, augmented',
  'functions/balance functions/plotLove guides/matching-and-weighting':
    'covariate balance, balance, standardized mean difference, smd, love plot',
  'functions/overlap guides/matching-and-weighting guides/when-not-to-believe-it':
    'positivity, overlap, common support',
  'functions/regressionAdjustment functions/standardization guides/question-to-number':
    'g-computation, g computation, g-formula, standardisation, standardization, regression adjustment, regression, ols, linear regression, ancova',
  'functions/doubleMachineLearning guides/coming-from-econml guides/who-benefits':
    'dml, double ml, doubleml, double machine learning, debiased machine learning, orthogonal, neyman, partially linear',
  // designs
  'guides/designs functions/groupTimeEffects functions/differenceInDifferences':
    'did, diff in diff, difference in differences, difference-in-differences, staggered adoption, event study, parallel trends, callaway',
  'functions/syntheticControl guides/designs': 'synthetic control, synthetic controls, donor pool',
  'functions/regressionDiscontinuity guides/designs examples/regression-discontinuity':
    'rdd, regression discontinuity, discontinuity, cut-off, cutoff, threshold, mccrary, running variable',
  'functions/fixedEffects guides/designs functions/panelDoubleMachineLearning':
    'fixed effects, panel data, random effects, hausman, two-way fixed effects, twfe',
  'functions/mediationEffects guides/designs functions/naturalDirectEffect':
    'mediation, mediator, mediation analysis, direct effect, indirect effect, natural direct effect, natural indirect effect',
  'guides/ab-tests functions/differenceInMeans functions/cuped':
    'a/b test, ab test, a/b testing, ab testing, experiment, randomised trial, randomized experiment, rct, online experiment',
  'functions/cuped guides/ab-tests': 'cuped, variance reduction, cupac',
  'functions/power functions/minimumDetectableEffect guides/ab-tests':
    'power, power analysis, minimum detectable effect, mde',
  'functions/sampleSize guides/ab-tests': 'sample size, how many users, how many subjects',
  'functions/alwaysValidInterval guides/ab-tests':
    'peeking, sequential test, sequential testing, early stopping, always valid, optional stopping',
  'functions/sampleRatioMismatch guides/ab-tests': 'srm, sample ratio mismatch',
  'guides/units-that-touch functions/networkEffects functions/exposureEffects':
    'interference, network effects, spillover, spillovers, peer effects, sutva, cluster randomised',
  // doubts
  'functions/sensitivity guides/when-not-to-believe-it functions/eValue':
    'sensitivity, sensitivity analysis, unmeasured confounding, unobserved confounding, hidden confounder, unobserved confounder, hidden bias, robustness, robustness value, sensemakr',
  'functions/eValue guides/when-not-to-believe-it': 'e-value, evalue, e value',
  'functions/rosenbaumBounds guides/when-not-to-believe-it': 'rosenbaum bounds, gamma',
  'functions/refute functions/placeboTreatment guides/when-not-to-believe-it':
    'refute, refutation, refuter, placebo, placebo test, negative control, falsification, dummy outcome',
  'guides/popular-mistakes functions/recoverFromSelection guides/when-not-to-believe-it':
    'selection bias, sampling bias, survivorship bias, sample selection',
  'functions/multipleImputation functions/recoverFromMissingness functions/mvpc':
    'missing data, missing values, missingness, imputation, mar, mnar, nan',
  'notebooks/simpson guides/getting-started examples/quickstart':
    "simpson, simpsons, simpson's paradox, simpsons paradox, simpson paradox, kidney stones",
  'guides/bounds functions/manskiBounds functions/balkePearlBounds':
    'bounds, partial identification, manski, balke pearl',
  // graphs and identification
  'functions/dag guides/graphs-and-names': 'dag, causal graph, causal diagram, directed acyclic graph, causal dag',
  'functions/dSeparated guides/graphs-and-names functions/minimalSeparators':
    'd-separation, d separation, d-separated, dsep, m-separation, blocked path',
  'functions/doCalculus guides/identifiable guides/reading-a-proof': 'do-calculus, do calculus, rules of do',
  'guides/identifiable functions/identify':
    'identification, identifiable, identifiability, id algorithm, do operator, intervention distribution, estimand',
  'guides/front-door-comb functions/frontDoorSets functions/frontDoorEstimator':
    'front door, front-door, frontdoor, frontdoor criterion, front-door criterion',
  'functions/markovEquivalent functions/cpdagOf guides/table-to-graph':
    'markov equivalence, markov equivalence class, mec, cpdag, essential graph, equivalence class',
  'functions/impliedIndependencies functions/testImplications functions/falsify':
    'testable implications, implied conditional independencies, test a graph, check a graph, model check',
  'guides/coming-from-dagitty functions/parseDagitty functions/toDagitty': 'dagitty, ggdag',
  'functions/transport guides/when-environments-change':
    'transportability, transport, external validity, generalisability, generalizability',
  // discovery and time
  'guides/table-to-graph rooms/discovery functions/pc':
    'causal discovery, structure learning, structural learning, learn graph, causal structure, discover',
  'functions/pc guides/table-to-graph': 'pc, pc algorithm, pcalg, constraint-based',
  'functions/ges guides/table-to-graph functions/bicScore':
    'ges, greedy equivalence search, score-based, bic, hill climbing',
  'functions/fci guides/table-to-graph functions/pag': 'fci, fci algorithm, latent confounders, pag',
  'functions/directLingam functions/icaLingam guides/table-to-graph': 'lingam, direct lingam, non-gaussian, ica',
  'functions/notears guides/table-to-graph': 'notears, continuous optimisation, continuous optimization, dagma',
  'guides/which-test rooms/independence functions/kci':
    'conditional independence test, independence test, ci test, partial correlation, hsic, kernel test',
  'functions/granger functions/varModel guides/metrics-over-time':
    'granger, granger causality, var, vector autoregression',
  'guides/metrics-over-time functions/series guides/effects-over-time':
    'time series, timeseries, lag, lagged, temporal',
  'functions/pcmciPlus functions/pcmci guides/coming-from-tigramite':
    'pcmci, pcmci+, tigramite, momentary conditional independence',
  'guides/what-broke functions/rootCauses':
    'root cause, root cause analysis, rca, incident, outage, observability, debugging',
  'functions/anomalyAttribution functions/anomalyScores guides/what-broke':
    'anomaly, outlier, anomaly detection, anomaly attribution',
  'guides/why-did-it-change functions/distributionChange functions/changeBetweenTables':
    'drift, distribution change, distribution shift, kpi change, change attribution, attribution, shapley, metric drop',
  'functions/interruptedSeries functions/eventImpact guides/effects-over-time':
    'interrupted time series, causal impact, causalimpact, its, segmented regression, launch impact, pre post',
  // models and decisions
  'functions/counterfactual guides/what-would-have-happened guides/three-rungs':
    'counterfactual, counterfactuals, what if, what would have happened, ladder of causation',
  'functions/scm guides/three-rungs rooms/scm':
    'scm, sem, structural causal model, structural equation model, structural equations, gcm, generative model',
  'functions/simulateDag functions/sample guides/simulated-series':
    'simulate data, simulation, synthetic data, generate data, random graph, simulate',
  'guides/coming-from-pgmpy functions/discreteScm functions/readBif':
    'bayesian network, bayes net, belief network, bif, pgmpy, bnlearn',
  'functions/structuralBandit functions/causalBandit guides/deciding':
    'bandit, bandits, multi-armed bandit, reinforcement learning',
  'functions/policyTree functions/bestPolicy guides/deciding':
    'policy learning, policy tree, optimal policy, off-policy, off-policy evaluation, treatment assignment',
  'functions/designExperiment guides/verify-and-design':
    'experiment design, which experiment, active learning, intervention design',
  'functions/actualCause guides/three-rungs':
    'actual cause, actual causation, blame, responsibility, cause of an event',
  'functions/probabilityOfNecessity functions/probabilityOfSufficiency':
    'probability of necessity, probability of sufficiency, pn, ps, pns, probability of causation',
  'guides/which-method functions/suggest functions/diagnose':
    'which method, choose a method, recommend, recommendation, getting help, where to start',
  'functions/gFormula functions/marginalStructuralModel functions/gEstimation':
    'time-varying confounding, time-varying treatment, time varying treatment, g-methods, longitudinal, longitudinal data, marginal structural model, msm, treatment over time, sequential treatment',
  'functions/weightedSurvival functions/standardizedSurvival guides/when-not-to-believe-it':
    'survival, survival analysis, time to event, censoring, kaplan-meier, hazard, hazard ratio, cox',
  'guides/who-benefits functions/effectsByGroup':
    'effect modification, effect modifier, interaction, moderator, moderation',
  'guides/question-to-number functions/eValue':
    'odds ratio, risk ratio, relative risk, confidence interval, standard error, interval',
  'guides/choosing-adjustment guides/when-not-to-believe-it':
    'ignorability, exchangeability, unconfoundedness, conditional exchangeability, no unmeasured confounders, causal assumptions, assumptions',
  'guides/graphs-and-names functions/latentProjection functions/fci':
    'latent variable, latent variables, hidden variable, unobserved variable, hidden cause',
  'guides/what-would-have-happened functions/pathSpecificEffect functions/fairNetworkClassifier':
    'fairness, discrimination, counterfactual fairness, bias in hiring',
  'guides/surgery rooms/diagram':
    'category theory, string diagram, string diagrams, monoidal category, catlab, discopy',
  'functions/bootstrapEffect functions/bootstrapGraph': 'bootstrap, resampling',
  // first steps
  'guides/getting-started guides/question-to-number guides/popular-mistakes':
    'install, installation, npm, setup, quickstart, quick start, tutorial, introduction, intro, first steps, hello world, example, causal inference, causality',
  'guides/graphs-and-names guides/getting-started': 'typescript, types, typed names, node names',
  'guides/coming-from': 'python, migration, migrate, other packages, alternatives, comparison',
  'rooms/gallery gallery': 'dataset, datasets, example data, sample data, named graphs',
  'playground/index': 'playground, graph editor, draw a graph, online, demo, try it, app',
  // packages, data, tools
  'guides/coming-from-dowhy': 'dowhy, pywhy',
  'guides/coming-from-econml': 'econml, causalml',
  'guides/coming-from-causal-learn': 'causal-learn, causallearn, tetrad',
  'guides/coming-from-matchit': 'matchit, weightit, cobalt',
  'guides/coming-from-r': 'r, fixest, rdrobust, grf in r',
  'guides/a-billion-rows rooms/sql functions/warehouse':
    'big data, warehouse, sql, duckdb, snowflake, bigquery, large data, out of core, scale',
  'guides/all-cores functions/workers':
    'parallel, multithreading, threads, web worker, worker, workers, performance, speed',
  'functions/table functions/readCsv guides/coming-from':
    'pandas, pandas dataframe, dataframe, data frame, load data, import data',
  'functions/fromArrow functions/fromArquero': 'arrow, parquet, arquero',
  'rooms/learners functions/forest functions/superLearner':
    'random forest, machine learning, ml, boosting, learner, super learner, cross-validation',
  'functions/readCsv functions/readCsvStream': 'csv, read csv, csv file, load csv',
  'functions/toSvg rooms/draw functions/toDot':
    'plot graph, draw graph, draw, plot, visualise, visualize, visualization, svg, graphviz, tikz, mermaid',
  'examples/mcp-server functions/toolDefinitions rooms/tools':
    'llm agent, llm, agent, mcp, model context protocol, tool calling, function calling, ai',
  'functions/explain functions/report': 'explain, explanation, report, in words, summary',
}

/** A query as it is compared: small letters, single spaces. @param {string} text */
export const plainQuery = (text) => text.trim().toLowerCase().replace(/\s+/g, ' ').replace(/[’]/g, "'")

/** The pages of a phrase, best first. A Map: a plain object would know "constructor". @type {ReadonlyMap<string, readonly string[]>} */
export const pagesOf = new Map(
  Object.entries(phrases).flatMap(([pages, list]) =>
    list
      .split(',')
      .map((phrase) => /** @type {const} */ ([plainQuery(phrase), pages.split(' ').map((page) => `${page}.html`)])),
  ),
)

/** The phrases that a page answers first of all. @type {ReadonlyMap<string, string>} */
export const wordsOf = new Map(
  Object.entries(phrases).reduce((found, [pages, list]) => {
    const [first = ''] = pages.split(' ')
    return found.set(`${first}.html`, [found.get(`${first}.html`), list].filter(Boolean).join(', '))
  }, new Map()),
)
