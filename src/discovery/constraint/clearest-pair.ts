import { changeDependence, type ModuleChanges } from './change-of-modules.js'
import { type Orientation, undirected } from './orientation.js'

/** Of the undirected edges between changing modules the one whose two dependences differ most; knowledge is obeyed. */
export function clearestPair(
  o: Orientation,
  changing: readonly number[],
  {
    changes,
    parents,
    onPair,
  }: {
    readonly changes: ModuleChanges
    readonly parents: (node: number) => number[]
    readonly onPair: (done: number) => void
  },
): { x: number; y: number; forward: number; backward: number } | null {
  let best: { x: number; y: number; forward: number; backward: number } | null = null
  /** Of the changes of a cause and those of the mechanism of its effect. */
  const dependence = (a: number, b: number): number =>
    changeDependence(changes.gram(a, parents(a)), changes.gram(b, [...parents(b), a]), changes.domains)
  let done = 0
  for (const x of changing) {
    for (const y of changing) {
      if (x < y) onPair(++done)
      if (x >= y || !undirected(o, x, y)) continue
      const forward = dependence(x, y)
      const backward = dependence(y, x)
      const gap = Math.abs(forward - backward)
      if (best === null || gap > Math.abs(best.forward - best.backward)) best = { x, y, forward, backward }
    }
  }
  return best
}
