import { type UntestedLog, untestedLog } from '../../discovery/constraint/untested-log.js'
import { CausalError } from '../../errors.js'
import type { UntestedResult } from '../../independence/core/types.js'
import { show } from '../../show.js'
import { readLag } from '../core/read-lag.js'
import { laggedNames } from '../graphs/lagged-names.js'
import { beyondReach } from '../tests/make-lagged-test.js'
import type { LaggedNode, LaggedTest } from '../types.js'
import type { WindowTest } from './search-state.js'

/** A lagged test over the nodes of a window, with a log of what it could not test. */
export interface LaggedQueries extends WindowTest {
  readonly untested: UntestedLog
  /** Whether any test of this pair could be made. */
  readonly wasMade: (a: number, b: number) => boolean
}

/** The fastest way to a lagged test's answers: its plan, or else calls by name. */
export function laggedQueries<N extends string>(test: LaggedTest<N>, lags: number): LaggedQueries {
  const isLagged = typeof test === 'function' && (test.plan === undefined || typeof test.plan.ask === 'function')
  if (!isLagged || !Array.isArray(test.variables) || test.variables.length === 0) {
    const message = `expected a test over time, such as laggedCorrelation(series) or laggedSeparation(graph), got ${show(test)}.`
    throw new CausalError('invalid-argument', message)
  }
  const maxLag = readLag('maxLag', lags, 1)
  if (test.maxLag !== undefined && maxLag > test.maxLag) throw beyondReach(maxLag, test.maxLag)
  const { variables, plan } = test
  const size = variables.length
  const nodes = Array.from({ length: size * (maxLag + 1) }, (_, k): LaggedNode<N> => {
    return Object.freeze({ name: variables[k % size]!, lag: Math.floor(k / size) })
  })
  const call = (a: number, b: number, given: Int32Array) =>
    test(
      nodes[a]!,
      nodes[b]!,
      Array.from(given, (z) => nodes[z]!),
    )
  const explain = (a: number, b: number, given: Int32Array): UntestedResult | null => {
    const result = call(a, b, given)
    return result.tested === false ? result : null
  }
  const index = new Map(laggedNames(variables, maxLag).map((name, k) => [name, k]))
  const untested = untestedLog(nodes.length, index, explain)
  const made = new Set<number>()
  const pairOf = (a: number, b: number): number => Math.min(a, b) * nodes.length + Math.max(a, b)
  const ask = (a: number, b: number, given: Int32Array): number | undefined => {
    if (plan !== undefined) return plan.ask(a, b, given, given.length) ? plan.pValue() : undefined
    const result = call(a, b, given)
    return result.tested === false ? undefined : result.pValue
  }
  return {
    size,
    maxLag,
    untested,
    wasMade: (a, b) => made.has(pairOf(a, b)),
    pValue: (a, b, given) => {
      const p = ask(a, b, given)
      if (p === undefined) untested.note(a, b, given, given.length)
      else if (p >= 0 && p <= 1) made.add(pairOf(a, b))
      else {
        const message = `the test of ${show(nodes[a])} and ${show(nodes[b])} gave the p-value ${show(p)}, not a number from 0 to 1.`
        throw new CausalError('invalid-data', message, { x: nodes[a], y: nodes[b] })
      }
      return p
    },
  }
}
