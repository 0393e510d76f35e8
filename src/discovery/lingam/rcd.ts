import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { Admg } from '../../graph/types.js'
import { checkedObject } from '../../names.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { report } from '../core/report.js'
import { rowDoubts } from '../core/row-doubts.js'
import type { AdjacentPair, SearchOptions } from '../core/types.js'
import { indexKnowledge } from '../knowledge/indexed-knowledge.js'
import type { Knowledge } from '../knowledge/knowledge.js'
import { leastSquares } from './adaptive-lasso.js'
import { readNumericData } from './numeric-data.js'
import { ancestorRules, ancestorsByResiduals } from './residual-ancestors.js'
import { residualTests } from './residual-tests.js'

/**
 * Settings of {@link rcd}.
 *
 * @category Discovery
 */
export interface RcdOptions<N extends string = string> extends SearchOptions {
  /** The level of the tests of independence, by `hsic` (default 0.01). */
  readonly alpha?: number
  /** The level of the tests of correlation, by Fisher's z (default 0.01). */
  readonly alphaCorrelation?: number
  /** How many columns together may explain one (default 2). */
  readonly maxExplanatory?: number
  /** Edges and tiers that are known. A forbidden edge says that there is no direct effect. */
  readonly knowledge?: Knowledge<NoInfer<N>>
}

/**
 * A linear non-Gaussian model with hidden common causes.
 *
 * @category Discovery
 */
export interface RcdResult<N extends string = string> {
  /** The names of the p columns. */
  readonly names: readonly N[]
  /** Directed edges are direct effects; a bidirected edge joins two columns that share a hidden cause. */
  readonly graph: Admg<N>
  /** The pairs with a hidden common cause, or whose relation could not be told: the bidirected edges. */
  readonly confounded: readonly AdjacentPair<N>[]
  /** For each column its causes, direct or not, as far as they were found. */
  readonly ancestors: readonly { readonly column: N; readonly causes: readonly N[] }[]
  /**
   * p × p row-major: entry (i, j) is the direct effect of column j on column i, by least squares on the causes; NaN between
   * columns that share a hidden cause.
   */
  readonly coefficients: Float64Array
  /** How many tests were made. */
  readonly tests: number
  /** What speaks against the rows, in sentences, where something does: that they seem to depend on the rows before them. */
  readonly warnings?: readonly string[]
}

/**
 * RCD, repetitive causal discovery: which columns cause which in a linear non-Gaussian model, and which pairs share a
 * hidden common cause.
 *
 * Of a set of columns one is taken to be caused by the others when its residual on them is independent of them, and no other
 * of the set has that. What was found is taken out of the columns, and the search repeated until nothing new is found. A
 * cause is direct when the two stay correlated given the other causes. Pairs that stay correlated although neither
 * causes the other share a hidden cause.
 *
 * @param data - a table of numbers, complete, more rows than columns + 1; errors far from Gaussian
 * @param options - levels, how many causes are tried together, knowledge
 * @returns direct effects and confounded pairs
 * @throws CausalError as `directLingam` for the data; `invalid-argument`; `contradiction` in the knowledge; `invalid-data` where a
 *   column is a function of others without error; `aborted`
 * @complexity O(p^(k + 1)) sets for k = `maxExplanatory`, each with O(k²) tests, for every effect found
 * @category Discovery
 * @see Maeda & Shimizu 2020, "RCD: Repetitive causal discovery of linear non-Gaussian acyclic models with latent confounders",
 *   AISTATS, Algorithms 1 to 3
 * @example
 * const world = dag('U -> A; U -> B; A -> C')
 * const { data } = simulateLinear(world, 500, { seed: 1, noise: 'exponential', coefficients: [1, 1.6] })
 * toDagitty(rcd(select(data, ['A', 'B', 'C'])).graph) // U is not seen
 * //=> 'dag { A <-> B A -> C }'
 */
