import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedLearner } from '../../learners/core/checked-learner.js'
import type { Learner } from '../../learners/core/types.js'
import { splines } from '../../learners/smooth/splines.js'
import { checkedObject, quoteNames } from '../../names.js'
import { normalQuantile } from '../../numeric/special/normal.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { mechanismsOf } from '../core/mechanisms-of.js'
import { checkRows, robustGame } from '../core/robust-change.js'
import { stacked } from '../core/two-tables.js'
import { changeShares } from '../shapley/change-shares.js'

/**
 * What is asked of two tables.
 *
 * @category Attribution
 */
export interface TablesQuestion<N extends string = string> {
  /** A DAG over columns of both tables, without latent nodes. */
  readonly graph: CausalGraph<'dag', N>
  /** The variable whose mean changed: a column of numbers. */
  readonly outcome: NoInfer<N>
  /** What learns the outcome's mean, {@link splines} unless told. */
  readonly learner?: Learner
  /** What tells the two tables apart, {@link splines} unless told: it needs honest probabilities. */
  readonly classifier?: Learner
  /** In how many parts the rows are cut, so that no row is judged by what was learned on it; 5 unless told. */
  readonly folds?: number
  /** Probabilities of a table are held this far from 0 and 1; 0.01 unless told. */
  readonly clip?: number
  /** The level of the intervals, 0.95 unless told. */
  readonly confidence?: number
  /** The seed of the folds and of learners that draw, 0 unless told. */
  readonly seed?: number | string
}

/**
 * A change of a mean between two tables, shared out among the mechanisms.
 *
 * @category Attribution
 */
export interface ChangeBetweenTables<N extends string = string> {
  /** The outcome's mean after less that before: the sum of the contributions. */
  readonly total: number
  /** Its standard error. */
  readonly standardError: number
  /** The share of each mechanism, parents before children: of the outcome and all that leads to it. */
  readonly contributions: readonly {
    /** The variable whose mechanism it is. */
    readonly variable: N
    /** How much of the change. */
    readonly value: number
    /** Its standard error, from influence values of both tables. */
    readonly standardError: number
    /** [lower, upper], by the normal distribution. */
    readonly interval: readonly [number, number]
  }[]
  /** Sequential regressions corrected by weights, cross-fitted. */
  readonly method: 'multiply robust'
  /** The rows of the two tables. */
  readonly n: { readonly before: number; readonly after: number }
  /** How much the weights leave of a table in the worst mixture: (Σ w)² / (n Σ w²), 1 where nothing is weighted. */
  readonly leastShare: number
  /** How many predicted probabilities were clipped. */
  readonly clipped: number
  /** What to mind, in sentences. */
  readonly warnings: readonly string[]
}

/**
 * Which mechanisms moved a mean between two tables, without a model: Shapley values of the outcome's mean when some variables come
 * about as in the one table and the others as in the other (Quintas-Martínez et al. 2024).
 *
 * Each of these means is learned twice, by regressions one after the other and by weights that turn one table into the mixture, and the
 * two are put together so that errors of either do not move the answer to first order. What was learned on some rows is used on
 * others. So the intervals hold when the learners are right up to n^(−1/4), with any learner.
 *
 * @param before - complete rows from before the change
 * @param after - complete rows from after it
 * @param question - `graph`, `outcome`, and how to learn
 * @returns each mechanism's share with its interval, and how far the weights can be trusted
 * @throws CausalError `unknown-name`; `latent` for a graph with latent nodes; `missing-values`; `type-mismatch` for a column of
 *   another kind in one table, or an outcome of categories; `too-few-rows`; `too-large` above 8 mechanisms; those of the learners
 * @complexity 2^mechanisms × folds regressions, and 2 × mechanisms × folds classifications
 * @category Attribution
 * @see Quintas-Martínez, Bahadori, Santiago, Mu, Janzing & Heckerman 2024, "Multiply-robust causal change attribution", ICML
 * @example
 * const model = (slope: number) => scm({ X: normal(1, 1), Y: linear({ X: slope }, normal(0, 1)) })
 * const [before, after] = [sample(model(2), 500, { seed: 1 }), sample(model(3), 500, { seed: 2 })]
 * const { contributions } = changeBetweenTables(before, after, { graph: dag('X -> Y'), outcome: 'Y' })
 * const [, byY] = contributions
 * byY!.interval[0] < 1 && 1 < byY!.interval[1]
 * //=> true
 */
