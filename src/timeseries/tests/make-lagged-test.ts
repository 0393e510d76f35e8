import { CausalError, calledAs } from '../../errors.js'
import type { TestResult } from '../../independence/core/types.js'
import { indexNames, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { readLag } from '../core/read-lag.js'
import { laggedName } from '../graphs/lagged-names.js'
import type { LaggedNode, LaggedPlan, LaggedTest } from '../types.js'

/** What a lagged test is made from; it speaks positions: variable i of N at lag k is k · N + i. */
export interface LaggedTestParts {
  readonly core: (x: number, y: number, given: Int32Array) => TestResult
  readonly maxLag?: number
  readonly plan?: LaggedPlan
  readonly warnings?: readonly string[]
}

/** A lagged test from a core that speaks positions. A question asked wrongly is refused under the name of the function that made the test. */
export function makeLaggedTest<N extends string>(
  name: string,
  variables: readonly N[],
  { core, maxLag, plan, warnings }: LaggedTestParts,
): LaggedTest<N> {
  const index = indexNames('variable', variables)
  const n = variables.length
  const position = (node: LaggedNode<N>): number => {
    checkOptions('node', node, ['name', 'lag'], { lag: 'number' })
    if (typeof node !== 'object' || node === null)
      throw new CausalError('invalid-argument', `a variable at a time is { name, lag }, got ${show(node)}.`)
    return readLag('lag', node.lag, 0) * n + lookUp('variable', index, node.name)
  }
  const label = (k: number): string => laggedName(variables[k % n]!, Math.floor(k / n))
  const test = (x: LaggedNode<N>, y: LaggedNode<N>, given: readonly LaggedNode<N>[] = []): TestResult =>
    Object.freeze(
      calledAs(name, () => {
        if (!Array.isArray(given))
          throw new CausalError(
            'invalid-argument',
            `the conditioning set must be a list of { name, lag }, got ${show(given)}.`,
          )
        const all = [x, y, ...given].map(position)
        const [a, b] = all as [number, number]
        const set = [...new Set(all.slice(2))]
        const twice = a === b ? a : set.find((k) => k === a || k === b)
        if (twice !== undefined) {
          const message = `${show(label(twice))} stands in the question twice: x, y and the conditioning set must not share a variable at one time.`
          throw new CausalError('overlap', message, { names: [label(twice)] })
        }
        // only differences of lags matter: the latest is at t
        const shift = Math.min(...all.map((k) => Math.floor(k / n))) * n
        const reach = Math.max(...all.map((k) => Math.floor((k - shift) / n)))
        if (maxLag !== undefined && reach > maxLag) throw beyondReach(reach, maxLag)
        return core(
          a - shift,
          b - shift,
          inOrder(
            set.map((k) => k - shift),
            variables,
          ),
        )
      }),
    )
  return Object.freeze(
    Object.assign(test, {
      variables: Object.freeze([...variables]),
      ...(maxLag !== undefined && { maxLag }),
      ...(plan !== undefined && { plan: Object.freeze(plan) }),
      warnings: Object.freeze([...(warnings ?? [])]),
    }),
  )
}

/** The error for a question, or a search, that reaches farther back than a test does. */
export function beyondReach(reach: number, maxLag: number): CausalError {
  const message = `it reaches ${reach} steps back, and the test knows ${maxLag}: make the test with maxLag ${reach}.`
  return new CausalError('invalid-argument', message, { reach, maxLag })
}

/** A conditioning set by lag and name, so that the order of variables changes no bit of an answer. */
function inOrder(set: readonly number[], variables: readonly string[]): Int32Array {
  const n = variables.length
  const before = (a: number, b: number): number =>
    Math.floor(a / n) - Math.floor(b / n) || (variables[a % n]! < variables[b % n]! ? -1 : 1)
  return Int32Array.from([...set].sort(before))
}
