import type { Cell } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { checkedParents, checkedResponse, mechanismOf } from './checks.js'
import type { Response } from './law.js'
import type { ChoiceAbilities, Mechanism } from './mechanism-types.js'

/**
 * The rows of a conditional probability table, nested by the parents' states in the order of the parents. A row maps
 * states to probabilities, or is one number: the probability of 1 of a variable that is 0 or 1.
 *
 * @category Models
 */
export type CptRows = number | { readonly [state: string]: CptRows }

/** The states of the innermost rows; a bare number stands for the states 0 and 1. */
type StatesAt<R, P extends readonly string[]> = P extends readonly [string, ...infer Rest extends readonly string[]]
  ? R extends object
    ? StatesAt<R[keyof R], Rest>
    : never
  : R extends number
    ? 0 | 1
    : `${keyof R & (string | number)}`
/** What each parent may hold: the keys at its depth. */
export type ParentStates<R, P extends readonly string[]> = P extends readonly [
  infer N extends string,
  ...infer Rest extends readonly string[],
]
  ? { readonly [K in N]: keyof R | NumberOf<keyof R> } & (R extends object ? ParentStates<R[keyof R], Rest> : unknown)
  : Record<never, never>
type NumberOf<K> = K extends `${infer I extends number}` ? I : never
export type Flat<T> = { [K in keyof T]: T[K] }

/**
 * How a table of probabilities answers "what if" for one unit.
 *
 * @category Models
 */
export interface CptOptions {
  /** How the noise picks a state; without it the table can be sampled and queried under `do`, but has no counterfactuals. */
  readonly response?: Response
  /** How far a row's sum may be from one, 1e-9 by default; such rows are used as they stand. For published, rounded tables. */
  readonly tolerance?: number
}

/**
 * A conditional probability table.
 *
 * A table alone does not determine counterfactuals: state a `response` to ask for them.
 *
 * @param parents - the names of the parents
 * @param rows - probabilities, nested by the parents' states in order; each combination of states needs its row
 * @param options - `response`: how the noise picks a state; `tolerance`: how far a row may be from summing to one
 * @returns a mechanism that can be sampled and enumerated; with a response, evaluated as well
 * @throws CausalError `not-probability` for a row that does not sum to one; `invalid-argument` for missing rows or states
 * @complexity O(rows × states)
 * @category Models
 * @example
 * const model = scm({
 *   S: categorical({ low: 0.3, high: 0.7 }),
 *   C: cpt(['S'], { low: { yes: 0.1, no: 0.9 }, high: { yes: 0.6, no: 0.4 } }),
 *   D: cpt(['C'], { yes: 0.9, no: 0.2 }),
 * })
 * expectation(model, 'D', { do: { C: 'yes' } }).value
 * //=> 0.9
 */
export function cpt<
  const P extends readonly string[],
  const R extends CptRows,
  const O extends CptOptions = Record<never, never>,
>(parents: P, rows: R, options?: O): Mechanism<Flat<ParentStates<R, P>>, StatesAt<R, P>, ChoiceAbilities<O>> {
  return calledAs('cpt', () => {
    checkOptions('options', options, ['response', 'tolerance'])
    const names = checkedParents(parents)
    const parentStates: string[][] = []
    let level: CptRows[] = [rows]
    for (const name of names) {
      const states = sameKeys(level, `the states of ${show(name)}`)
      parentStates.push(states)
      level = level.flatMap((row) => states.map((state) => (row as Record<string, CptRows>)[state]!))
    }
    const states: Cell[] = level.every((row) => typeof row === 'number') ? [0, 1] : sameKeys(level, 'the states')
    const tolerance = options?.tolerance ?? 1e-9
    const table = new Float64Array(level.length * states.length)
    for (const [r, row] of level.entries()) {
      const probabilities =
        typeof row === 'number' ? [1 - row, row] : states.map((s) => (row as Record<string, number>)[s])
      checkRow(probabilities, tolerance, () => rowName(names, parentStates, r))
      table.set(probabilities as number[], r * states.length)
    }
    return mechanismOf({
      family: 'choice',
      parents: names,
      states,
      parentStates,
      table,
      logits: null,
      response: checkedResponse(options?.response),
    })
  })
}

/** The keys that all rows share; an error where one lacks some. */
export function sameKeys(rows: readonly (number | object)[], what: string): string[] {
  const first = rows[0]
  if (typeof first !== 'object' || first === null) {
    throw new CausalError('invalid-argument', `expected an object whose keys are ${what}, got ${show(first)}.`)
  }
  const keys = Object.keys(first)
  if (keys.length === 0) throw new CausalError('invalid-argument', `${what} are missing: an object without keys.`)
  const known = new Set(keys)
  for (const row of rows) {
    const found = typeof row === 'object' && row !== null ? Object.keys(row) : []
    const odd = [...keys.filter((key) => !found.includes(key)), ...found.filter((key) => !known.has(key))]
    if (odd.length > 0) {
      const message = `all rows must have the same keys as ${what} (${quoteNames(keys)}); ${quoteNames(odd)} is missing somewhere.`
      throw new CausalError('invalid-argument', message, { missing: odd })
    }
  }
  return keys
}

/** Which row it is, for a message: `S = "low", T = "x"`. */
export function rowName(names: readonly string[], parentStates: readonly (readonly string[])[], row: number): string {
  const parts: string[] = []
  let rest = row
  for (let i = names.length - 1; i >= 0; i--) {
    const states = parentStates[i]!
    parts.unshift(`${names[i]} = ${show(states[rest % states.length])}`)
    rest = Math.floor(rest / states.length)
  }
  return parts.length === 0 ? 'the row' : `the row ${parts.join(', ')}`
}

/** Numbers in [0, 1] that sum to one within the tolerance. */
export function checkRow(row: ArrayLike<unknown>, tolerance: number, name: () => string): void {
  let sum = 0
  for (let i = 0; i < row.length; i++) {
    const p = row[i]
    if (typeof p !== 'number' || !(p >= 0 && p <= 1 + tolerance)) {
      throw new CausalError('not-probability', `${name()} holds ${show(p)}: a probability lies between 0 and 1.`, {
        value: p,
      })
    }
    sum += p
  }
  if (!(Math.abs(sum - 1) <= tolerance)) {
    throw new CausalError('not-probability', `${name()} must sum to one, it sums to ${sum}.`, { sum })
  }
}
