import { CausalError } from '../../errors.js'
import { placeIn } from '../../text.js'
import type { MarkCode } from '../kinds/marks.js'

/** What follows a name in brackets: `key = value`, or the key alone (value null), and where. */
export interface BlockAttribute {
  readonly value: string | null
  readonly at: number
}
export type BlockAttributes = Map<string, BlockAttribute>

/** What a dagitty or DOT text says: names in order of appearance with their attributes, and edges with theirs. */
export interface BlockText {
  /** The words before the first brace, in lower case: `dag`, `strict digraph`, … */
  readonly header: readonly { readonly text: string; readonly at: number }[]
  readonly nodes: Map<string, BlockAttributes>
  readonly edges: BlockEdge[]
  /** `name = value` outside brackets. */
  readonly settings: BlockAttributes
}

export interface BlockEdge {
  readonly from: string
  readonly to: string
  readonly fromMark: MarkCode
  readonly toMark: MarkCode
  readonly attributes: BlockAttributes
  /** Where its connector stands. */
  readonly at: number
  readonly connector: string
}

/** Two groups of nodes multiply their edges: more than this in one text are refused. */
export const mostEdges = 1_000_000

/** The error for groups whose edges are too many. */
export function tooMany(text: string, at: number, edges: number): CausalError {
  const { line, column } = placeIn(text, at)
  return new CausalError(
    'too-large',
    `line ${line}, column ${column}: the groups here make ${edges} edges, more than the ${mostEdges} allowed in a text: give the graph as lists, { nodes, directed }.`,
    { line, column, edges, limit: mostEdges },
  )
}
