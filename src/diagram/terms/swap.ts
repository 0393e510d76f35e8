import { calledAs } from '../../errors.js'
import { makeDiagram, range, wiresOf } from './make.js'
import type { Diagram } from './types.js'
import type { AsWires, TypeLike } from './typing.js'

/**
 * Crosses two bundles of wires.
 *
 * @param a - the bundle that comes in first
 * @param b - the bundle that comes in second
 * @returns the diagram from `a b` to `b a`
 * @throws CausalError `invalid-argument` for what is no type
 * @complexity O(length of both)
 * @category Diagrams
 * @example
 * swap('A', ['B', 'C']).outputs
 * //=> ['B', 'C', 'A']
 */
export function swap<const A extends TypeLike, const B extends TypeLike>(
  a: A,
  b: B,
): Diagram<readonly [...AsWires<A>, ...AsWires<B>], readonly [...AsWires<B>, ...AsWires<A>]> {
  return calledAs('swap', () => {
    const left = wiresOf(a)
    const right = wiresOf(b)
    const n = left.length + right.length
    return makeDiagram([...left, ...right], [], range(n), [...range(right.length, left.length), ...range(left.length)])
  })
}
