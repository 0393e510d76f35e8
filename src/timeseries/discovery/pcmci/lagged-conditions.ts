import type { LaggedQueries } from './lagged-queries.js'
import { type LinkTable, linkAt, noteTest } from './link-table.js'
import type { LaggedSettings } from './search-settings.js'

/**
 * The first phase of PCMCI and PCMCI+ (PC₁): for every variable j the lagged ones that stay dependent on it given the strongest others.
 *
 * Runge et al. 2019, Algorithm S1, with one conditioning set a size: for sizes 0, 1, 2 … each candidate is tested given so
 * many of the strongest others; who was found independent goes when the size is done; the others are sorted by their least strength so far.
 *
 * @returns for each j the positions of its candidates, the strongest first
 */
export function laggedConditions(queries: LaggedQueries, links: LinkTable, settings: LaggedSettings): Int32Array[] {
  const { n } = queries
  const found: Int32Array[] = []
  for (let j = 0; j < n; j++) {
    settings.report('lagged conditions', 0, j, n, queries.tests())
    found.push(conditionsOf(j, queries, links, settings))
  }
  return found
}

function conditionsOf(j: number, queries: LaggedQueries, links: LinkTable, settings: LaggedSettings): Int32Array {
  const { n, rank } = queries
  const { conditionAlpha: alpha, maxLag, maxSize, knowledge, untested } = settings
  const at = (position: number): number => linkAt(links, position % n, Math.floor(position / n), j)
  let candidates: number[] = []
  for (let position = n; position < n * (maxLag + 1); position++)
    if (knowledge.banned[at(position)] === 0) candidates.push(position)
  const byRank = (a: number, b: number): number => Math.floor(a / n) - Math.floor(b / n) || rank[a % n]! - rank[b % n]!
  const strength = (position: number): number => links.least[at(position)]!
  candidates.sort(byRank)
  const set = new Int32Array(candidates.length)
  for (let size = 0; size <= maxSize && candidates.length - 1 >= size; size++) {
    const kept: number[] = []
    for (const candidate of candidates) {
      let count = 0
      for (let k = 0; count < size; k++) if (candidates[k] !== candidate) set[count++] = candidates[k]!
      const pValue = queries.ask(candidate, j, set, size)
      if (Number.isNaN(pValue)) untested(candidate, j, set.slice(0, size))
      else noteTest(links, at(candidate), pValue, queries.value())
      if (!(pValue > alpha) || knowledge.required[at(candidate)] === 1) kept.push(candidate)
    }
    candidates = kept.sort((a, b) => strength(b) - strength(a) || byRank(a, b))
  }
  for (const position of candidates) links.adjacent[at(position)] = 1
  return Int32Array.from(candidates)
}

/** The conditions of a momentary test of x (so many steps back) and y: those of y, and those of x shifted, without the two. */
export function momentaryConditions(
  conditions: readonly Int32Array[],
  n: number,
  x: number,
  y: number,
  into: Int32Array,
): number {
  let size = 0
  const add = (position: number): void => {
    if (position === x || position === y) return
    for (let k = 0; k < size; k++) if (into[k] === position) return
    into[size++] = position
  }
  for (const position of conditions[y]!) add(position)
  const shift = x - (x % n)
  for (const position of conditions[x % n]!) add(position + shift)
  return size
}
