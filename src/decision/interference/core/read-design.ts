import { numericColumn } from '../../../data/tables/numeric-column.js'
import type { Table } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { checkedObject } from '../../../names.js'
import { checkOptions } from '../../../options.js'
import { show } from '../../../show.js'
import type { AssignmentDesign } from '../types.js'
import { textsOf } from './read-neighbors.js'

/** A design as coins: each unit follows one coin, each coin is thrown, or a stated number of them shows heads. */
export interface Coins {
  readonly count: number
  /** The coin of each unit. */
  readonly of: Int32Array
  /** The chance of each coin where they are thrown apart; null where `treated` of them show heads. */
  readonly chance: Float64Array | null
  /** How many coins show heads; null where they are thrown apart. */
  readonly treated: number | null
  /** Whether all coins that are thrown have one chance. */
  readonly even: boolean
}

/** The coins of a design, checked. */
export function readDesign(table: Table<unknown, string>, design: AssignmentDesign): Coins {
  checkedObject('design', design)
  const n = table.rowCount
  if (design.type === 'bernoulli') {
    checkOptions('design', design, ['type', 'p'])
    const { p } = design
    const chance = typeof p === 'string' ? numericColumn(table, p) : new Float64Array(n).fill(checkedChance(p))
    for (const each of chance) checkedChance(each)
    return apart(identity(n), chance)
  }
  if (design.type === 'complete') {
    checkOptions('design', design, ['type', 'treated'], { treated: 'number' })
    return together(identity(n), n, design.treated, 'units')
  }
  if (design.type === 'cluster') {
    checkOptions('design', design, ['type', 'clusters', 'p', 'treated'], { p: 'number', treated: 'number' })
    const { clusters, p, treated } = design
    if ((p === undefined) === (treated === undefined))
      throw new CausalError(
        'invalid-argument',
        'a cluster design has a chance `p` of each cluster, or a number `treated` of them: give one of the two.',
      )
    const names = textsOf(table, clusters)
    const place = new Map([...new Set(names)].map((name, k) => [name, k]))
    const of = Int32Array.from(names, (name) => place.get(name)!)
    return p === undefined
      ? together(of, place.size, treated!, 'clusters')
      : apart(of, new Float64Array(place.size).fill(checkedChance(p)))
  }
  throw new CausalError(
    'invalid-argument',
    `the type of a design is 'bernoulli', 'complete' or 'cluster', got ${show((design as { type?: unknown }).type)}.`,
  )
}

function checkedChance(p: number): number {
  if (typeof p === 'number' && p >= 0 && p <= 1) return p
  throw new CausalError('not-probability', `the chance of treatment must be from 0 to 1, got ${show(p)}.`, { p })
}

function identity(n: number): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => i)
}

function apart(of: Int32Array, chance: Float64Array): Coins {
  const even = chance.every((p) => p === chance[0])
  return { count: chance.length, of, chance, treated: null, even }
}

function together(of: Int32Array, count: number, treated: number, what: string): Coins {
  if (!(Number.isInteger(treated) && treated >= 0 && treated <= count))
    throw new CausalError(
      'invalid-argument',
      `\`treated\` is how many of the ${count} ${what} are treated: a whole number from 0 to ${count}, got ${show(treated)}.`,
      { treated },
    )
  return { count, of, chance: null, treated, even: true }
}

/** Refuses an assignment that the design cannot have made. */
export function checkAssignment(treatment: Uint8Array, coins: Coins, names: readonly string[]): void {
  const side = new Int8Array(coins.count).fill(-1)
  const impossible = (message: string, details: Record<string, unknown>): CausalError =>
    new CausalError('contradiction', `this design cannot have made the assignment: ${message}.`, details)
  for (let i = 0; i < treatment.length; i++) {
    const coin = coins.of[i]!
    if (side[coin] === 1 - treatment[i]!)
      throw impossible(`the cluster of ${show(names[i])} has treated and untreated units`, { unit: names[i] })
    side[coin] = treatment[i]!
    if (coins.chance !== null && coins.chance[coin] === 1 - treatment[i]!)
      throw impossible(
        `${show(names[i])} is ${treatment[i] === 1 ? 'treated' : 'not treated'} and has the chance ${coins.chance[coin]} of treatment`,
        { unit: names[i] },
      )
  }
  const heads = side.reduce((sum, s) => sum + s, 0)
  if (coins.treated !== null && heads !== coins.treated)
    throw impossible(`it treats ${coins.treated} and ${heads} are treated`, { treated: coins.treated, found: heads })
}
