import { type Known, knownValues } from '../../checked.js'
import { CausalError } from '../../errors.js'
import { checkedList, indexNames, lookUp, quoteNames, unknownName } from '../../names.js'
import { show } from '../../show.js'
import { contract, type Tensor } from '../contraction/contract.js'
import type { Factor, Variable } from '../types.js'

/** The names left when those of `M` go; names known only at run time stay `string`. */
export type Without<N extends string, M extends string> = string extends N ? string : Exclude<N, M>

/** Frozen; the variables are taken as they are when they are frozen already. */
export function makeFactor<N extends string>(variables: readonly Variable<N>[], values: Float64Array): Factor<N> {
  const frozen = variables.map((v) =>
    Object.isFrozen(v) && Object.isFrozen(v.states)
      ? v
      : Object.freeze({ name: v.name, states: Object.freeze([...v.states]) }),
  )
  return knownFactors.made(Object.freeze({ variables: Object.freeze(frozen), values }))
}

/** The factors that need no check. */
const knownFactors: Known<Factor> = knownValues()

/** Factors over one numbering of their variables, in the order in which they are first met. */
export interface IndexedFactors {
  readonly variables: readonly Variable[]
  readonly index: ReadonlyMap<string, number>
  readonly cardinalities: readonly number[]
  readonly tensors: readonly Tensor[]
}

/** Checks the shapes and brings the states of a shared variable into one order. */
export function indexFactors(factors: readonly Factor[]): IndexedFactors {
  const variables: Variable[] = []
  const index = new Map<string, number>()
  const tensors: Tensor[] = []
  for (const f of factors) {
    checkShape(f)
    const scope: number[] = []
    let values = f.values
    for (const [axis, variable] of f.variables.entries()) {
      const known = index.get(variable.name)
      if (known === undefined) {
        index.set(variable.name, variables.length)
        scope.push(variables.length)
        variables.push(variable)
        continue
      }
      scope.push(known)
      const first = variables[known]!
      if (!sameList(first.states, variable.states)) values = alignStates(f, values, axis, first)
    }
    tensors.push({ scope, values })
  }
  return { variables, index, cardinalities: variables.map((v) => v.states.length), tensors }
}

/** Σ over the rest of Π factors, over the named variables in order, with some variables fixed at a state. */
export function contractFactors(
  factors: readonly Factor[],
  keep: (variables: readonly Variable[]) => readonly string[],
  event: readonly (readonly [name: string, state: string])[] = [],
): Factor {
  const { variables, index, cardinalities, tensors } = indexFactors(factors)
  const kept = keep(variables).map((name) => lookUp('variable', index, name))
  const evidence = event.map(([name, state]) => {
    const v = lookUp('variable', index, name)
    const at = variables[v]!.states.indexOf(state)
    if (at < 0) throw unknownName(`state of ${show(name)}`, state, variables[v]!.states)
    return [v, at] as const
  })
  const { values } = contract({ cardinalities, tensors, keep: kept, evidence })
  return makeFactor(
    kept.map((v) => variables[v]!),
    values,
  )
}

/** The names that are asked to go or stay, each known and given once. */
export function checkNames(f: Factor, names: readonly string[]): Set<string> {
  checkShape(f)
  const index = indexNames(
    'variable',
    f.variables.map((v) => v.name),
  )
  for (const name of checkedList('names', names)) lookUp('variable', index, name)
  indexNames('variable', names)
  return new Set(names)
}

/**
 * The door of every function that takes a factor: throws unless it is one, with names and states each once, as many values
 * as cells, and values that are finite. What the values mean (probabilities, counts, logarithms) is for the function to say.
 */
export function checkShape(f: Factor): void {
  if (typeof f !== 'object' || f === null || !Array.isArray(f.variables) || !(f.values instanceof Float64Array)) {
    throw new CausalError(
      'invalid-argument',
      'expected a factor: { variables: { name, states }[], values: Float64Array }.',
    )
  }
  if (knownFactors.has(f)) return
  let size = 1
  const names: string[] = []
  for (const variable of f.variables) {
    names.push(variable?.name)
    if (!Array.isArray(variable?.states) || variable.states.length === 0) {
      const message = `the variable ${show(variable?.name)} needs a list of at least one state.`
      throw new CausalError('invalid-argument', message, { variable: variable?.name })
    }
    const seen = new Set<unknown>()
    const wrong = variable.states.find(
      (state: unknown) => typeof state !== 'string' || seen.size === seen.add(state as string).size,
    )
    if (wrong !== undefined) {
      const message = `the states of ${show(variable.name)} must be different texts, got ${show(wrong)}${typeof wrong === 'string' ? ' twice' : ''}.`
      throw new CausalError(typeof wrong === 'string' ? 'duplicate-name' : 'invalid-argument', message, {
        state: wrong,
      })
    }
    size *= variable.states.length
  }
  indexNames('variable', names)
  if (f.values.length !== size) {
    const message = `the variables ${quoteNames(names)} make ${size} cells, but there are ${f.values.length} values.`
    throw new CausalError('type-mismatch', message, { cells: size, values: f.values.length })
  }
  const bad = f.values.findIndex((value) => !Number.isFinite(value))
  if (bad >= 0) {
    const message = `the value ${bad} over ${quoteNames(names)} is ${f.values[bad]}, not a finite number.`
    throw new CausalError('invalid-argument', message, { cell: bad, value: f.values[bad] })
  }
  knownFactors.checked(f)
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((x, i) => x === b[i]))
}

/** The values with one axis in the order of the states that another factor has. */
function alignStates(f: Factor, values: Float64Array, axis: number, wanted: Variable): Float64Array {
  const states = f.variables[axis]!.states
  const from = wanted.states.map((state) => states.indexOf(state))
  if (states.length !== from.length || from.includes(-1)) {
    throw new CausalError(
      'type-mismatch',
      `the variable ${show(wanted.name)} has the states ${quoteNames(wanted.states)} in one factor and ` +
        `${quoteNames(states)} in another.`,
      { variable: wanted.name, states: [wanted.states, states] },
    )
  }
  let inner = 1
  for (let k = axis + 1; k < f.variables.length; k++) inner *= f.variables[k]!.states.length
  const out = new Float64Array(values.length)
  for (let block = 0; block < values.length; block += inner * from.length) {
    for (let s = 0; s < from.length; s++) {
      const start = block + from[s]! * inner
      out.set(values.subarray(start, start + inner), block + s * inner)
    }
  }
  return out
}
