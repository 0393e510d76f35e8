/** Where the methods are published. */
export const references = {
  boss: 'Andrews, Ramsey, Sanchez-Romero, Camchong & Kummerfeld 2023, "Fast scalable and accurate discovery of DAGs using the best order score search and grow-shrink trees", NeurIPS',
  ges: 'Chickering 2002, "Optimal structure identification with greedy search", Journal of Machine Learning Research 3',
  pc: 'Spirtes, Glymour & Scheines 2000, "Causation, prediction, and search", 2nd edition, chapter 5; Colombo & Maathuis 2014, "Order-independent constraint-based causal structure learning", Journal of Machine Learning Research 15',
  kci: 'Zhang, Peters, Janzing & Schölkopf 2011, "Kernel-based conditional independence test and application in causal discovery", UAI',
  rcit: 'Strobl, Zhang & Visweswaran 2019, "Approximate kernel-based conditional independence tests for fast non-parametric causal discovery", Journal of Causal Inference 7',
  rankCorrelation:
    'Harris & Drton 2013, "PC algorithm for nonparanormal graphical models", Journal of Machine Learning Research 14',
  directLingam: 'Shimizu et al. 2011, "DirectLiNGAM", Journal of Machine Learning Research 12',
  multiGroupLingam: 'Shimizu 2012, "Joint estimation of linear non-Gaussian acyclic models", Neurocomputing 81',
  rcd: 'Maeda & Shimizu 2020, "RCD: Repetitive causal discovery of linear non-Gaussian acyclic models with latent confounders", AISTATS',
  cam: 'Bühlmann, Peters & Ernest 2014, "CAM: Causal additive models, high-dimensional order search and penalized regression", Annals of Statistics 42',
  additiveNoise:
    'Hoyer, Janzing, Mooij, Peters & Schölkopf 2009, "Nonlinear causal discovery with additive noise models", NeurIPS',
  bdeu: 'Heckerman, Geiger & Chickering 1995, "Learning Bayesian networks", Machine Learning 20',
  degenerateGaussian:
    'Andrews, Ramsey & Cooper 2019, "Learning high-dimensional directed acyclic graphs with mixed data-types", PMLR 104',
  fci: 'Zhang 2008, "On the completeness of orientation rules for causal discovery in the presence of latent confounders and selection bias", Artificial Intelligence 172',
  gfci: 'Ogarrio, Spirtes & Ramsey 2016, "A hybrid causal search algorithm for latent variable models", PMLR 52',
  cdnod:
    'Huang, Zhang, Zhang, Ramsey, Sanchez-Romero, Glymour & Schölkopf 2020, "Causal discovery from heterogeneous/nonstationary data", Journal of Machine Learning Research 21',
  jci: 'Mooij, Magliacane & Claassen 2020, "Joint causal inference from multiple contexts", Journal of Machine Learning Research 21',
  mvpc: 'Tu, Zhang, Ackermann, Bertilson, Glymour, Mohan & Zhang 2019, "Causal discovery in the presence of missing data", AISTATS',
  pcmciPlus:
    'Runge 2020, "Discovering contemporaneous and lagged causal relations in autocorrelated nonlinear time series datasets", UAI',
  lpcmci:
    'Gerhardus & Runge 2020, "High-recall causal discovery for autocorrelated time series with latent confounders", NeurIPS',
  varLingam:
    'Hyvärinen, Zhang, Shimizu & Hoyer 2010, "Estimation of a structural vector autoregression model using non-Gaussianity", Journal of Machine Learning Research 11',
  aipw: 'Robins, Rotnitzky & Zhao 1994, "Estimation of regression coefficients when some regressors are not always observed", JASA 89',
  regression: 'Hernán & Robins 2020, "Causal inference: What if", chapter 13',
  dml: 'Chernozhukov et al. 2018, "Double/debiased machine learning for treatment and structural parameters", Econometrics Journal 21',
  frontDoor: 'Pearl 1995, "Causal diagrams for empirical research", Biometrika 82',
  instruments: 'Angrist & Imbens 1995, "Two-stage least squares estimation of average causal effects", JASA 90',
  plugIn:
    'Shpitser & Pearl 2006, "Identification of joint interventional distributions in recursive semi-Markovian causal models", AAAI',
  possibleEffects:
    'Maathuis, Kalisch & Bühlmann 2009, "Estimating high-dimensional intervention effects from observational data", Annals of Statistics 37',
  rootCauses:
    'Li et al. 2022, "Causal inference-based root cause analysis for online service systems with intervention recognition", KDD',
  rootCauseDiscovery:
    'Ikram, Chakraborty, Mitra, Saini, Bagchi & Kocaoglu 2022, "Root cause analysis of failures in microservices through causal discovery", NeurIPS',
  fisherZ: 'Fisher 1924, "The distribution of the partial correlation coefficient", Metron 3',
  gSquare: 'Spirtes, Glymour & Scheines 2000, "Causation, prediction, and search", 2nd edition, section 10.3',
  conditionalGaussian:
    'Andrews, Ramsey & Cooper 2018, "Scoring Bayesian networks of mixed variables", International Journal of Data Science and Analytics 6',
} as const
