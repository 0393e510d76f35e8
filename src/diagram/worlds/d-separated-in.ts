import { CausalError, calledAs } from '../../errors.js'
import { asList, quoteNames } from '../../names.js'
import { indexedDiagram } from '../terms/indexed.js'
import { liveBoxes } from '../terms/prune.js'
import { type WireAt, wireAt } from '../terms/rewire.js'
import type { Diagram } from '../terms/types.js'

/**
 * Reads conditional independence off a diagram: x and y are separated by z when, once everything else is discarded and the
 * wires of z are cut, no connection of boxes and wires is left between them.
 *
 * For the diagram of a graph this is d-separation (with bidirected edges: m-separation); it needs no case by case rule for
 * colliders, because a discarded collider's box is gone and a kept one's box joins what it reads.
 *
 * @param diagram - any diagram; inputs count as unrelated sources
 * @param x - a wire or several, by object or position
 * @param y - a wire or several
 * @param given - the wires z that are cut
 * @returns true when they are disconnected, so that x and y are independent given z in every interpretation
 * @throws CausalError `unknown-name`, `overlap` when the three share a wire, `invalid-argument` when several wires carry
 *   an object
 * @complexity O(size)
 * @reference Fritz & Klingler, The d-separation criterion in categorical probability, JMLR 24(46), 2023, theorem 34
 * @category Diagrams
 * @example
 * const model = diagramOf(dag('X -> C <- Y'))
 * dSeparatedIn(model, 'X', 'Y')
 * //=> true
 * dSeparatedIn(model, 'X', 'Y', 'C')
 * //=> false
 */
export function dSeparatedIn(
  diagram: Diagram,
  x: WireAt | readonly WireAt[],
  y: WireAt | readonly WireAt[],
  given: WireAt | readonly WireAt[] = [],
): boolean {
  return calledAs('dSeparatedIn', () => {
    const d = indexedDiagram(diagram)
    const wires = (at: WireAt | readonly WireAt[]): number[] =>
      [...(typeof at === 'number' ? [at] : asList(at as string | readonly string[]))].map((w) => wireAt(d, w))
    const [xs, ys, zs] = [wires(x), wires(y), wires(given)]
    const all = [...new Set(xs), ...new Set(ys), ...new Set(zs)]
    const twice = all.filter((v, i) => all.indexOf(v) !== i)
    if (twice.length > 0) {
      const names = twice.map((v) => diagram.wires[v]!)
      throw new CausalError('overlap', `${quoteNames(names)} stands in two of the three sets.`, { names })
    }
    const live = liveBoxes(d, all)
    const cutWires = new Set(zs)
    const root = new Int32Array(d.wireCount)
    for (let v = 0; v < root.length; v++) root[v] = v
    const find = (v: number): number => {
      let r = v
      while (root[r] !== r) {
        root[r] = root[root[r]!]!
        r = root[r]!
      }
      return r
    }
    for (const [b, placed] of diagram.boxes.entries()) {
      if (live[b] === 0) continue
      let first = -1
      for (const v of [...placed.inputs, ...placed.outputs]) {
        if (cutWires.has(v)) continue
        if (first === -1) first = v
        else root[find(v)] = find(first)
      }
    }
    const left = new Set(xs.map(find))
    return ys.every((v) => !left.has(find(v)))
  })
}
