import { CausalError, calledAs } from '../../errors.js'
import { unknownName } from '../../names.js'
import { show } from '../../show.js'
import { mapBoxes } from '../surgery/substitute.js'
import { type ByName, mapOf } from '../terms/by-name.js'
import { indexedDiagram, sameWires } from '../terms/indexed.js'
import { typeText } from '../terms/make.js'
import type { Diagram, Wires } from '../terms/types.js'
import { checkedComb, combOf, type DiagramWithHoles } from './with-holes.js'

/**
 * Puts combs into the holes of a comb: composition of combs. Holes of what is put in stay open, and so do the holes for
 * which nothing is given.
 *
 * Nesting is associative, and a lone hole is its unit: combs form an operad.
 *
 * @param comb - the outer comb
 * @param fillings - a comb or a diagram for each hole that is filled, by its name; where the outer comb has one hole, that
 *   alone
 * @returns the comb with the fillings in place
 * @throws CausalError `unknown-name` for a hole that is not there, `type-mismatch` for a filling of another type,
 *   `duplicate-name` where two open holes would have one name
 * @complexity O(size of the result)
 * @category Diagrams
 * @example
 * const outer = withHoles(compose(box('before', ['A'], ['B']), box('h', ['B'], ['C'])), 'h')
 * const inner = withHoles(compose(box('k', ['B'], ['D']), box('after', ['D'], ['C'])), 'k')
 * const both = nest(outer, inner)
 * both.holes.map((hole) => hole.name)
 * //=> ['k']
 * plug(both, box('g', ['B'], ['D'])).boxes.map((placed) => placed.box.name)
 * //=> ['before', 'g', 'after']
 */
export function nest<D extends Wires, C extends Wires>(
  comb: DiagramWithHoles<D, C>,
  fillings: Diagram | DiagramWithHoles | ByName<Diagram | DiagramWithHoles>,
): DiagramWithHoles<D, C> {
  return calledAs('nest', () => filled(comb, fillings) as DiagramWithHoles<D, C>)
}

/** The comb with diagrams or combs in some of its holes. */
export function filled(
  comb: DiagramWithHoles,
  fillings: Diagram | DiagramWithHoles | ByName<Diagram | DiagramWithHoles>,
): DiagramWithHoles {
  const { diagram, holes } = checkedComb('the comb', comb)
  const given = fillingsOf(
    holes.map((hole) => hole.name),
    fillings,
  )
  const parts = new Map<string, Diagram>()
  for (const [name, part] of given) {
    const hole = holes.find((one) => one.name === name)
    if (hole === undefined)
      throw unknownName(
        'hole',
        name,
        holes.map((one) => one.name),
      )
    const inner = isDiagram(part)
      ? indexedDiagram(part).diagram
      : checkedComb(`the filling of ${show(name)}`, part).diagram
    if (!sameWires(inner.inputs, hole.inputs) || !sameWires(inner.outputs, hole.outputs)) {
      throw new CausalError(
        'type-mismatch',
        `the hole ${show(name)} goes from ${typeText(hole.inputs)} to ${typeText(hole.outputs)}, its filling from ${typeText(inner.inputs)} to ${typeText(inner.outputs)}.`,
        { hole: name, inputs: inner.inputs, outputs: inner.outputs },
      )
    }
    parts.set(name, inner)
  }
  return combOf(mapBoxes(diagram, (box) => (box.role === 'hole' ? parts.get(box.name) : undefined)))
}

function isDiagram(part: Diagram | DiagramWithHoles): part is Diagram {
  return typeof part === 'object' && part !== null && 'wires' in part
}

/** The fillings by name: a lone one belongs to the only hole. */
function fillingsOf(
  holes: readonly string[],
  fillings: Diagram | DiagramWithHoles | ByName<Diagram | DiagramWithHoles>,
): ReadonlyMap<string, Diagram | DiagramWithHoles> {
  const isComb = typeof fillings === 'object' && fillings !== null && 'diagram' in fillings && 'holes' in fillings
  if (!isComb && !isDiagram(fillings as Diagram)) return mapOf('the fillings', fillings as ByName<Diagram>)
  if (holes.length === 1) return new Map([[holes[0]!, fillings as Diagram | DiagramWithHoles]])
  throw new CausalError(
    'invalid-argument',
    `the comb has ${holes.length} holes: say by name which one is filled, such as { ${holes[0] ?? 'hole'}: … }.`,
    { holes },
  )
}
