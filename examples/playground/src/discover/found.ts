import type { CausalGraph, Mark } from 'causalkit/graph'
import type { LaggedEdge } from 'causalkit/timeseries'

/** How often the bootstrap found an edge again. */
export interface Again {
  /** The pair in words. */
  readonly pair: string
  /** The share of replicates that have it. */
  readonly share: number
  /** Its marks from the first of the pair to the second there (`-->`), the most frequent first. */
  readonly as: readonly { readonly marks: string; readonly share: number }[]
  /** The strengths over the replicates, where the search tells them: their mean, and the middle nine tenths. */
  readonly strength: { readonly mean: number; readonly interval: readonly [number, number] } | undefined
}

/** What a search found, ready to be shown. */
export interface Found {
  readonly svg: string
  readonly edges: readonly string[]
  /** The graph as text for the work; or why there is none. */
  readonly text: string | undefined
  readonly whyNoText: string
  readonly names: readonly string[]
  readonly separating: readonly { readonly x: string; readonly y: string; readonly given: readonly string[] }[]
  /** The pairs with an edge. */
  readonly joined: readonly (readonly [string, string])[]
  /** Whether the search asked for separating sets at all. */
  readonly tested: boolean
  readonly again: readonly Again[]
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
}

const marksOf = { arrow: ['<', '>'], tail: ['-', '-'], circle: ['o', 'o'] } as const

/** The marks of an edge: `-->`. */
export const marks = (fromMark: Mark, toMark: Mark): string => `${marksOf[fromMark][0]}-${marksOf[toMark][1]}`

/** An edge in a line: `a --> b`. */
export const edgeInWords = (from: string, fromMark: Mark, toMark: Mark, to: string): string =>
  `${from} ${marks(fromMark, toMark)} ${to}`

/** The edges in one line each. */
export const edgesOf = (graph: CausalGraph): string[] =>
  graph.edges.map(({ from, to, fromMark, toMark }) => edgeInWords(from, fromMark, toMark, to))

/** A variable so many steps before. */
export const before = (name: string, lag: number): string =>
  lag === 0 ? name : `${name} ${lag} ${lag === 1 ? 'step' : 'steps'} before`

/** Which edge over time it is, whatever its marks. */
export const linkKey = ({ from, to, lag }: Pick<LaggedEdge, 'from' | 'to' | 'lag'>): string =>
  JSON.stringify([...(lag === 0 ? [from, to].sort() : [from, to]), lag])

/** A count of rows in words. */
export const rowsOf = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'}`
