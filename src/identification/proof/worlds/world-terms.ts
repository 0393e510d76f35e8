import { CausalError } from '../../../errors.js'
import type { Estimand, EstimandValue, ProbabilityTerm } from '../../../estimand/terms/types.js'
import type { IndexedGraph } from '../../../graph/core/indexed.js'
import type { Atom } from '../../counterfactual/ctf-id.js'
import type { Network } from '../../counterfactual/network.js'
import type { World } from '../../counterfactual/worlds.js'

/** How deep worlds may be nested for a proof to be written. */
const DEEPEST = 50

/** One text for a value, whatever its world. */
export function valueKey({ variable, prime, state }: EstimandValue): string {
  return state === undefined ? `${prime} ${variable}` : `= ${JSON.stringify(state)} ${variable}`
}

/** One text for a value in its world. */
export function atomKey(value: EstimandValue): string {
  return `${valueKey(value)}${worldKey(value.do ?? [])}`
}

function worldKey(world: readonly EstimandValue[]): string {
  const parts = world.map((v) =>
    v.do === undefined ? valueKey(v) : `* ${JSON.stringify(v.variable)}${worldKey(v.do)}`,
  )
  return JSON.stringify(parts.sort())
}

/** One text for a term over worlds. */
export function worldTermKey({ of, given, do: act, domain }: ProbabilityTerm): string {
  return JSON.stringify([of.map(atomKey).sort(), given.map(atomKey).sort(), act.map(atomKey).sort(), domain])
}

/** P(of | given), over worlds. */
export function worldTerm(of: readonly EstimandValue[], given: readonly EstimandValue[] = []): ProbabilityTerm {
  const list = (values: readonly EstimandValue[]) => Object.freeze([...values])
  return Object.freeze({ type: 'probability', of: list(of), given: list(given), do: Object.freeze([]), domain: '' })
}

/** An expression as a sum over values, where there are any. */
export function summed(over: readonly EstimandValue[], body: Estimand): Estimand {
  return over.length === 0 ? body : Object.freeze({ type: 'sum', over: Object.freeze([...over]), body })
}

/** Expressions as a product, where there is more than one. */
export function multiplied(factors: readonly Estimand[]): Estimand {
  if (factors.length === 1) return factors[0]!
  return factors.length === 0
    ? Object.freeze({ type: 'constant', value: 1 })
    : Object.freeze({ type: 'product', factors: Object.freeze([...factors]) })
}

/** What a query says of a variable in a world, as a value in that world. */
export function atomValue(g: IndexedGraph, { variable, value, world }: Atom): EstimandValue {
  return valueIn(Object.freeze({ variable: g.names[variable]!, prime: 0, state: value }), worldValues(g, world, 0))
}

function worldValues(g: IndexedGraph, { act }: World, depth: number): readonly EstimandValue[] {
  if (depth > DEEPEST) {
    throw new CausalError('not-supported', `worlds nested more than ${DEEPEST} deep cannot be written in a proof.`)
  }
  const sorted = [...act].sort(([a], [b]) => a - b)
  return Object.freeze(
    sorted.map(([variable, source]): EstimandValue => {
      const name = { variable: g.names[variable]!, prime: 0 }
      return Object.freeze(
        typeof source === 'string' ? { ...name, state: source } : { ...name, do: worldValues(g, source, depth + 1) },
      )
    }),
  )
}

function valueIn(value: EstimandValue, world: readonly EstimandValue[]): EstimandValue {
  return world.length === 0 ? value : Object.freeze({ ...value, do: world })
}

/** Copies as values in the worlds of their parents; unknown values are told apart by primes. `offset`: how many copies of a variable there are already. */
export function copyValues(g: IndexedGraph, copies: Network, offset: Int32Array): EstimandValue[] {
  const found: EstimandValue[] = []
  const named = (variable: number, of: string | number): EstimandValue => {
    const name = g.names[variable]!
    if (typeof of === 'string') return Object.freeze({ variable: name, prime: 0, state: of })
    const { prime } = found[of]!
    return Object.freeze({ variable: name, prime })
  }
  for (const { variable, parents, value } of copies) {
    const start = g.parents.start[variable]!
    const world = Object.freeze(parents.map((p, k) => named(g.parents.node[start + k]!, p)))
    const name = g.names[variable]!
    const own =
      value === null ? { variable: name, prime: offset[variable]!++ } : { variable: name, prime: 0, state: value }
    found.push(valueIn(Object.freeze(own), world))
  }
  return found
}

/** The value without its world. */
export function plainValue({ variable, prime, state }: EstimandValue): EstimandValue {
  return Object.freeze(state === undefined ? { variable, prime } : { variable, prime, state })
}

/** The parents of a variable, in the graph's order. */
export function parentNames(g: IndexedGraph, variable: string): string[] {
  const i = g.index.get(variable)!
  return [...g.parents.node.subarray(g.parents.start[i]!, g.parents.start[i + 1]!)].map((p) => g.names[p]!)
}

/** Whether a value's world sets the parents of its variable to values, and nothing else. */
export function hasParentsSet(g: IndexedGraph, { variable, do: world = [] }: EstimandValue): boolean {
  if (!g.index.has(variable) || world.some((v) => v.do !== undefined)) return false
  const parents = parentNames(g, variable)
  const set = world.map((v) => v.variable)
  return set.length === parents.length && new Set(set).size === set.length && set.every((v) => parents.includes(v))
}
