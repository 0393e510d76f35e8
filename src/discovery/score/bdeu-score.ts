import { collapseRows } from '../../data/statistics/collapse-rows.js'
import { checkTable } from '../../data/tables/check-table.js'
import { discreteColumn } from '../../data/tables/discrete-column.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { logGamma } from '../../numeric/special/log-gamma.js'
import { portableLog, portableLog1p } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { makeScore } from './make-score.js'
import type { Score } from './score.js'

/** Up to here the counts of parents and node stand in one dense table. */
const WIDEST = 1 << 20

/**
 * Settings of {@link bdeuScore}.
 *
 * @category Discovery
 */
export interface BdeuOptions {
  /** How many imagined rows the uniform prior is worth in all (default 1). */
  readonly equivalentSampleSize?: number
  /** The expected number of parents: each is there with probability structure / (p − 1) (default: no such prior). */
  readonly structure?: number
}

/**
 * The Bayesian Dirichlet equivalent uniform score of discrete networks: the logarithm of the marginal likelihood of a
 * node's column given its parents', with a Dirichlet prior that treats equivalent graphs alike.
 *
 * @param table - categories, or whole numbers as states, complete
 * @param options - the weight of the prior, and a prior on the number of parents
 * @returns the score, for `ges`, `exactSearch` and `boss`
 * @throws CausalError `missing-values`, `invalid-data`; `invalid-argument` for settings out of range
 * @complexity O(n p) once, then O(u k) a local score of k parents for u unique rows
 * @category Discovery
 * @see Heckerman, Geiger & Chickering 1995, "Learning Bayesian networks", Machine Learning 20, equation 28
 * @example
 * const score = bdeuScore(table({ X: ['a', 'a', 'b', 'b'], Y: ['a', 'a', 'b', 'b'] }))
 * score('Y', ['X']) - score('Y')
 * //=> 2.00248
 */
export function bdeuScore<T>(table: Table<T>, options: BdeuOptions = {}): Score<keyof T & string> {
  return calledAs('bdeuScore', () => {
    checkOptions('options', options, ['equivalentSampleSize', 'structure'], {
      equivalentSampleSize: 'number',
      structure: 'number',
    })

    const { equivalentSampleSize: sampleSize = 1, structure } = checkedObject('options', options)
    checkTable(table)
    const names = table.columns
    const p = names.length
    if (!(sampleSize > 0 && sampleSize < Number.POSITIVE_INFINITY)) {
      throw new CausalError(
        'invalid-argument',
        `equivalentSampleSize is ${show(sampleSize)}: give a number above 0, such as 1.`,
        {
          sampleSize,
        },
      )
    }
    if (structure !== undefined && !(structure > 0 && structure < p - 1)) {
      throw new CausalError(
        'invalid-argument',
        `structure is ${show(structure)}: with ${p} columns, give a number strictly between 0 and ${p - 1}.`,
        { structure },
      )
    }
    const columns = names.map((name) => discreteColumn(table, name, names))
    const levels = columns.map(({ codes }) => countLevels(codes))
    const rows = collapseRows(
      columns.map(({ codes }) => codes),
      columns.map(({ states }) => states.length),
    )
    const likelihood = marginalLikelihood(rows.codes, rows.counts, levels, sampleSize)
    const chance = structure === undefined ? 0 : structure / (p - 1)
    const local = (node: number, parents: Int32Array, size: number): number => {
      const prior = structure === undefined ? 0 : size * portableLog(chance) + (p - 1 - size) * portableLog1p(-chance)
      return likelihood(node, parents, size) + prior
    }
    return makeScore('bdeuScore', names, local, table)
  })
}

/** How many states a column takes, and a dense number for each code. */
interface Levels {
  readonly size: number
  readonly dense: Int32Array
}

/** States that never occur say nothing about dependence: they are left out. */
function countLevels(codes: Int32Array): Levels {
  const most = codes.reduce((a, b) => Math.max(a, b), 0)
  const dense = new Int32Array(most + 1).fill(-1)
  let size = 0
  for (const code of codes) if (dense[code] === -1) dense[code] = size++
  return { size, dense }
}

/** Σ over parent states of log Γ(a/q) − log Γ(a/q + N_j) + Σ over node states of log Γ(a/qr + N_jk) − log Γ(a/qr). */
function marginalLikelihood(
  codes: readonly Int32Array[],
  counts: Int32Array,
  levels: readonly Levels[],
  sampleSize: number,
): NonNullable<Score['local']> {
  const u = counts.length
  const key = new Float64Array(u)
  return (node, parents, size) => {
    const r = levels[node]!.size
    let q = 1
    key.fill(0)
    for (let k = 0; k < size; k++) {
      const { size: states, dense } = levels[parents[k]!]!
      const column = codes[parents[k]!]!
      for (let i = 0; i < u; i++) key[i] = key[i]! * states + dense[column[i]!]!
      q *= states
    }
    const { dense } = levels[node]!
    const column = codes[node]!
    const forCell = sampleSize / (q * r)
    const forSet = sampleSize / q
    const cellZero = logGamma(forCell)
    const setZero = logGamma(forSet)
    let total = 0
    const addUp = (table: Float64Array, sets: number): void => {
      for (let j = 0; j < sets; j++) {
        let sum = 0
        for (let k = 0; k < r; k++) {
          const count = table[j * r + k]!
          if (count === 0) continue
          sum += count
          total += logGamma(forCell + count) - cellZero
        }
        if (sum > 0) total += setZero - logGamma(forSet + sum)
      }
    }
    if (q * r <= WIDEST) {
      const table = new Float64Array(q * r)
      for (let i = 0; i < u; i++) table[key[i]! * r + dense[column[i]!]!]! += counts[i]!
      addUp(table, q)
    } else {
      // only parent states that occur have a row
      const rowOf = new Map<number, number>()
      const table = new Float64Array(u * r)
      for (let i = 0; i < u; i++) {
        let row = rowOf.get(key[i]!)
        if (row === undefined) {
          row = rowOf.size
          rowOf.set(key[i]!, row)
        }
        table[row * r + dense[column[i]!]!]! += counts[i]!
      }
      addUp(table, rowOf.size)
    }
    return total
  }
}
