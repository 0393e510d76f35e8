import { ancestors, type CausalGraph } from 'causalkit/graph'
import { type AdjustmentQuery, isAdjustmentSet } from 'causalkit/identification'
import type { Judgement } from './lesson'

/** A path with its arrows: `education <- income -> mother`. */
export function pathText(graph: CausalGraph, nodes: readonly string[]): string {
  return nodes
    .map((node, i) => {
      const before = nodes[i - 1]
      if (before === undefined) return node
      const edge = graph.edges.find(
        ({ from, to }) => (from === before && to === node) || (from === node && to === before),
      )!
      const [near, far] = edge.from === before ? [edge.fromMark, edge.toMark] : [edge.toMark, edge.fromMark]
      return `${near === 'arrow' ? '<' : ''}-${far === 'arrow' ? '>' : ''} ${node}`
    })
    .join(' ')
}

/** The nodes of a path in which two arrows meet, and which the held nodes open: held themselves, or causes of one. */
export function openedColliders(
  graph: CausalGraph,
  path: readonly string[],
  held: readonly string[],
): readonly string[] {
  const pointsInto = (from: string, to: string): boolean =>
    graph.edges.some(
      (edge) =>
        (edge.from === from && edge.to === to && edge.toMark === 'arrow') ||
        (edge.from === to && edge.to === from && edge.fromMark === 'arrow'),
    )
  const opened = new Set(held.flatMap((node) => [node, ...ancestors(graph, node)]))
  return path.filter((node, i) => {
    const before = path[i - 1]
    const after = path[i + 1]
    if (before === undefined || after === undefined) return false
    return pointsInto(before, node) && pointsInto(after, node) && opened.has(node)
  })
}

/** What the adjustment criterion says of a set, in words for someone who meets it for the first time. */
export function judgeAdjustment(
  graph: CausalGraph,
  query: AdjustmentQuery,
  held: readonly string[],
): Judgement & { readonly path?: readonly string[] } {
  const verdict = isAdjustmentSet(graph, query, held)
  const named = held.length === 0 ? 'nothing' : held.join(' and ')
  if (verdict.valid) {
    const why =
      held.length === 0
        ? 'Nothing needs to be held still: no path but the effect itself links the two.'
        : `With ${named} held still, no path but the effect itself is left open.`
    return { right: true, why }
  }
  const { reason, witness } = verdict
  if (reason === 'forbidden-node')
    return {
      right: false,
      why: `${witness.join(' and ')} is a result of ${String(query.treatment)} on its way to ${String(query.outcome)}: holding it still takes away a part of the very effect that is asked for.`,
    }
  const text = pathText(graph, witness)
  const colliders = openedColliders(graph, witness, held)
  const why =
    colliders.length === 0
      ? `With ${named} held still, this path is open, and it is not the effect: ${text}.`
      : `Two arrows meet in ${colliders.join(' and ')}. Held still, it opens a path that was closed before: ${text}.`
  return { right: false, why, path: witness }
}

/** A number, right to within a twentieth. */
export function judgeNumber(
  value: number,
  right: number,
  why: string,
  mistakes: readonly (readonly [number, string])[] = [],
): Judgement {
  if (isNear(value, right)) return { right: true, why }
  const known = mistakes.find(([wrong]) => isNear(value, wrong))
  return {
    right: false,
    why: known === undefined ? 'Not quite. Work it out from the numbers in the question, arrow by arrow.' : known[1],
  }
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= 0.05
}

/** A choice that is right when the library found it so. */
export function judgeChoice(option: string, right: string, why: string, otherwise: string): Judgement {
  return option === right ? { right: true, why } : { right: false, why: otherwise }
}

/** Where a number points, as an option of a question. */
export function direction(value: number): 'goes up' | 'goes down' | 'stays the same' {
  return value > 1e-9 ? 'goes up' : value < -1e-9 ? 'goes down' : 'stays the same'
}
export const directions = ['goes up', 'goes down', 'stays the same'] as const
