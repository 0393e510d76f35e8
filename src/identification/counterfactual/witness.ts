import type { EstimandValue } from '../../estimand/terms/types.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import type { Network } from './network.js'

/**
 * A variable's value when its parents are set: one term of a factor over several worlds.
 *
 * @category Identification
 */
export interface CounterfactualValue<N extends string = string> {
  /** The variable, at a state, or at a value that is summed over (`prime` tells the copies of one variable apart). */
  readonly value: EstimandValue<N>
  /** What its parents are set to. */
  readonly do: readonly EstimandValue<N>[]
}

/** The terms of a factor in names. */
export function factorTerms<N extends string>(
  g: IndexedGraph,
  copies: Network,
  members: readonly number[],
): readonly CounterfactualValue<N>[] {
  // primes in the order of the copies, for those that the factor speaks of
  const unknown = members.flatMap((i) => [i, ...copies[i]!.parents].filter((p) => typeof p === 'number'))
  const prime = new Map<number, number>()
  const count = new Int32Array(g.size)
  for (const i of [...new Set(unknown)].sort((a, b) => a - b)) {
    if (copies[i]!.value === null) prime.set(i, count[copies[i]!.variable]!++)
  }
  const named = (variable: number, value: string | number): EstimandValue<N> => {
    const name = g.names[variable] as N
    return Object.freeze(
      typeof value === 'string'
        ? { variable: name, prime: 0, state: value }
        : { variable: name, prime: prime.get(value)! },
    )
  }
  return Object.freeze(
    members.map((i) => {
      const { variable, parents, value } = copies[i]!
      return Object.freeze({
        value: named(variable, value ?? i),
        do: Object.freeze(parents.map((p, k) => named(g.parents.node[g.parents.start[variable]! + k]!, p))),
      })
    }),
  )
}

/** `P(Y[X = 0] = 1, Y[X = 1] = 0)`: a factor as a text, parents in brackets. */
export function factorText(terms: readonly CounterfactualValue[]): string {
  const text = ({ variable, prime, state }: EstimandValue): string =>
    state === undefined ? `${variable}${"'".repeat(prime)}` : `${variable} = ${state}`
  const term = ({ value, do: act }: CounterfactualValue): string => {
    const set = act.length === 0 ? '' : `[${act.map(text).join(', ')}]`
    return `${value.variable}${set} = ${value.state ?? text(value)}`
  }
  return `P(${terms.map(term).join(', ')})`
}
