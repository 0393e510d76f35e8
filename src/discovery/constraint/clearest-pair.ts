import { changeDependence, type ModuleChanges } from './change-of-modules.js'
import { type Orientation, undirected } from './orientation.js'

/** The two dependences of the changes at an edge, and whether they tell its direction. */
export interface ComparedPair {
  readonly x: number
  readonly y: number
  readonly forward: number
  readonly backward: number
  readonly pForward: number
  readonly pBackward: number
  readonly oriented: boolean
}

/** Level at which a dependence of changes counts. */
const LEVEL = 0.05

/**
 * Of the undirected edges between changing modules the one whose direction is clearest: of those that can be oriented, else of
 * all, the one whose two dependences differ most.
 */
export function clearestPair(
  o: Orientation,
  changing: readonly number[],
  {
    changes,
    parents,
    margin,
    onPair,
  }: {
    readonly changes: ModuleChanges
    readonly parents: (node: number) => number[]
    readonly margin: number
    readonly onPair: (done: number) => void
  },
): ComparedPair | null {
  let best: ComparedPair | null = null
  /** Of the changes of a cause and those of the mechanism of its effect. */
  const dependence = (a: number, b: number): ReturnType<typeof changeDependence> =>
    changeDependence(changes.gram(a, parents(a)), changes.gram(b, [...parents(b), a]), changes.domains)
  let done = 0
  for (const x of changing) {
    for (const y of changing) {
      if (x < y) onPair(++done)
      if (x >= y || !undirected(o, x, y)) continue
      const [a, b] = [dependence(x, y), dependence(y, x)]
      const gap = Math.abs(a.value - b.value)
      const [less, more] = a.value <= b.value ? [a, b] : [b, a]
      const oriented = gap >= margin || (more.pValue <= LEVEL && less.pValue > LEVEL)
      const pair: ComparedPair = {
        x,
        y,
        forward: a.value,
        backward: b.value,
        pForward: a.pValue,
        pBackward: b.pValue,
        oriented,
      }
      if (best === null || +oriented > +best.oriented) best = pair
      else if (oriented === best.oriented && gap > Math.abs(best.forward - best.backward)) best = pair
    }
  }
  return best
}
