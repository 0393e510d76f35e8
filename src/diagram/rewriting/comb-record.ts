import { CausalError, sentenceOf } from '../../errors.js'
import type { CausalGraph } from '../../graph/types.js'
import { type MeasuredQuery, measuredQuery } from '../../identification/id/causal-query.js'
import { fails, type Verdict } from '../../verdict.js'
import type { IndexedMove } from '../combs/comb-formula.js'

/** An identification given from outside, in positions of the measured graph. */
export interface CombRecord {
  readonly query: MeasuredQuery
  readonly moves: readonly IndexedMove[]
  /** What is claimed: a formula (not looked at yet), or the two sets of a hedge. */
  readonly claim:
    | { readonly estimand: unknown }
    | { readonly larger: readonly number[]; readonly smaller: readonly number[] }
}

type Names = (given: unknown) => number[] | null

const kinds = new Set(['cut', 'discard', 'split', 'exchange', 'stuck'])

/** Reads a record: its query belongs to the graph, every step is a move between measured variables. */
export function readRecord(graph: CausalGraph, answer: unknown): CombRecord | Verdict {
  const { identifiable, query, trace, estimand, hedge } = answer as Record<string, unknown>
  if (typeof identifiable !== 'boolean') return fails('not-a-record', 'identifiable must be true or false.', null)
  const asked = readQuery(graph, query)
  if (typeof asked === 'string') return fails('not-a-record', `the query does not fit the graph: ${asked}`, null)
  const positions: Names = (given) => {
    if (!Array.isArray(given)) return null
    const list = given.map((name) => asked.g.index.get(name) ?? -1)
    return list.includes(-1) || new Set(list).size < list.length ? null : list
  }
  if (!Array.isArray(trace)) return fails('not-a-record', 'the trace is no list of moves.', null)
  const moves: IndexedMove[] = []
  for (const [k, step] of trace.entries()) {
    const move = readMove(step, k, positions)
    if (typeof move === 'string') return fails('not-a-record', move, k)
    moves.push(move)
  }
  if (identifiable) return { query: asked, moves, claim: { estimand } }
  const { F, Fprime } = (typeof hedge === 'object' && hedge !== null ? hedge : {}) as Record<string, unknown>
  const [larger, smaller] = [positions(F), positions(Fprime)]
  if (larger === null || smaller === null)
    return fails('not-a-record', 'the hedge is no pair of sets of measured variables.', null)
  return { query: asked, moves, claim: { larger, smaller } }
}

/** The query in positions, or what is wrong with it. */
function readQuery(graph: CausalGraph, query: unknown): MeasuredQuery | string {
  const lists = ['do', 'outcome', 'given'] as const
  const given = (typeof query === 'object' && query !== null ? query : {}) as Record<string, unknown>
  const missing = lists.find((key) => !Array.isArray(given[key]))
  if (missing !== undefined) return `${missing} must be a list of names.`
  try {
    const known = measuredQuery(graph, query as { do: string[]; outcome: string[]; given: string[] })
    const twice = [known.x, known.y, known.z].some((list) => new Set(list).size < list.length)
    const whole = lists.reduce((n, key) => n + (given[key] as unknown[]).length, 0)
    const read = known.x.length + known.y.length + known.z.length
    return twice || read !== whole ? 'a name is given twice.' : known
  } catch (error) {
    if (!(error instanceof CausalError)) throw error
    return sentenceOf(error)
  }
}

/** One move in positions, or what is wrong with it. */
function readMove(step: unknown, k: number, positions: Names): IndexedMove | string {
  if (typeof step !== 'object' || step === null) return 'it is no move.'
  const { move, from, nodes, kept, parts, inputs, outputs } = step as Record<string, unknown>
  if (typeof move !== 'string' || !kinds.has(move))
    return 'the move is none of cut, discard, split, exchange and stuck.'
  if (from !== null && !(Number.isInteger(from) && (from as number) >= 0 && (from as number) < k)) {
    return 'it must start from an earlier step.'
  }
  const [before, after, set, asked] = [positions(nodes), positions(kept), positions(inputs), positions(outputs)]
  const groups = Array.isArray(parts) ? parts.map(positions) : [null]
  if (before === null || after === null || set === null || asked === null || groups.includes(null)) {
    return 'nodes, kept, parts, inputs and outputs must be lists of measured variables, each once.'
  }
  if (move !== 'cut' && groups.length + set.length + asked.length > 0)
    return 'only a cut has parts, inputs and outputs.'
  return {
    move: move as IndexedMove['move'],
    from: from as number | null,
    nodes: before,
    kept: after,
    parts: groups as number[][],
    inputs: set,
    outputs: asked,
  }
}
