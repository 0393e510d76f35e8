import { removeIncoming } from '../../graph/relations/remove-incoming.js'
import { removeOutgoing } from '../../graph/relations/remove-outgoing.js'
import type { IndexedMove } from '../combs/comb-formula.js'
import { diagramOf } from '../terms/diagram-of.js'
import { indexedDiagram } from '../terms/indexed.js'
import { liveBoxes } from '../terms/prune.js'
import { dSeparatedIn } from '../worlds/d-separated-in.js'
import type { CombRecord } from './comb-record.js'
import { type HiddenTies, hiddenTies } from './hidden-ties.js'

/** What the moves so far have led to. */
export interface Walk {
  readonly record: CombRecord
  /** What is set by hand, and the conditions still only seen: an exchange moves one over. */
  readonly treated: number[]
  readonly seen: number[]
  /** The one cut, once it is made. */
  cut: IndexedMove | null
}

/** Rule 2: the outcome is separated from the condition once its own arrows and those into what is set are gone. */
export function mayExchange({ record, treated, seen }: Walk, one: number): boolean {
  const { graph, y } = record.query
  const names = (list: readonly number[]): string[] => list.map((i) => graph.nodes[i]!)
  const mutilated = removeOutgoing(removeIncoming(graph, names(treated)), names([one]))
  const others = names([...treated, ...seen.filter((i) => i !== one)])
  return dSeparatedIn(diagramOf(mutilated), names([one]), names(y), others)
}

/** The measured variables whose boxes are alive when some variables are inputs and only some outputs are kept. */
export function aliveFor({ record }: Walk, inputs: readonly number[], outputs: readonly number[]): number[] {
  const { graph, g } = record.query
  const names = (list: readonly number[]): string[] => list.map((i) => graph.nodes[i]!)
  const diagram = diagramOf(graph, { inputs: names(inputs), outputs: names(outputs) })
  const live = liveBoxes(indexedDiagram(diagram))
  return diagram.boxes.flatMap(({ box }, b) => (live[b] === 1 && box.role !== 'latent' ? [g.index.get(box.name)!] : []))
}

export const ties = ({ record: { query } }: Walk, groups: readonly (readonly number[])[]): HiddenTies =>
  hiddenTies(
    query.graph,
    groups.map((group) => group.map((i) => query.graph.nodes[i]!)),
  )

export const named = ({ record }: Walk, list: readonly number[]): string =>
  list.map((i) => JSON.stringify(record.query.graph.nodes[i])).join(', ')

/** Whether two lists hold the same items, each once. */
export function sameSet(a: readonly number[], b: readonly number[]): boolean {
  const inside = new Set(b)
  return a.length === b.length && new Set(a).size === a.length && a.every((i) => inside.has(i))
}
