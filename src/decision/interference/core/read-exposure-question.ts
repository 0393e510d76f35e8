import { numericColumn } from '../../../data/tables/numeric-column.js'
import type { Table } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import type { Adjacency } from '../../../graph/core/indexed.js'
import { show } from '../../../show.js'
import type { ExposureQuestion } from '../types.js'
import { type ExposureLaw, exactLaw } from './exposure-law.js'
import { type Coins, readDesign } from './read-design.js'
import { type CountingMapping, type OwnMapping, readExposure } from './read-exposure.js'
import { readNeighbors, unitNames } from './read-neighbors.js'
import { simulatedLaw } from './simulated-law.js'

/** A question about exposures in numbers. */
export interface ReadExposureQuestion {
  readonly names: readonly string[]
  readonly network: Adjacency
  readonly coins: Coins
  readonly mapping: CountingMapping | OwnMapping
}

/** Network, design and mapping, checked against the table's rows. */
export function readExposureQuestion(table: Table<unknown, string>, question: ExposureQuestion): ReadExposureQuestion {
  const names = unitNames(table, question.unit)
  return {
    names,
    network: readNeighbors(question.network, names),
    coins: readDesign(table, question.design),
    mapping: readExposure(question.exposure),
  }
}

/** The law of exposures: exact where it can be, else by simulation. `made`: the assignment that was made, if there is one. */
export function exposureLaw(
  { network, coins, mapping }: ReadExposureQuestion,
  { draws = 10_000, seed = 0 }: ExposureQuestion,
  made: Uint8Array | null,
): ExposureLaw {
  if (!(Number.isInteger(draws) && draws >= 100 && draws <= 2 ** 26))
    throw new CausalError('invalid-argument', `draws is ${show(draws)}: give a whole number from 100 to 2^26.`, {
      draws,
    })
  return exactLaw(network, coins, mapping) ?? simulatedLaw(network, coins, mapping, { draws, seed, made })
}

/** For each level the units that never come to it. */
export function unreachableUnits(
  { levels, chance }: ExposureLaw,
  names: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  return Object.freeze(
    Object.fromEntries(
      levels.map((level, a) => [level, Object.freeze(names.filter((_, i) => chance[i * levels.length + a] === 0))]),
    ),
  )
}

/** A column of zeros and ones. */
export function binaryColumn(table: Table<unknown, string>, name: string, what: string): Uint8Array {
  const values = numericColumn(table, name)
  const wrong = values.findIndex((value) => value !== 0 && value !== 1)
  if (wrong < 0) return Uint8Array.from(values)
  throw new CausalError(
    'invalid-data',
    `the ${what} ${show(name)} must be 1 or 0; row ${wrong} (counting from 0) holds ${values[wrong]}.`,
    { column: name, row: wrong },
  )
}

/** The level of an interval, checked. */
export function checkedConfidence(confidence: number): number {
  if (typeof confidence === 'number' && confidence > 0 && confidence < 1) return confidence
  throw new CausalError('invalid-argument', `confidence must be between 0 and 1, got ${show(confidence)}.`)
}