export function rcd<T>(data: Table<T>, options: RcdOptions<keyof T & string> = {}): RcdResult<keyof T & string> {
  type N = keyof T & string
  return calledAs('rcd', () => {
    checkOptions(
      'options',
      options,
      ['alpha', 'alphaCorrelation', 'maxExplanatory', 'knowledge', 'onProgress', 'signal'],
      { alphaCorrelation: 'number', maxExplanatory: 'number' },
    )
    const { alpha = 0.01, alphaCorrelation = 0.01, maxExplanatory = 2 } = checkedObject('options', options)
    for (const [name, level] of Object.entries({ alpha, alphaCorrelation })) {
      if (typeof level === 'number' && level > 0 && level < 1) continue
      throw new CausalError('invalid-argument', `${name} is ${show(level)}: give a level strictly between 0 and 1.`, {
        [name]: level,
      })
    }
    if (!Number.isInteger(maxExplanatory) || maxExplanatory < 1) {
      throw new CausalError(
        'invalid-argument',
        `maxExplanatory is ${show(maxExplanatory)}: give a whole number from 1 on.`,
        { maxExplanatory },
      )
    }
    const { index, columns, scatter } = readNumericData(data)
    const known = indexKnowledge(index, options.knowledge)
    const names = data.columns as readonly N[]
    const p = names.length
    const tests = residualTests(names, columns, scatter)
    const levels = { alpha, alphaCorrelation, maxExplanatory }
    const causes = ancestorsByResiduals(
      p,
      tests,
      levels,
      ancestorRules(index, options.knowledge, known),
      (level, done) => report({ ...options }, { stage: 'ancestors', level, done, total: done, tests: tests.made() }),
    )
    const isCorrelated = (u: Float64Array, v: Float64Array): boolean =>
      tests.uncorrelated(u, v) <= portableLog(alphaCorrelation)
    // Algorithm 2: a cause is direct when it stays correlated given the other causes of the effect
    const parents = causes.map((set, i) =>
      [...set].filter((j) => {
        if (known?.required[j * p + i] === 1) return true
        if (known?.banned[j * p + i] === 1) return false
        const z = tests.residual(
          i,
          [...set].filter((k) => k !== j),
        )
        const w = tests.residual(
          j,
          [...set].filter((k) => causes[j]!.has(k)),
        )
        return isCorrelated(z, w)
      }),
    )
    const rest = columns.map((_, i) => tests.residual(i, parents[i]!))
    const edges: number[] = []
    const coefficients = new Float64Array(p * p)
    for (let i = 0; i < p; i++) {
      const slopes = leastSquares(scatter, p, i, parents[i]!)!
      for (const [k, j] of parents[i]!.entries()) {
        coefficients[i * p + j] = slopes[k]!
        edges.push(j, i, TAIL, ARROW)
      }
    }
    // Algorithm 3: what stays correlated although neither causes the other
    const confounded: AdjacentPair<N>[] = []
    for (let i = 0; i < p; i++) {
      for (let j = i + 1; j < p; j++) {
        if (causes[i]!.has(j) || causes[j]!.has(i) || !isCorrelated(rest[i]!, rest[j]!)) continue
        confounded.push(Object.freeze({ x: names[i]!, y: names[j]! }))
        edges.push(i, j, ARROW, ARROW)
        coefficients[i * p + j] = Number.NaN
        coefficients[j * p + i] = Number.NaN
      }
    }
    return Object.freeze({
      names,
      graph: makeGraph('admg', names, edges),
      confounded: Object.freeze(confounded),
      ancestors: Object.freeze(
        causes.map((set, i) =>
          Object.freeze({
            column: names[i]!,
            causes: Object.freeze([...set].sort((a, b) => a - b).map((j) => names[j]!)),
          }),
        ),
      ),
      coefficients,
      tests: tests.made(),
      ...rowDoubts(data),
    })
  })
}
