import type { Table } from '../../../data/types.js'
import { CausalError, calledAs } from '../../../errors.js'
import { checkedList, checkedObject } from '../../../names.js'
import { checkOptions } from '../../../options.js'
import { show } from '../../../show.js'
import { report } from '../../core/report.js'
import type { SearchOptions } from '../../core/types.js'
import { describeLatents, type UnmixedInput } from './describe-latents.js'
import { readTables, readUnmixings } from './read-domains.js'
import type { LatentCapabilities } from './types.js'
import { unmixDomains } from './unmix-domains.js'
import { dot, scaled } from './vectors.js'

/**
 * Settings of {@link latentCapabilities}.
 *
 * @category Discovery
 */
export interface LatentCapabilitiesOptions extends SearchOptions {
  /** The number of latents, at most the number of columns and 7: needed for tables, and for matrices their number of rows. */
  readonly latents?: number
  /** Relative: an inexactness or an influence below it is none (default 1e-6; influences also below three times the inexactness). */
  readonly tolerance?: number
  /** Orders whose inexactness is at most this many times the least are as good (default 1.5, at least 1). */
  readonly slack?: number
  /** Seed of the matrices that independent component analysis starts from (default 0). */
  readonly seed?: number | string
}

const MOST_LATENTS = 7

/**
 * Hierarchical component analysis: a few latent capabilities in causal order, seen through the same measurements in several domains whose
 * latents influence each other with different weights.
 *
 * In each domain the unmixing matrix is M = B H up to order, sign and scale of its rows: H, from columns to latents, is shared, and B is
 * lower triangular in a causal order of the latents. Rows that are parallel across domains read a root; with these projected out, the rows of
 * the next latent are parallel, and so on. From raw data: principal components over all domains, then FastICA in each.
 *
 * What is known of the claim: the causal order is identified as a set of orders, all of which are given. H and B are not identified: a row
 * of H may take up any multiple of a parent that is also a parent of all its children (`ambiguousWith`), and only the spans in
 * `identifiedSpan` are. That two domains with different weights suffice for the orders holds without noise; with estimated matrices it was
 * not shown. Whether leader boards of language models follow such a model is an empirical question: look at `inexactness` first.
 *
 * @param domains - for each domain a table with the same columns, or an unmixing matrix as a list of rows (latents × columns)
 * @param options - number of latents, tolerances, seed
 * @returns orders, edges, the latents with what is ambiguous, and how far the domains are from sharing one H
 * @throws CausalError `invalid-data` for domains of different form; `invalid-argument` for one domain alone; `too-few-rows`,
 *   `constant-column`, `missing-values`, `collinear`; `not-invertible` where independent component analysis does not converge; `too-large`
 *   for more than 7 latents; `aborted`
 * @complexity O(d! K p d) for d latents, K domains and p columns, and the component analyses
 * @category Discovery
 * @see Jin, Syrgkanis, Kakade & Zhang 2025, "Discovering hierarchical latent capabilities of language models via causal representation
 *   learning"
 * @example
 * // L1 → L2 with another weight in each domain; H has the rows (1, 2) and (3, −1)
 * const found = latentCapabilities([
 *   [[1, 2], [2, -3]],
 *   [[5, 3], [2, 4]],
 * ])
 * found.orders
 * //=> [['L1', 'L2']]
 * found.latents.map(({ rows, ambiguousWith }) => ({ rows, ambiguousWith }))
 * //=> [{ rows: [0, 1], ambiguousWith: [] }, { rows: [1, 0], ambiguousWith: ['L1'] }]
 */
export function latentCapabilities(
  domains: readonly Table<unknown, string>[] | readonly (readonly (readonly number[])[])[],
  options: LatentCapabilitiesOptions = {},
): LatentCapabilities {
  return calledAs('latentCapabilities', () => {
    checkOptions('options', options, ['latents', 'tolerance', 'slack', 'seed', 'onProgress', 'signal'], {
      latents: 'number',
      slack: 'number',
    })
    const settings = { ...checkedObject('options', options) }
    const { tolerance = 1e-6, slack = 1.5 } = settings
    if (!(tolerance > 0 && tolerance < 1) || !(slack >= 1 && slack < Number.POSITIVE_INFINITY)) {
      throw new CausalError(
        'invalid-argument',
        `tolerance lies between 0 and 1, and slack is a factor from 1 on; got ${show(tolerance)} and ${show(slack)}.`,
      )
    }
    checkedList('domains', domains)
    if (domains.length < 2) {
      throw new CausalError(
        'invalid-argument',
        `at least two domains are needed, got ${domains.length}: in one alone any order of the latents fits.`,
        { domains: domains.length },
      )
    }
    const read = readDomains(domains, settings)
    const sized = read.unmixings.map((rows) => {
      const norm = Math.sqrt(rows.reduce((sum, row) => sum + dot(row, row), 0))
      return rows.map((row) => scaled(row, 1 / norm))
    })
    report(settings, { stage: 'orders', level: 0, done: 0, total: 1, tests: 0 })
    return describeLatents(read, sized, tolerance, slack)
  })
}

function readDomains(domains: readonly unknown[], settings: LatentCapabilitiesOptions): UnmixedInput {
  const isTable = (each: unknown): boolean => typeof each === 'object' && each !== null && 'columns' in each
  if (domains.some(isTable) && !domains.every(isTable))
    throw new CausalError('invalid-argument', 'give tables for all domains, or matrices for all.')
  if (!domains.some(isTable)) {
    const unmixings = readUnmixings(domains)
    const [d, p] = [unmixings[0]!.length, unmixings[0]![0]!.length]
    checkCount(settings.latents ?? d, p)
    if (settings.latents !== undefined && settings.latents !== d)
      throw new CausalError(
        'invalid-argument',
        `the matrices have ${d} rows, one for each latent, and latents is ${show(settings.latents)}.`,
      )
    return { names: Array.from({ length: p }, (_, j) => `X${j + 1}`), unmixings, varianceKept: null }
  }
  const data = readTables(domains as readonly Table<unknown, string>[])
  if (settings.latents === undefined)
    throw new CausalError('invalid-argument', `say how many \`latents\` to look for, at most ${data.names.length}.`)
  checkCount(settings.latents, data.names.length)
  const onDomain = (done: number): void =>
    report(settings, { stage: 'components', level: 0, done, total: domains.length, tests: 0 })
  return { names: data.names, ...unmixDomains(data, settings.latents, settings.seed ?? 0, onDomain) }
}

function checkCount(latents: number, columns: number): void {
  if (!(Number.isInteger(latents) && latents >= 1 && latents <= columns)) {
    throw new CausalError(
      'invalid-argument',
      `latents is a whole number from 1 to the ${columns} columns, got ${show(latents)}.`,
      { latents },
    )
  }
  if (latents <= MOST_LATENTS) return
  throw new CausalError('too-large', `${latents} latents have too many orders to look at: at most ${MOST_LATENTS}.`, {
    latents,
    limit: MOST_LATENTS,
  })
}
