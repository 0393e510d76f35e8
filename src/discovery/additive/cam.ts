import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { Dag } from '../../graph/types.js'
import { tableWarnings } from '../../independence/core/make-test.js'
import { checkedObject } from '../../names.js'
import { fUpperTail } from '../../numeric/special/f.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { report } from '../core/report.js'
import type { SearchOptions } from '../core/types.js'
import type { Knowledge } from '../knowledge/knowledge.js'
import { readKnownOrder } from '../lingam/known-order.js'
import { readNumericData } from '../lingam/numeric-data.js'
import { additiveModels } from './additive-models.js'

/**
 * Settings of {@link cam}.
 *
 * @category Discovery
 */
export interface CamOptions<N extends string = string> extends SearchOptions {
  /** The level at which a parent is kept when the order is pruned (default 0.001, as in the paper). */
  readonly alpha?: number
  /** Knots of the spline of each parent (default 6, and fewer where rows are few: each costs a coefficient). */
  readonly knots?: number
  /** Edges and tiers that are known. */
  readonly knowledge?: Knowledge<NoInfer<N>>
}

/**
 * What {@link cam} found.
 *
 * @category Discovery
 */
export interface CamResult<N extends string = string> {
  /** The DAG after pruning. */
  readonly graph: Dag<N>
  /** A causal order, causes first. */
  readonly order: readonly N[]
  /** The logarithm of the likelihood of the order, Σ −n/2 · log σ², up to a constant; before pruning. */
  readonly score: number
  /** For each edge that the order allows and that was tested, the p-value of the parent's function. */
  readonly pValues: readonly { readonly from: N; readonly to: N; readonly pValue: number }[]
  /** What speaks against the rows, in sentences: that they seem to depend on the rows before them. */
  readonly warnings: readonly string[]
}

/**
 * CAM: causal additive models, each column a sum of smooth functions of its parents and Gaussian noise. Such a model is
 * identified as a whole where the functions are not linear.
 *
 * The order: of all edges that close no circle the one that raises the likelihood most is added, until there is an edge
 * between all pairs; functions are natural cubic splines by least squares, unpenalised. Pruning: parents whose function is
 * not significant (F test) in the regression on all predecessors go. The answer does not change when columns are rescaled.
 *
 * @param data - a table of numbers, complete, more rows than coefficients (knots − 1 for each column)
 * @param options - the level of pruning, knots, knowledge
 * @returns DAG, order, and the p-values that pruned it
 * @throws CausalError as `directLingam` for the data; `too-few-rows`; `invalid-argument`; `contradiction` in the knowledge; `aborted`
 * @complexity O(n (p k)²) once for k knots, then O(p²) regressions of at most p k coefficients
 * @category Discovery
 * @see Bühlmann, Peters & Ernest 2014, "CAM: Causal additive models, high-dimensional order search and penalized regression",
 *   Annals of Statistics 42
 * @example
 * const noise = normals(randomStream(1), 600).values
 * const a = noise.subarray(0, 300)
 * const b = a.map((x, i) => x * x + 0.5 * noise[300 + i]!)
 * toDagitty(cam(table({ b, a })).graph)
 * //=> 'dag { b a a -> b }'
 */
