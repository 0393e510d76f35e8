import type { Prob, Symbols } from '../../estimand/terms/expr.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'

/** Where the lines of a proof are read: a graph with the populations that there are, and what is known. */
export interface Setting {
  /** The nodes, and after them the indicators of other populations: one for each node that may differ, or one below what they were selected by. */
  readonly g: IndexedGraph
  /** How many of the nodes are variables: terms speak of these alone. */
  readonly size: number
  readonly symbols: Symbols
  /** The population that is asked about. */
  readonly population: string
  /** The other populations, with their indicators. */
  readonly indicators: ReadonlyMap<string, readonly number[]>
  /** The population whose indicator is an effect, which is therefore seen in each of its terms; null for none. */
  readonly selected: string | null
  /** Whether a term is among what is known, so that it needs no line. */
  readonly isKnown: (term: Prob) => boolean
}

/** One population, of which observations alone are known, or else the terms that are said to be. */
export function observationsKnown(
  g: IndexedGraph,
  symbols: Symbols,
  isKnown: Setting['isKnown'] = ({ act, domain }) => act.length === 0 && domain === '',
): Setting {
  return { g, size: g.size, symbols, population: '', indicators: new Map(), selected: null, isKnown }
}

/** What is seen in every term of a population beside its conditions. */
export function seenIn({ selected, indicators }: Setting, domain: string): number[] {
  return selected !== null && domain === selected ? [...indicators.get(domain)!] : []
}

/** The variables of values. */
export function basesOf({ symbols }: Setting, list: readonly number[]): number[] {
  return list.map((s) => symbols.base[s]!)
}
