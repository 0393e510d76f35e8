import type { Table } from '../../../data/types.js'
import { CausalError, calledAs } from '../../../errors.js'
import type { IndependenceTest } from '../../../independence/core/types.js'
import { checkedObject } from '../../../names.js'
import { checkOptions } from '../../../options.js'
import { show } from '../../../show.js'
import { report } from '../../core/report.js'
import { readAlpha } from '../causal-de-finetti.js'
import { subsets } from '../subsets.js'
import { judged } from './judged-sets.js'
import { byTable, byTest } from './read-question.js'
import type { InvariantPrediction, InvariantPredictionQuestion, NoInvariantPrediction } from './types.js'

/** More sets than this are not tested. */
const MOST_SETS = 2 ** 16

/**
 * Invariant causal prediction: which predictors are direct causes of an outcome, from rows of several environments.
 *
 * Given its direct causes, an outcome whose own mechanism no environment touches is distributed alike in all of them. So every set of predictors
 * is tested for that, and what is in all sets that pass are causes, wrong with probability at most α: the set of all causes is rejected no more
 * often. Nothing need be known of what the environments changed. The price is power: where environments are alike, few causes or none are named,
 * and that is no statement that there are none.
 *
 * Of a table the regression is linear, or with `method: 'nonlinear'` a learner's. In place of a table it takes any test of conditional
 * independence over columns that hold the environment, such as `kci(table)`, or the oracle `dSeparation(graph)`: a set passes where it makes the
 * outcome independent of the environment.
 *
 * What is known of the claim: the guarantee asks that no hidden cause of the outcome is shared with a predictor, that the outcome is not intervened
 * on, and that the test holds its level. `chow` does for Gaussian noise, `residuals` nearly for noise of any kind with
 * a fourth moment (measured in bench/environments-validity); for `nonlinear` no proof is known: a learner that misses the same regression by different amounts where
 * environments move the predictors is rejected too, causes and all (a forest: measured). With hidden causes every set may be rejected, or wrong ones pass.
 *
 * @param source - a table with a column of the environment, or a test over such columns
 * @param question - outcome, environment, predictors, level, method
 * @returns causes with p-values, and intervals of their direct effects where the regression is linear; or that every set was rejected
 * @throws CausalError `unknown-name`, `overlap`, `missing-values`, `constant-column`, `collinear`; `invalid-data` for one environment;
 *   `too-few-rows` for one with fewer rows than predictors + 2; `too-large` for more than 65,536 sets; `invalid-argument`, `aborted`
 * @complexity O(2^p) sets of p predictors, each O(E p²) for E environments whatever the number of rows; `nonlinear`: five fits of the learner a set
 * @category Discovery
 * @see Peters, Bühlmann & Meinshausen 2016, "Causal inference by using invariant prediction: identification and confidence intervals", JRSS B 78;
 *   Heinze-Deml, Peters & Meinshausen 2018, "Invariant causal prediction for nonlinear models", Journal of Causal Inference 6
 * @example
 * // X → Y → Z; the environments move X and Z
 * const noise = (name: string) => normals(splitStream(randomStream(7), name), 400).values
 * const [x, y, z] = [noise('x'), noise('y'), noise('z')]
 * const rows = Array.from({ length: 400 }, (_, i) => {
 *   const moved = i % 2 === 0
 *   const X = x[i]! * (moved ? 3 : 1) + (moved ? 1 : 0)
 *   const Y = 2 * X + y[i]!
 *   return { place: moved ? 'b' : 'a', X, Y, Z: Y + z[i]! * (moved ? 2 : 1) }
 * })
 * const found = invariantPrediction(table(rows), { outcome: 'Y', environment: 'place' })
 * found.invariant && found.parents
 * //=> ['X']
 */
export function invariantPrediction<T>(
  source: Table<T>,
  question: InvariantPredictionQuestion<keyof NoInfer<T> & string>,
): InvariantPrediction<keyof T & string> | NoInvariantPrediction<keyof T & string>
export function invariantPrediction<N extends string>(
  source: IndependenceTest<N>,
  question: InvariantPredictionQuestion<NoInfer<N>>,
): InvariantPrediction<N> | NoInvariantPrediction<N>
export function invariantPrediction(
  source: Table<unknown, string> | IndependenceTest,
  question: InvariantPredictionQuestion,
): InvariantPrediction | NoInvariantPrediction {
  return calledAs('invariantPrediction', () => {
    checkOptions(
      'question',
      question,
      ['outcome', 'environment', 'predictors', 'alpha', 'maxSize', 'method', 'learner', 'seed', 'onProgress', 'signal'],
      { maxSize: 'number' },
    )
    const settings = { ...checkedObject('question', question) }
    const alpha = readAlpha(settings.alpha)
    const found = typeof source === 'function' ? byTest(source, settings) : byTable(source, settings)
    const p = found.predictors.length
    const { maxSize = p } = settings
    if (!(Number.isInteger(maxSize) && maxSize >= 0))
      throw new CausalError('invalid-argument', `maxSize is a whole number from 0 on, got ${show(maxSize)}.`, {
        maxSize,
      })
    const count = setCount(p, maxSize)
    if (count > MOST_SETS) {
      throw new CausalError(
        'too-large',
        `${p} predictors have ${count} sets to test, above the limit of ${MOST_SETS}: name fewer predictors, such as those a lasso keeps, or a maxSize.`,
        { sets: count, limit: MOST_SETS },
      )
    }
    const sets = subsets(p, maxSize)
    const pValues = sets.map((set, done) => {
      report(settings, { stage: 'sets', level: set.length, done: done + 1, total: sets.length, tests: done + 1 })
      return found.test(set)
    })
    return judged(found, sets, pValues, alpha)
  })
}

function setCount(p: number, most: number): number {
  let [sum, term] = [0, 1]
  for (let k = 0; k <= Math.min(p, most); k++) {
    sum += term
    term = (term * (p - k)) / (k + 1)
  }
  return sum
}