export function cam<T>(data: Table<T>, options: CamOptions<keyof T & string> = {}): CamResult<keyof T & string> {
  type N = keyof T & string
  return calledAs('cam', () => {
    checkOptions('options', options, ['alpha', 'knots', 'knowledge', 'onProgress', 'signal'], { knots: 'number' })
    const { alpha = 0.001, knots } = checkedObject('options', options)
    if (!(typeof alpha === 'number' && alpha > 0 && alpha < 1)) {
      throw new CausalError('invalid-argument', `alpha is ${show(alpha)}: give a level strictly between 0 and 1.`, {
        alpha,
      })
    }
    const { index, columns, rowCount: n } = readNumericData(data)
    const names = data.columns as readonly N[]
    const p = names.length
    const most = Math.floor((n - 2) / Math.max(1, p - 1)) // coefficients of a parent, so that all fit
    const size = knots ?? Math.max(2, Math.min(6, Math.floor(most / 5) + 1))
    if (!Number.isInteger(size) || size < 2 || size > 50) {
      throw new CausalError('invalid-argument', `knots is ${show(knots)}: give a whole number from 2 to 50.`, { knots })
    }
    if ((size - 1) * (p - 1) + 2 > n) {
      throw new CausalError(
        'too-few-rows',
        `${n} rows are too few for ${p} columns with ${size} knots: at least ${(size - 1) * (p - 1) + 2} are needed. Give fewer knots.`,
        { count: n, needed: (size - 1) * (p - 1) + 2 },
      )
    }
    const known = readKnownOrder(index, undefined, options.knowledge)
    // ties of edges are broken by name
    const place = Array.from(names.keys()).sort((a, b) => (names[a]! < names[b]! ? -1 : 1))
    const models = additiveModels(columns, size)
    const parents: number[][] = names.map(() => [])
    const isBefore = new Uint8Array(p * p)
    const addOrder = (a: number, b: number): void => {
      const early = names.map((_, i) => i).filter((i) => i === a || isBefore[i * p + a] === 1)
      const late = names.map((_, i) => i).filter((i) => i === b || isBefore[b * p + i] === 1)
      for (const x of early) for (const y of late) isBefore[x * p + y] = 1
    }
    for (const [a, b] of known.before) addOrder(a, b)
    for (const i of place) {
      for (const j of place) if (known.known?.required[j * p + i] === 1) parents[i]!.push(j)
    }
    const logVariance = names.map((_, i) => portableLog(models.fit(i, parents[i]!).sum))
    const gains = new Float64Array(p * p).fill(Number.NaN)
    const gainsOf = (i: number): void => {
      for (const j of place) {
        if (i === j || isBefore[i * p + j] === 1 || parents[i]!.includes(j) || known.excluded(j, i)) continue
        gains[j * p + i] = logVariance[i]! - portableLog(models.fit(i, [...parents[i]!, j]).sum)
      }
    }
    for (const i of place) gainsOf(i)
    const total = (p * (p - 1)) / 2
    for (let done = 0; ; done++) {
      let best = -1
      for (const j of place) {
        for (const i of place) {
          const k = j * p + i
          if (Number.isNaN(gains[k]!) || isBefore[i * p + j] === 1 || parents[i]!.includes(j)) continue
          if (best < 0 || gains[k]! > gains[best]!) best = k
        }
      }
      report({ ...options }, { stage: 'order', level: 0, done: Math.min(done, total), total, tests: models.made() })
      if (best < 0) break
      const [j, i] = [Math.floor(best / p), best % p]
      parents[i]!.push(j)
      addOrder(j, i)
      logVariance[i]! -= gains[best]!
      gainsOf(i)
    }
    const pValues: { from: N; to: N; pValue: number }[] = []
    const edges: number[] = []
    for (let i = 0; i < p; i++) {
      const full = models.fit(i, parents[i]!)
      for (const j of [...parents[i]!].sort((a, b) => a - b)) {
        const without = models.fit(
          i,
          parents[i]!.filter((other) => other !== j),
        )
        const lost = without.freedom - full.freedom
        const f = Math.max(0, (without.sum - full.sum) / lost / (full.sum / full.freedom))
        const pValue = lost > 0 ? fUpperTail(f, lost, full.freedom) : 1
        pValues.push(Object.freeze({ from: names[j]!, to: names[i]!, pValue }))
        if (pValue <= alpha || known.known?.required[j * p + i] === 1) edges.push(j, i, TAIL, ARROW)
      }
    }
    return Object.freeze({
      graph: makeGraph('dag', names, edges),
      order: Object.freeze(topological(place, isBefore, p).map((i) => names[i]!)),
      score: logVariance.reduce((sum, value) => sum - (n / 2) * value, 0),
      pValues: Object.freeze(pValues),
      warnings: Object.freeze(tableWarnings(data)()),
    })
  })
}

/** An order that agrees with the pairs that come before each other. */
function topological(place: readonly number[], isBefore: Uint8Array, p: number): number[] {
  const left = [...place]
  return place.map(() => {
    const next = left.findIndex((i) => left.every((j) => isBefore[j * p + i] === 0))
    return left.splice(next, 1)[0]!
  })
}
