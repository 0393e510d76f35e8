import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { gSquare } from '../../independence/discrete/g-square.js'
import type { TestFactory } from '../../independence/wrappers/deletion.js'
import { checkedObject, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { report } from '../core/report.js'
import type { SearchOptions } from '../core/types.js'
import { type AcrossSamples, acrossSamples, type DeFinettiTest } from './de-finetti-test.js'

/**
 * Settings of {@link causalDeFinetti}.
 *
 * @category Discovery
 */
export interface DeFinettiOptions extends SearchOptions {
  /** Makes the test of a table (default `gSquare`; `(t) => kci(t)` for numbers). */
  readonly test?: TestFactory<Record<string, number | string>>
  /** A test with a p-value above it counts as independence (default 0.05). */
  readonly alpha?: number
}

/**
 * Why a layer of {@link causalDeFinetti} is not certain.
 *
 * @category Discovery
 */
export type DeFinettiDoubt = 'no-independence' | 'not-enough-environments' | 'earlier-layer'

/**
 * A causal order in layers, from exchangeable samples in many environments.
 *
 * @category Discovery
 */
export interface DeFinettiResult<N extends string = string> {
  /** Layers, sinks first: a variable has no effect on those of its own layer and of those before. */
  readonly layers: readonly (readonly N[])[]
  /** The tests of each layer, in the order asked. */
  readonly tests: readonly (readonly DeFinettiTest<N>[])[]
  /** Whether each layer is what the tests say (`true`); where not, `reasons` says why. */
  readonly certain: readonly boolean[]
  /**
   * Of each layer null, or why it is not certain. `no-independence`: no variable passed; the layer is the one whose smallest
   * p-value was largest. `not-enough-environments`: several passed that cannot all be sinks, since they depend on one another
   * within a sample, or whose own distribution was not seen to change between environments: the tests then find no dependence
   * because there are too few environments, or these are too alike. `earlier-layer`: a layer before it is not certain.
   */
  readonly reasons: readonly (DeFinettiDoubt | null)[]
  /** The same in sentences, with a way out. */
  readonly warnings: readonly string[]
}

/**
 * Causal de Finetti: the causal order of several variables from two exchangeable samples in each of many environments,
 * whose mechanisms change independently of each other.
 *
 * A sink i is found by: i in one sample ⊥ j in the other, given all other variables in i's sample, for every j. For what
 * the second sample tells of i is its mechanism's parameter, which no other variable knows of. Sinks are taken away, and
 * the rest is searched again (Guo et al. 2023, Theorem 4 and algorithm in appendix).
 *
 * It takes no `knowledge`: the answer is an order in layers and has no edges, so that a forbidden edge could not be seen in it,
 * and a required one could only hide what the tests say of a layer. Give the layers, reversed, as `tiers` to a search that
 * takes knowledge, and it refuses what contradicts them.
 *
 * @param first - one sample: a row for each environment
 * @param second - another sample of the same environments in the same order, with the same columns
 * @param options - the test, alpha
 * @returns layers, sinks first, and all tests
 * @throws CausalError `invalid-data` for tables that do not fit together, `invalid-argument`, `aborted`, and what the test throws
 * @complexity O(p³) tests
 * @category Discovery
 * @see Guo, Tóth, Schölkopf & Huszár 2023, "Causal de Finetti: on the identification of invariant causal structure in
 *   exchangeable data", NeurIPS
 * @example
 * // A → B: environments move the mean of A, and how B follows A
 * const u = (k: number, i: number) => ((i + 1) * k) % 1
 * const places = Array.from({ length: 2000 }, (_, i) => [u(0.7548777, i) < 0.5 ? 0.1 : 0.9, u(0.5698403, i) < 0.5 ? 0 : 0.4] as const)
 * const draw = (a: number, b: number) => {
 *   const A = places.map(([mean], i) => (u(a, i) < mean ? 1 : 0))
 *   return table({ A, B: A.map((v, i) => (u(b, i) < 0.05 + 0.5 * v + places[i]![1] ? 1 : 0)) })
 * }
 * const found = causalDeFinetti(draw(0.414214, 0.732051), draw(0.236068, 0.645751))
 * found.layers
 * //=> [['B'], ['A']]
 * found.certain
 * //=> [true, true]
 */
export function causalDeFinetti<T>(
  first: Table<T>,
  second: Table<T>,
  options: DeFinettiOptions = {},
): DeFinettiResult<keyof T & string> {
  return calledAs('causalDeFinetti', () => {
    checkOptions('options', options, ['test', 'alpha', 'onProgress', 'signal'], { test: 'function' })

    const alpha = readAlpha(checkedObject('options', options).alpha)
    const across = acrossSamples(first, second, options.test ?? gSquare)
    let left: readonly (keyof T & string)[] = first.columns
    const layers: (readonly (keyof T & string)[])[] = []
    const tests: (readonly DeFinettiTest<keyof T & string>[])[] = []
    const reasons: (DeFinettiDoubt | null)[] = []
    const settings = { ...options }
    let made = 0
    while (left.length > 1) {
      const before = made
      const asked = left.flatMap((node) => {
        const given = left.filter((name) => name !== node)
        return given.map((other) => {
          const result = across(node, 1, other, 2, given, 1)
          const total = left.length * (left.length - 1)
          report(settings, { stage: 'sinks', level: layers.length, done: ++made - before, total, tests: made })
          return { node, other, given, result }
        })
      })
      // what could not be tested does not speak for a sink
      const leastP = left.map((node) =>
        Math.min(...asked.filter((t) => t.node === node).map(({ result }) => (result.tested ? result.pValue : 0))),
      )
      const sinks = left.filter((_, i) => leastP[i]! > alpha)
      const layer = sinks.length > 0 ? sinks : [left[leastP.indexOf(Math.max(...leastP))]!]
      layers.push(Object.freeze(layer))
      tests.push(Object.freeze(asked.map((t) => Object.freeze(t))))
      const isSound = sinks.length < 2 || areSinksTogether(across, sinks, left, alpha)
      reasons.push(sinks.length === 0 ? 'no-independence' : isSound ? laterDoubt(reasons) : 'not-enough-environments')
      left = left.filter((name) => !layer.includes(name))
    }
    if (left.length === 1) {
      layers.push(Object.freeze([...left]))
      tests.push(Object.freeze([]))
      reasons.push(laterDoubt(reasons))
    }
    return Object.freeze({
      layers: Object.freeze(layers),
      tests: Object.freeze(tests),
      certain: Object.freeze(reasons.map((reason) => reason === null)),
      reasons: Object.freeze(reasons),
      warnings: Object.freeze(doubts(layers, reasons, first.rowCount)),
    })
  })
}

/**
 * Whether variables that all passed as sinks can be sinks together: not if two depend on one another given all others in the
 * same sample, nor if one is not seen to change between environments, for then nothing of it could have shown in another.
 */
function areSinksTogether(
  across: AcrossSamples,
  sinks: readonly string[],
  left: readonly string[],
  alpha: number,
): boolean {
  const depends = (i: string, j: string, b: 1 | 2, given: readonly string[]): boolean => {
    const result = across(i, 1, j, b, given, 1)
    return result.tested && result.pValue <= alpha
  }
  const apart = sinks.every((i, k) =>
    sinks.slice(k + 1).every((j) => {
      const given = left.filter((name) => name !== i && name !== j)
      return !depends(i, j, 1, given)
    }),
  )
  return apart && sinks.every((i) => depends(i, i, 2, []))
}

function laterDoubt(reasons: readonly (DeFinettiDoubt | null)[]): DeFinettiDoubt | null {
  return reasons.some((reason) => reason !== null) ? 'earlier-layer' : null
}

function doubts(
  layers: readonly (readonly string[])[],
  reasons: readonly (DeFinettiDoubt | null)[],
  environments: number,
): string[] {
  return layers.flatMap((layer, k) => {
    if (reasons[k] === 'not-enough-environments')
      return [
        `Not enough environments: ${quoteNames(layer)} all pass as sinks, and cannot all be, or do not change; ${environments} environments, as alike as these, do not tell their order. Gather more.`,
      ]
    if (reasons[k] === 'no-independence')
      return [`No variable passes as a sink of the rest; ${quoteNames(layer)} is only the nearest to it.`]
    return []
  })
}

/** The level of a test, strictly between 0 and 1. */
export function readAlpha(alpha = 0.05): number {
  if (alpha > 0 && alpha < 1) return alpha
  throw new CausalError(
    'invalid-argument',
    `alpha is ${show(alpha)}: give a level strictly between 0 and 1, such as 0.05.`,
    { alpha },
  )
}
