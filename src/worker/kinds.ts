import { replicateTally } from '../discovery/bootstrap/bootstrap-tally.js'
import { halfSearch } from '../discovery/bootstrap/stability-selection.js'
import { testsAhead } from '../discovery/constraint/tests-ahead.js'
import { heldOutPredictions } from '../estimation/double-machine-learning/cross-fit.js'
import { foldPredictions } from '../estimation/doubly-robust/cross-fit.js'
import { effectReplicates } from '../estimation/effects/bootstrap-effect.js'
import { permutedDistances } from '../independence/distance/distance-correlation.js'
import { permutedStatistic } from '../independence/kernel/permutation-null.js'
import { permutedInformation } from '../independence/neighbors/cmi-knn.js'
import type { Work } from '../shared-work.js'
import { baggedReplicate } from '../timeseries/discovery/pcmci/bagged-replicates.js'

/** The work that is shared, by the name that `sharedWork` gives it. */
export const kinds: Readonly<Record<string, Work<never, unknown> | undefined>> = {
  bagged: baggedReplicate,
  'bootstrap-effect': effectReplicates,
  'bootstrap-graph': replicateTally,
  'cross-fit': foldPredictions,
  'distance-permutations': permutedDistances,
  'held-out-predictions': heldOutPredictions,
  'independence-tests': testsAhead,
  'information-permutations': (input: Parameters<typeof permutedInformation>[0]) => permutedInformation(input),
  'kernel-permutations': permutedStatistic,
  'stability-selection': halfSearch,
}
