import { CausalError } from '../../errors.js'
import { finite } from '../../probability/families/distribution.js'
import { show } from '../../show.js'
import { checkRow, rowName } from '../mechanisms/cpt.js'
import type { ChoiceLaw, Law } from '../mechanisms/law.js'
import { declaredStates } from '../parent-states.js'
import { makeScm } from './scm.js'
import type { AnyScm, Scm } from './types.js'

/**
 * A variable of a discrete network.
 *
 * @category Models
 */
export interface NetworkVariable {
  /** Its name. */
  readonly name: string
  /** Its states in order. */
  readonly states: readonly string[]
  /** Its parents. */
  readonly parents: readonly string[]
  /** A row of probabilities for each combination of the parents' states, the last parent fastest. */
  readonly probabilities: readonly (readonly number[])[]
}

/**
 * A discrete Bayesian network as plain data, for JSON.
 *
 * @category Models
 */
export interface NetworkData {
  /** Its name. */
  readonly name?: string
  /** The variables, in any order. */
  readonly variables: readonly NetworkVariable[]
}

/** A discrete model whose variables hold named states. */
export type NetworkModel = Scm<Record<string, string>, 'sample' | 'enumerate', 'dag'>

/** A model from a network's tables; rows may be off one by `tolerance`, and are used as they stand. */
export function networkToModel({ variables }: NetworkData, tolerance: number): NetworkModel {
  const states = new Map(variables.map(({ name, states }) => [name, states]))
  const laws = variables.map((variable): Law => {
    const { name, parents, probabilities } = variable
    const own = variable.states
    if (own.length === 0 || new Set(own).size !== own.length) {
      throw new CausalError('duplicate-name', `the states of ${show(name)} must be there, each once.`, {
        variable: name,
      })
    }
    const parentStates = parents.map((parent) => states.get(parent) ?? [])
    const rows = parents.every((parent) => states.has(parent))
      ? parentStates.reduce((n, list) => n * list.length, 1)
      : probabilities.length
    if (probabilities.length !== rows) {
      throw new CausalError(
        'invalid-argument',
        `${show(name)} has ${probabilities.length} rows of probabilities, its parents' states make ${rows}.`,
        { variable: name },
      )
    }
    const table = new Float64Array(rows * own.length)
    for (const [r, row] of probabilities.entries()) {
      const at = (): string => `${rowName(parents, parentStates, r)} of ${show(name)}`
      if (row.length !== own.length) {
        throw new CausalError('invalid-argument', `${at()} has ${row.length} probabilities for ${own.length} states.`, {
          variable: name,
        })
      }
      checkRow(row, tolerance, at)
      table.set(row, r * own.length)
    }
    if (parents.length === 0 && Math.abs(table.reduce((a, b) => a + b, 0) - 1) <= 1e-9) {
      return Object.freeze({ family: 'root', parents: Object.freeze([]), noise: finite(own, [...table]) })
    }
    const law: ChoiceLaw = {
      family: 'choice',
      parents: Object.freeze([...parents]),
      states: Object.freeze([...own]),
      parentStates: Object.freeze(parentStates.map((list) => Object.freeze([...list]))),
      table,
      logits: null,
      response: null,
    }
    return Object.freeze(law)
  })
  return makeScm(
    variables.map(({ name }) => name),
    laws,
    [],
  ) as NetworkModel
}

/** A discrete model as a network's tables. */
export function modelToNetwork(model: AnyScm): NetworkVariable[] {
  const refuse = (name: string): CausalError => {
    const message = `${show(name)} is no table of probabilities over declared states: only cpt(…) and finite distributions can be written as a network.`
    return new CausalError('not-supported', message, { variable: name })
  }
  const statesOf = new Map<string, readonly string[]>()
  for (const [i, name] of model.variables.entries()) {
    const states = declaredStates(model.laws[i]!)
    if (states === null) throw refuse(name)
    statesOf.set(name, states.map(String))
  }
  return model.variables.map((name: string, i: number): NetworkVariable => {
    const law = model.laws[i]!
    const states = statesOf.get(name)!
    const k = states.length
    if (law.family === 'root') return { name, states, parents: [], probabilities: [[...law.noise.probabilities!]] }
    if (law.family === 'constant')
      return { name, states, parents: [], probabilities: [states.map((s) => (s === String(law.value) ? 1 : 0))] }
    if ((law.family !== 'choice' || law.table === null) && law.family !== 'table') throw refuse(name)
    // rows in the order of the parents' own states
    const rows: number[][] = []
    const sizes = law.parents.map((parent) => statesOf.get(parent)!.length)
    const count = sizes.reduce((a, b) => a * b, 1)
    for (let r = 0; r < count; r++) {
      let rest = r
      let row = 0
      let stride = 1
      for (let j = sizes.length - 1; j >= 0; j--) {
        const state = statesOf.get(law.parents[j]!)![rest % sizes[j]!]!
        rest = Math.floor(rest / sizes[j]!)
        row += law.parentStates![j]!.indexOf(state) * stride
        stride *= law.parentStates![j]!.length
      }
      rows.push(
        law.family === 'table'
          ? states.map((_, s) => (law.entries[row] === s ? 1 : 0))
          : [...law.table!.subarray(row * k, (row + 1) * k)],
      )
    }
    return { name, states, parents: [...law.parents], probabilities: rows }
  })
}
