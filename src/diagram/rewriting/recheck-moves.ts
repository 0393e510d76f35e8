import { indexed } from '../../graph/core/indexed.js'
import type { CausalGraph } from '../../graph/types.js'
import { measuredGraph } from '../../identification/id/causal-query.js'
import { fails, type Verdict } from '../../verdict.js'
import type { IndexedMove } from '../combs/comb-formula.js'
import { readRecord } from './comb-record.js'
import { aliveFor, mayExchange, named, sameSet, ties, type Walk } from './comb-walk.js'
import { recheckFormula, recheckHedge } from './recheck-conclusion.js'

/**
 * Checks an identification: every move on string diagrams of the measured graph, then that the moves lead to what is
 * claimed.
 */
export function recheckMoves(graph: CausalGraph, answer: unknown): Verdict {
  // a graph that is none is the caller's mistake, not the record's
  measuredGraph(graph)
  indexed(graph)
  const record = readRecord(graph, answer)
  if ('valid' in record) return record
  const walk: Walk = { record, treated: [...record.query.x], seen: [...record.query.z], cut: null }
  for (const [k, step] of record.moves.entries()) {
    const place = wrongPlace(walk, step)
    if (place !== null) return fails('wrong-start', place, k)
    const fault = wrongMove(walk, step)
    if (fault !== null) return fails('rule', fault, k)
  }
  const { cut } = walk
  if (cut === null) return fails('conclusion', 'nothing was cut.', null)
  return 'estimand' in record.claim
    ? recheckFormula(walk, cut, record.claim.estimand)
    : recheckHedge(walk, cut, record.claim)
}

/** Why a discard, a split or a stuck end cannot stand where it does, or null. */
function wrongPlace(walk: Walk, { move, from, nodes }: IndexedMove): string | null {
  if (move === 'exchange' || move === 'cut') return null
  const before = from === null ? undefined : walk.record.moves[from]
  if (before === undefined || before.move === 'exchange' || before.move === 'stuck') {
    return 'it must start from the cut, or from a discard or split.'
  }
  // a cut starts from the whole joint again
  return sameSet(nodes, before.move === 'cut' ? before.nodes : before.kept)
    ? null
    : 'it does not start where the step before ended.'
}

/** What is wrong with a move where it stands, or null. */
function wrongMove(walk: Walk, step: IndexedMove): string | null {
  if (step.move === 'exchange') return wrongExchange(walk, step)
  if (step.move === 'cut') return wrongCut(walk, step)
  const { query } = walk.record
  if (step.kept.length === 0 || !isProperSubset(step.kept, step.nodes)) return 'it must keep some nodes and lose some.'
  const inputs = query.graph.nodes.flatMap((_, i) => (step.nodes.includes(i) ? [] : [i]))
  const heard = aliveFor(walk, inputs, step.kept)
  if (step.move === 'split') {
    const rest = step.nodes.filter((i) => !step.kept.includes(i))
    if (!ties(walk, [step.kept, rest]).apart) return 'the combs share a hidden state.'
    return sameSet(heard, step.nodes) ? null : 'what the comb does not hear of is discarded before the split.'
  }
  if (step.move === 'discard') {
    return sameSet(heard, step.kept) ? null : `what is kept hears of ${named(walk, heard)}.`
  }
  const isStuck = sameSet(heard, step.nodes) && ties(walk, [step.nodes]).connected
  return isStuck ? null : 'it is not stuck: a move is left.'
}

function wrongExchange(walk: Walk, { from, nodes, kept }: IndexedMove): string | null {
  const { treated, seen, cut } = walk
  const one = kept[0]
  if (from !== null || cut !== null) return 'conditions are exchanged at the start, before the cut.'
  if (kept.length !== 1 || !seen.includes(one!)) return 'what is exchanged must be one of the conditions.'
  if (!sameSet(nodes, [...treated, ...seen])) return 'its nodes must be what is set and what is seen.'
  if (!mayExchange(walk, one!)) return `setting ${named(walk, kept)} is not the same as seeing it.`
  seen.splice(seen.indexOf(one!), 1)
  treated.push(one!)
  return null
}

function wrongCut(walk: Walk, step: IndexedMove): string | null {
  if (step.from !== null || walk.cut !== null) return 'there is one cut, at the start.'
  if (step.nodes.length < walk.record.query.g.size) return 'a cut is made in the diagram of all measured variables.'
  const asked = [...walk.record.query.y, ...walk.seen]
  if (!sameSet(step.inputs, walk.treated)) return `what is set is ${named(walk, walk.treated)}.`
  if (!sameSet(step.outputs, asked)) return `what is asked is ${named(walk, asked)}.`
  const heard = aliveFor(walk, walk.treated, asked)
  if (!sameSet(heard, step.kept)) return `the outcome hears of ${named(walk, heard)}.`
  const { apart, connected } = ties(walk, step.parts)
  if (!sameSet(step.parts.flat(), step.kept) || !apart || !connected) {
    return 'the parts are no c-components of what is left.'
  }
  walk.cut = step
  return null
}

function isProperSubset(part: readonly number[], whole: readonly number[]): boolean {
  return part.length < whole.length && part.every((i) => whole.includes(i))
}