export function changeBetweenTables<T, N extends keyof T & string>(
  before: Table<T>,
  after: Table<NoInfer<T>>,
  question: TablesQuestion<N>,
): ChangeBetweenTables<N> {
  return calledAs('changeBetweenTables', () => {
    checkOptions(
      'question',
      question,
      ['graph', 'outcome', 'learner', 'classifier', 'folds', 'clip', 'confidence', 'seed'],
      { folds: 'number', clip: 'number' },
    )
    const { graph, outcome, folds = 5, clip = 0.01, confidence = 0.95, seed = 0 } = checkedObject('question', question)
    if (!(Number.isInteger(folds) && folds >= 2))
      throw new CausalError('invalid-argument', `folds is ${show(folds)}: give a whole number from 2 on.`, { folds })
    if (!(clip > 0 && clip < 0.5))
      throw new CausalError('invalid-argument', `clip is ${show(clip)}: give a number between 0 and 0.5.`, { clip })
    if (!(confidence > 0 && confidence < 1))
      throw new CausalError('invalid-argument', `confidence is ${show(confidence)}: give a number between 0 and 1.`, {
        confidence,
      })
    const { names, parents } = mechanismsOf(graph, outcome)
    const data = stacked(before as Table<unknown, string>, after as Table<unknown, string>, names)
    if (!(data.columns.at(-1) instanceof Float64Array))
      throw new CausalError(
        'type-mismatch',
        `${show(outcome)} holds categories, which have no mean: code it as numbers.`,
        {
          outcome,
        },
      )
    checkRows(data, folds)
    const game = robustGame(data, {
      parents,
      learner: checkedLearner('learner', question.learner ?? splines()),
      classifier: checkedLearner('classifier', question.classifier ?? splines()),
      folds,
      clip,
      seed,
    })
    const found = changeShares(names.length, game.rowsOf, data)
    const z = -normalQuantile((1 - confidence) / 2)
    const [leastShare, clipped] = [game.leastShare(), game.clipped()]
    return Object.freeze({
      total: found.total.value,
      standardError: found.total.error,
      contributions: Object.freeze(
        names.map((variable, j) => {
          const { value, error } = found.shares[j]!
          return Object.freeze({
            variable: variable as N,
            value,
            standardError: error,
            interval: Object.freeze([value - z * error, value + z * error] as const),
          })
        }),
      ),
      method: 'multiply robust',
      n: Object.freeze({ before: data.before, after: data.after }),
      leastShare,
      clipped,
      warnings: Object.freeze(
        warningsOf(
          leastShare,
          clipped > (data.before + data.after) / 100 ? clipped : 0,
          clip,
          graph.nodes,
          before as Table<unknown, string>,
        ),
      ),
    })
  })
}

function warningsOf(
  leastShare: number,
  clipped: number,
  clip: number,
  nodes: readonly string[],
  table: Table<unknown, string>,
): string[] {
  const spare = table.columns.filter((name) => !nodes.includes(name))
  return [
    ...(leastShare < 0.1
      ? [
          `weights leave as little as ${(100 * leastShare).toPrecision(2)} % of a table's rows in one mixture: the tables hardly overlap, and the intervals may be too short.`,
        ]
      : []),
    ...(clipped > 0
      ? [`${clipped} probabilities were held at ${clip} from 0 or 1: the tables do not overlap there.`]
      : []),
    ...(spare.length > 0 ? [`the graph does not name the columns ${quoteNames(spare)}: they are not used.`] : []),
  ]
}
