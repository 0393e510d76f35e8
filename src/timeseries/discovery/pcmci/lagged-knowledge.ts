import { type Knowledge, knowledgeKeys } from '../../../discovery/knowledge/knowledge.js'
import { CausalError } from '../../../errors.js'
import { findCycle } from '../../../graph/kinds/build.js'
import { checkedList, lookUp, quoteNames } from '../../../names.js'
import { checkOptions } from '../../../options.js'
import { show } from '../../../show.js'
import { readLag } from '../../core/read-lag.js'
import { linkAt } from './link-table.js'

/**
 * A link that is known to be there, or not.
 *
 * @category Time series
 */
export interface KnownLink<N extends string = string> {
  /** The cause, so many steps before. */
  readonly from: N
  /** The effect. */
  readonly to: N
  /** How many steps before; for a forbidden link left out where it is forbidden at all lags. */
  readonly lag?: number
}

/**
 * What is known about a graph over time before any data are seen. A value of `knowledge({ forbidden, tiers })` is one too: its pairs
 * are forbidden at all lags.
 *
 * @category Time series
 */
export interface LaggedKnowledge<N extends string = string> {
  /** Links that are there, each with its lag. */
  readonly required?: readonly (KnownLink<N> | readonly [from: N, to: N])[]
  /** Links that are not there, at their lag or, without one, at all lags. */
  readonly forbidden?: readonly (KnownLink<N> | readonly [from: N, to: N])[]
  /** Groups of variables: no link leads from a later group into an earlier one, at any lag. */
  readonly tiers?: readonly (readonly N[])[]
}

/** Knowledge about links, laid out as a link table: 1 where a link is required, or banned. */
export interface IndexedLaggedKnowledge {
  readonly required: Uint8Array
  readonly banned: Uint8Array
}

export function indexLaggedKnowledge(
  index: ReadonlyMap<string, number>,
  maxLag: number,
  given: LaggedKnowledge | Knowledge | undefined,
): IndexedLaggedKnowledge {
  checkOptions('knowledge', given, knowledgeKeys)
  const n = index.size
  const required = new Uint8Array(n * n * (maxLag + 1))
  const banned = new Uint8Array(required.length)
  const at = (i: number, lag: number, j: number): number => linkAt({ n, maxLag }, i, lag, j)
  for (let i = 0; i < n; i++) banned[at(i, 0, i)] = 1
  const read = (link: KnownLink | readonly [string, string]): [i: number, j: number, lag: number | undefined] => {
    const isPair = Array.isArray(link)
    if (!isPair) checkOptions('link', link, ['from', 'to', 'lag'], { length: 'number', lag: 'number' })
    const { from, to, lag } = (isPair ? { from: link[0], to: link[1] } : Object(link)) as KnownLink
    if (lag !== undefined && readLag('lag', lag, 0) > maxLag) {
      const message = `a known link reaches back ${lag} steps, and the search ${maxLag}: raise maxLag.`
      throw new CausalError('invalid-argument', message, { lag, maxLag })
    }
    return [lookUp('variable', index, from), lookUp('variable', index, to), lag]
  }
  for (const link of checkedList('forbidden', given?.forbidden ?? [])) {
    const [i, j, lag] = read(link)
    for (let k = lag ?? 0; k <= (lag ?? maxLag); k++) banned[at(i, k, j)] = 1
  }
  const earlier: number[] = []
  for (const tier of checkedList('tiers', given?.tiers ?? [])) {
    const members = checkedList('tier', tier).map((name) => lookUp('variable', index, name))
    for (const late of members)
      for (const early of earlier) for (let lag = 0; lag <= maxLag; lag++) banned[at(late, lag, early)] = 1
    earlier.push(...members)
  }
  const now: (readonly [number, number])[] = []
  for (const link of checkedList('required', given?.required ?? [])) {
    const [i, j, lag] = read(link)
    if (lag === undefined) {
      const message = `a required link needs its lag: { from, to, lag }, got ${show(link)}.`
      throw new CausalError('invalid-argument', message, { link })
    }
    if (banned[at(i, lag, j)] === 1) {
      const names = [...index.keys()]
      const message = `the link ${names[i]} -> ${names[j]} at lag ${lag} is both required and excluded: drop one of the two.`
      throw new CausalError('contradiction', message, { from: names[i], to: names[j], lag })
    }
    required[at(i, lag, j)] = 1
    if (lag > 0) continue
    banned[at(j, 0, i)] = 1
    now.push([i, j])
  }
  const cycle = findCycle(
    n,
    now.map(([i]) => i),
    now.map(([, j]) => j),
  )
  if (cycle === null) return { required, banned }
  const names = cycle.map((i) => [...index.keys()][i]!)
  const message = `the required links at lag 0 between ${quoteNames(names)} form a circle: drop one of them.`
  throw new CausalError('contradiction', message, { cycle: names })
}
