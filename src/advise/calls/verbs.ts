import { rootCauseDiscovery } from '../../attribution/root-causes/methods/root-cause-discovery.js'
import { rootCauses } from '../../attribution/root-causes/root-causes.js'
import { splitSeries } from '../../attribution/root-causes/split-series.js'
import { completeRows } from '../../data/tables/complete-rows.js'
import { select } from '../../data/tables/select.js'
import { cam } from '../../discovery/additive/cam.js'
import { cdnod } from '../../discovery/constraint/cdnod.js'
import { fci } from '../../discovery/constraint/fci.js'
import { pc } from '../../discovery/constraint/pc.js'
import { gfci } from '../../discovery/hybrid/gfci.js'
import { jci } from '../../discovery/interventions/jci.js'
import { directLingam } from '../../discovery/lingam/direct-lingam.js'
import { multiGroupLingam } from '../../discovery/lingam/multi-group-lingam.js'
import { mvpc } from '../../discovery/missing/mvpc.js'
import { boss } from '../../discovery/order/boss.js'
import { additiveNoise } from '../../discovery/pairs/additive-noise.js'
import { bdeuScore } from '../../discovery/score/bdeu-score.js'
import { bicScore } from '../../discovery/score/bic-score.js'
import { degenerateGaussianScore } from '../../discovery/score/degenerate-gaussian-score.js'
import { ges } from '../../discovery/score/ges.js'
import { doubleMachineLearning } from '../../estimation/double-machine-learning/double-machine-learning.js'
import { aipw } from '../../estimation/doubly-robust/aipw.js'
import { estimateEffect } from '../../estimation/effects/estimate-effect.js'
import { plugIn } from '../../estimation/formula/plug-in.js'
import { frontDoorEstimator } from '../../estimation/front-door/front-door-estimator.js'
import { twoStageLeastSquares } from '../../estimation/instruments/two-stage-least-squares.js'
import { regressionAdjustment } from '../../estimation/outcome/regression-adjustment.js'
import { possibleEffects } from '../../estimation/possible-effects/possible-effects.js'
import { gSquare } from '../../independence/discrete/g-square.js'
import { fisherZ } from '../../independence/gaussian/fisher-z.js'
import { rankCorrelation } from '../../independence/gaussian/rank-correlation.js'
import { kci } from '../../independence/kernel/kci.js'
import { rcit } from '../../independence/kernel/rcit.js'
import { conditionalGaussian } from '../../independence/mixed/conditional-gaussian.js'
import { missingDataDeletion } from '../../independence/wrappers/missing-data-deletion.js'
import { splines } from '../../learners/smooth/splines.js'
import { pcmciPlus } from '../../timeseries/discovery/pcmci/pcmci-plus.js'
import { varLingam } from '../../timeseries/discovery/var-lingam.js'
import { lpcmci } from '../../timeseries/hidden-causes/lpcmci.js'
import { series } from '../../timeseries/series/series.js'
import { laggedCorrelation } from '../../timeseries/tests/lagged-correlation.js'
import { laggedTest } from '../../timeseries/tests/lagged-test.js'

/** The functions that a suggestion may call. */
export const verbs: ReadonlyMap<string, (...given: never[]) => unknown> = new Map(
  Object.entries({
    additiveNoise,
    aipw,
    bdeuScore,
    bicScore,
    boss,
    cam,
    cdnod,
    completeRows,
    conditionalGaussian,
    degenerateGaussianScore,
    directLingam,
    doubleMachineLearning,
    estimateEffect,
    fci,
    fisherZ,
    frontDoorEstimator,
    ges,
    gfci,
    gSquare,
    jci,
    kci,
    laggedCorrelation,
    laggedTest,
    lpcmci,
    missingDataDeletion,
    multiGroupLingam,
    mvpc,
    pc,
    pcmciPlus,
    plugIn,
    possibleEffects,
    rankCorrelation,
    rcit,
    regressionAdjustment,
    rootCauseDiscovery,
    rootCauses,
    select,
    series,
    splines,
    splitSeries,
    twoStageLeastSquares,
    varLingam,
  }),
)
