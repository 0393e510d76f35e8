import type { Table } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { checkedTest } from '../../../independence/core/check-test.js'
import type { IndependenceTest } from '../../../independence/core/types.js'
import { checkedLearner } from '../../../learners/core/checked-learner.js'
import { splines } from '../../../learners/smooth/splines.js'
import { show } from '../../../show.js'
import { environmentMoments, regressionOn } from './environment-moments.js'
import type { Found } from './judged-sets.js'
import { learnedSetTest } from './learned-set-test.js'
import { chowTest, residualTest } from './linear-set-tests.js'
import { readCandidates, readEnvironments } from './read-environments.js'
import { worthOfResiduals } from './residual-kurtosis.js'
import { setIntervals } from './set-intervals.js'
import type { InvariantPredictionQuestion, SetTest } from './types.js'

const methods: readonly string[] = ['residuals', 'gaussian-residuals', 'chow', 'nonlinear']
/** Less than this share of the degrees of freedom of a variance: the noise has heavy tails. */
const HEAVY = 0.75
/** Less than this share: so heavy that its fourth moment may not exist. */
const WILD = 0.15

/** A test of independence asks whether a set separates outcome and environment. */
export function byTest(
  source: IndependenceTest,
  { outcome, environment, predictors, method, learner, seed }: InvariantPredictionQuestion,
): Found {
  const test = checkedTest(source)
  if (method !== undefined || learner !== undefined || seed !== undefined) {
    throw new CausalError(
      'invalid-argument',
      'method, learner and seed are for a table: a test of independence is one itself.',
    )
  }
  const names = readCandidates(test.variables, outcome, environment, predictors)
  let how = 'independence of outcome and environment given the set'
  const ask: SetTest = (set) => {
    const result = test(
      outcome,
      environment,
      set.map((i) => names[i]!),
    )
    how = `independence of outcome and environment given the set: ${result.method}`
    return result.tested ? result.pValue : null
  }
  return {
    predictors: names,
    environments: [],
    test: ask,
    intervals: null,
    method: () => how,
    warnings: [...(test.warnings ?? [])],
  }
}

export function byTable(source: Table<unknown, string>, question: InvariantPredictionQuestion): Found {
  const { outcome, environment, method = 'residuals', learner, seed = 0 } = question
  if (typeof source !== 'object' || source === null || !('columns' in source))
    throw new CausalError(
      'invalid-argument',
      'expected a table, or a test of conditional independence such as kci(table).',
    )
  if (!methods.includes(method))
    throw new CausalError('invalid-argument', `method must be one of ${methods.join(', ')}, got ${show(method)}.`, {
      method,
    })
  if (method !== 'nonlinear' && (learner !== undefined || question.seed !== undefined))
    throw new CausalError(
      'invalid-argument',
      `learner and seed are for method 'nonlinear', and it is ${show(method)}.`,
      { method },
    )
  const predictors = readCandidates(source.columns, outcome, environment, question.predictors)
  const rows = readEnvironments(source, outcome, environment, predictors)
  const environments = rows.labels.map((name, e) => Object.freeze({ name, n: rows.counts[e]! }))
  if (method === 'nonlinear') {
    const own = checkedLearner('learner', learner ?? splines())
    const words = `ranks and spread of cross-fitted residuals of ${own.name}, Bonferroni over environments`
    return {
      predictors,
      environments,
      test: learnedSetTest(rows, own, seed),
      intervals: null,
      method: () => words,
      warnings: [],
    }
  }
  const moments = environmentMoments(rows)
  const worthOf = worthOfResiduals(rows, moments)
  const words =
    method === 'chow'
      ? "Chow's test of each environment against a regression on the others"
      : `means and variances of residuals in each environment against the others${method === 'residuals' ? ', at their kurtosis' : ''}`
  const every = predictors.map((_, i) => i)
  const share = worthOf(every, regressionOn(moments, moments.all, every, predictors).slopes)
  return {
    ...{ predictors, environments, method: () => `${words}; Bonferroni over environments` },
    test:
      method === 'chow'
        ? chowTest(moments, predictors)
        : residualTest(moments, predictors, method === 'residuals' ? worthOf : () => 1),
    intervals: (accepted, alpha) => setIntervals(moments, accepted, predictors, alpha),
    warnings: tailWarnings(method, share),
  }
}

/** What the tails of the noise do to a test, as measured in bench/environments-validity. */
function tailWarnings(method: string, share: number): readonly string[] {
  if (method !== 'residuals' && share < HEAVY)
    return [
      `The residuals have heavier tails than Gaussian noise: '${method}' rejects sets of causes too often. Take method 'residuals'.`,
    ]
  if (share >= WILD) return []
  return [
    "The residuals have very heavy tails: a test of their variances rejects sets of causes too often. Take method 'nonlinear' with a linear learner, which compares ranks and spread.",
  ]
}
