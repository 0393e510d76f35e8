import type { Hedge } from '../../src/index.js'
import type { ModelGraph } from './enumerated-model.js'

/** What is wrong with a hedge for P(y | do(x)), by its definition and sets of names alone; null when it is one. */
export function hedgeFault(
  graph: ModelGraph,
  x: readonly string[],
  y: readonly string[],
  { F, Fprime, roots }: Hedge,
): string | null {
  const inside = (list: readonly string[]) => (name: string) => list.includes(name)
  if (roots.length === 0) return 'no roots'
  if (!Fprime.every(inside(F)) || Fprime.length >= F.length) return "F' is not inside F"
  if (!F.some(inside(x))) return 'F does not meet the treatment'
  if (Fprime.some(inside(x))) return "F' meets the treatment"
  if (!roots.every(inside(Fprime))) return "roots outside F'"
  for (const [label, set] of [
    ['F', F],
    ["F'", Fprime],
  ] as const) {
    const joined = grow(
      [set[0]!],
      (a) => graph.bidirected.flatMap(([b, c]) => (b === a ? [c] : c === a ? [b] : [])),
      set,
    )
    if (joined.length !== set.length) return `${label} is not one district`
    const above = grow(roots, (a) => graph.directed.filter(([, b]) => b === a).map(([b]) => b), set)
    if (above.length !== set.length) return `${label} holds a node without a path to the roots`
  }
  // the roots are ancestors of y in the graph without arrows into x
  const ancestors = grow(
    y,
    (a) => (x.includes(a) ? [] : graph.directed.filter(([, b]) => b === a).map(([b]) => b)),
    graph.nodes,
  )
  if (!roots.every(inside(ancestors))) return 'a root is no ancestor of the outcome'
  return null
}

function grow(from: readonly string[], next: (a: string) => readonly string[], within: readonly string[]): string[] {
  const found = [...from]
  for (const a of found) for (const b of next(a)) if (within.includes(b) && !found.includes(b)) found.push(b)
  return found
}
