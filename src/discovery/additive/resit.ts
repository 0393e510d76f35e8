import { makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { Dag } from '../../graph/types.js'
import { tableWarnings } from '../../independence/core/make-test.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { hsic } from '../../independence/kernel/hsic.js'
import { checkedLearner, checkedPredictions } from '../../learners/core/checked-learner.js'
import type { Learner } from '../../learners/core/types.js'
import { splines } from '../../learners/smooth/splines.js'
import { checkedObject } from '../../names.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { checkedFactory } from '../core/checked-factory.js'
import { report } from '../core/report.js'
import type { SearchOptions } from '../core/types.js'
import type { Knowledge } from '../knowledge/knowledge.js'
import { readKnownOrder } from '../lingam/known-order.js'
import { readNumericData } from '../lingam/numeric-data.js'

/**
 * Settings of {@link resit}.
 *
 * @category Discovery
 */
export interface ResitOptions<N extends string = string> extends SearchOptions {
  /** The regression (default `splines()`, additive; any learner will do, such as `kernelRidge()`). */
  readonly learner?: Learner
  /** Makes the test of independence of two columns from a table (default `hsic`). */
  readonly test?: (table: Table<never>) => IndependenceTest
  /** The level at which a regression without a parent is rejected (default 0.01, shared by Bonferroni among the predecessors). */
  readonly alpha?: number
  /** Edges and tiers that are known. */
  readonly knowledge?: Knowledge<NoInfer<N>>
}

/**
 * What {@link resit} found.
 *
 * @category Discovery
 */
export interface ResitResult<N extends string = string> {
  /** The DAG. */
  readonly graph: Dag<N>
  /** The causal order, causes first. */
  readonly order: readonly N[]
  /** How many tests were made. */
  readonly tests: number
  /** What speaks against the rows, in sentences: that they seem to depend on the rows before them. */
  readonly warnings: readonly string[]
}

/**
 * RESIT: regression with subsequent independence test, for models with additive noise: each column a function of its
 * parents, plus noise that is independent of them. Such a model is identified unless it is linear with Gaussian noise, or
 * one of few others.
 *
 * From the end of the order: of the columns left, the one whose residual given all others is least dependent on them (the
 * sum of logarithms of p-values) is the last. Then a parent goes when the residual without it is still independent of all
 * predecessors.
 *
 * @param data - a table of numbers, complete; beyond 1,000 rows and 10 columns this takes minutes: see `cam`
 * @param options - learner, test, level, knowledge
 * @returns DAG and order
 * @throws CausalError as `directLingam` for the data; `invalid-argument`; `invalid-data` where a residual cannot be tested;
 *   `contradiction` in the knowledge; `aborted`; what learner and test throw
 * @complexity O(p²) regressions and O(p³) tests
 * @category Discovery
 * @see Peters, Mooij, Janzing & Schölkopf 2014, "Causal discovery with continuous additive noise models", JMLR 15, Algorithm 1
 * @example
 * const noise = normals(randomStream(1), 300).values
 * const a = noise.subarray(0, 150)
 * const b = a.map((x, i) => x + x ** 3 / 2 + noise[150 + i]!)
 * toDagitty(resit(table({ b, a })).graph)
 * //=> 'dag { b a a -> b }'
 */
export function resit<T>(data: Table<T>, options: ResitOptions<keyof T & string> = {}): ResitResult<keyof T & string> {
  type N = keyof T & string
  return calledAs('resit', () => {
    checkOptions('options', options, ['learner', 'test', 'alpha', 'knowledge', 'onProgress', 'signal'], {
      test: 'function',
    })
    const { alpha = 0.01 } = checkedObject('options', options)
    const test = checkedFactory('test', options.test === undefined ? hsic : options.test)
    const learner = checkedLearner('learner', options.learner ?? splines())
    if (!(typeof alpha === 'number' && alpha > 0 && alpha < 1)) {
      throw new CausalError('invalid-argument', `alpha is ${show(alpha)}: give a level strictly between 0 and 1.`, {
        alpha,
      })
    }
    const { index, columns, rowCount: n } = readNumericData(data)
    const known = readKnownOrder(index, undefined, options.knowledge)
    const names = data.columns as readonly N[]
    const p = names.length
    let tests = 0
    const residual = (target: number, on: readonly number[]): Float64Array => {
      if (on.length === 0) return columns[target]!
      const part = makeTable(
        [...on, target].map((i) => names[i]!),
        n,
        [...on, target].map((i) => columns[i]!),
      )
      const predicted = checkedPredictions(learner.fit(part, names[target]!).predict(part), n, learner.name)
      return columns[target]!.map((value, i) => value - predicted[i]!)
    }
    /** The logarithms of the p-values that a residual is independent of each of these columns. */
    const logPValues = (u: Float64Array, others: readonly number[]): number[] => {
      const parts = [u, ...others.map((j) => columns[j]!)]
      const made = test(
        makeTable(
          parts.map((_, k) => String(k)),
          n,
          parts,
        ),
      )
      return others.map((j, k) => {
        tests++
        const result = made('0', String(k + 1))
        if (result.tested) return result.logPValue
        throw new CausalError(
          'invalid-data',
          `a residual could not be tested against ${show(names[j])}: ${result.message}`,
        )
      })
    }
    // phase 1: the order, from its end
    let left = Array.from({ length: p }, (_, i) => i)
    const order: number[] = []
    while (left.length > 1) {
      const waits = new Set(known.before.filter(([a, b]) => left.includes(a) && left.includes(b)).map(([a]) => a))
      let best = -1
      let most = Number.NEGATIVE_INFINITY
      for (const [k, i] of left.entries()) {
        report({ ...options }, { stage: 'order', level: order.length, done: k + 1, total: left.length, tests })
        if (waits.has(i)) continue
        const others = left.filter((j) => j !== i)
        const sum = logPValues(residual(i, others), others).reduce((a, b) => a + b, 0)
        if (best >= 0 && sum <= most) continue
        best = i
        most = sum
      }
      order.unshift(best)
      left = left.filter((i) => i !== best)
    }
    order.unshift(left[0]!)
    // phase 2: parents without which the residual is still independent go
    const edges: number[] = []
    for (let k = 1; k < p; k++) {
      const i = order[k]!
      const before = order.slice(0, k)
      let parents = before.filter((j) => !known.excluded(j, i))
      for (const j of [...parents]) {
        if (known.known?.required[j * p + i] === 1) continue
        const rest = parents.filter((other) => other !== j)
        const least = Math.min(...logPValues(residual(i, rest), before))
        if (least > portableLog(alpha / before.length)) parents = rest
        report({ ...options }, { stage: 'parents', level: k, done: k, total: p - 1, tests })
      }
      for (const j of parents) edges.push(j, i, TAIL, ARROW)
    }
    return Object.freeze({
      graph: makeGraph('dag', names, edges),
      order: Object.freeze(order.map((i) => names[i]!)),
      tests,
      warnings: Object.freeze(tableWarnings(data)()),
    })
  })
}
