import type { Cell } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { normal } from '../../probability/families/normal.js'
import { show } from '../../show.js'
import { checkedNumber, checkedParents, mechanismOf } from './checks.js'
import { type Flat, type ParentStates, rowName, sameKeys } from './cpt.js'
import type { Mechanism } from './mechanism-types.js'

/**
 * A linear mechanism with normal noise, as it is for one combination of the discrete parents' states.
 *
 * @category Models
 */
export interface LinearRow {
  /** The constant term, 0 by default. */
  readonly intercept?: number
  /** A weight for each parent that is a number, by name; a parent that is not named here has the weight 0. */
  readonly coefficients?: Readonly<Record<string, number>>
  /** The standard deviation of the noise, 0 or above; at 0 the parents determine the value. */
  readonly sd: number
}

/**
 * Linear mechanisms, nested by the states of the discrete parents in the order of the parents.
 *
 * @category Models
 */
export type LinearRows = LinearRow | { readonly [state: string]: LinearRows }

type LeavesAt<R, P extends readonly string[]> = P extends readonly [string, ...infer Rest extends readonly string[]]
  ? LeavesAt<R[keyof R], Rest>
  : R
type Added<L> = L extends { readonly coefficients: infer C } ? keyof C & string : never

/**
 * A conditional linear-Gaussian mechanism: a linear one with normal noise for each combination of discrete parents' states
 * (Lauritzen & Wermuth 1989).
 *
 * One standard normal number is a unit's noise, whatever the states: the row multiplies it by its `sd`. So a unit that was half
 * a standard deviation above the mean of its arm would be so in the other arm too.
 *
 * @param states - the names of the discrete parents
 * @param rows - intercept, coefficients and sd, nested by the states of these parents in order; each combination needs its row
 * @returns a mechanism that can be sampled, evaluated and, where no sd is 0, inverted; a model of such mechanisms is answered
 *   exactly, by mixtures of normal distributions
 * @throws CausalError `invalid-argument` for rows that lack a state, and for numbers that are not finite or an sd below 0
 * @complexity O(rows × coefficients)
 * @category Models
 * @see Lauritzen & Wermuth, Graphical models for associations between variables, some of which are qualitative and some
 *   quantitative, Annals of Statistics 17 (1989)
 * @example
 * const model = scm({
 *   arm: categorical({ drug: 0.5, placebo: 0.5 }),
 *   age: normal(50, 10),
 *   pressure: conditionalLinear(['arm'], {
 *     drug: { intercept: 90, coefficients: { age: 0.5 }, sd: 4 },
 *     placebo: { intercept: 100, coefficients: { age: 0.6 }, sd: 8 },
 *   }),
 * })
 * expectation(model, 'pressure', { do: { arm: 'drug' }, given: { age: 60 } }).value
 * //=> 120
 */
export function conditionalLinear<const P extends readonly string[], const R extends LinearRows>(
  states: P,
  rows: R,
): Mechanism<
  Flat<ParentStates<R, P> & { readonly [K in Added<LeavesAt<R, P>>]: number }>,
  number,
  'sample' | 'evaluate' | 'invert'
> {
  return calledAs('conditionalLinear', () => {
    const discrete = checkedParents(states)
    const parentStates: string[][] = []
    let level: LinearRows[] = [rows]
    for (const name of discrete) {
      const keys = sameKeys(level, `the states of ${show(name)}`)
      parentStates.push(keys)
      level = level.flatMap((row) => keys.map((state) => (row as Record<string, LinearRows>)[state]!))
    }
    const of = (r: number): string => rowName(discrete, parentStates, r)
    const leaves = level.map((row, r) => checkedRow(row, () => of(r)))
    const numbers = [...new Set(leaves.flatMap((row) => Object.keys(row.coefficients ?? {})))]
    const parents = checkedParents([...discrete, ...numbers])
    const weights = leaves.map((row) =>
      Object.freeze([row.intercept ?? 0, row.sd, ...numbers.map((name) => ownNumber(row.coefficients, name))]),
    )
    const positions = parentStates.map((keys) => new Map(keys.map((state, s) => [state, s])))
    const rowAt = (pa: Readonly<Record<string, Cell>>): readonly number[] => {
      let row = 0
      for (const [k, name] of discrete.entries()) {
        const s = positions[k]!.get(String(pa[name]))
        if (s === undefined) throw noRow(name, pa[name])
        row = row * parentStates[k]!.length + s
      }
      return weights[row]!
    }
    const location = (w: readonly number[], pa: Readonly<Record<string, Cell>>): number => {
      let sum = w[0]!
      for (const [j, name] of numbers.entries()) sum += w[j + 2]! * (pa[name] as number)
      return sum
    }
    return mechanismOf({
      family: 'function',
      parents,
      noise: normal(0, 1),
      evaluate: (pa, u) => {
        const w = rowAt(pa)
        return location(w, pa) + w[1]! * (u as number)
      },
      invert: (x, pa) => {
        const w = rowAt(pa)
        if (w[1] === 0) throw noNoise(pa)
        return ((x as number) - location(w, pa)) / w[1]!
      },
      logSlope: (_u, pa) => portableLog(rowAt(pa)[1]!),
      affine: {
        numbers: Object.freeze(numbers),
        weights: rowAt,
        parentStates: Object.freeze(parentStates.map((keys) => Object.freeze(keys))),
      },
    })
  })
}

const ownNumber = (record: Readonly<Record<string, number>> | undefined, name: string): number =>
  record !== undefined && Object.hasOwn(record, name) ? record[name]! : 0

function checkedRow(row: unknown, name: () => string): LinearRow {
  const where = name()
  const { intercept = 0, coefficients = {}, sd } = checkedObject(where, row) as LinearRow
  checkOptions(where, row as object, ['intercept', 'coefficients', 'sd'])
  checkedNumber(`the intercept of ${where}`, intercept)
  for (const [parent, weight] of Object.entries(checkedObject(`coefficients of ${where}`, coefficients)))
    checkedNumber(`the coefficient of ${show(parent)} in ${where}`, weight)
  if (!(checkedNumber(`the sd of ${where}`, sd) >= 0))
    throw new CausalError('invalid-argument', `the sd of ${where} is ${show(sd)}: it must be 0 or above.`, { sd })
  return row as LinearRow
}

function noRow(parent: string, value: unknown): CausalError {
  return new CausalError('invalid-argument', `there is no row for ${show(parent)} = ${show(value)}.`, { parent, value })
}

function noNoise(parents: Readonly<Record<string, Cell>>): CausalError {
  const message = `the sd is 0 at ${show(parents)}: the noise of a value that its parents determine cannot be found.`
  return new CausalError('not-invertible', message, { parents: { ...parents } })
}
