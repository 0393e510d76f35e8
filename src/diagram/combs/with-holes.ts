import { CausalError, calledAs } from '../../errors.js'
import { asList, checkedObject, indexNames, unknownName } from '../../names.js'
import { show } from '../../show.js'
import { mapBoxes } from '../surgery/substitute.js'
import { boxDiagram } from '../terms/box.js'
import { indexedDiagram } from '../terms/indexed.js'
import type { Box, Diagram, Wires } from '../terms/types.js'

/**
 * A comb: a diagram with holes into which other diagrams can be plugged.
 *
 * A hole is a box of the diagram that waits for its mechanism: it has a name, which no other hole bears, and typed inputs
 * and outputs. A comb with one hole turns a process into a process; what bypasses the hole is its memory.
 *
 * @category Diagrams
 */
export interface DiagramWithHoles<D extends Wires = Wires, C extends Wires = Wires> {
  /** The diagram, with a box of role `hole` for each hole: it can be drawn, composed and compared like any other. */
  readonly diagram: Diagram<D, C>
  /** The holes, in the order of their boxes. */
  readonly holes: readonly Hole[]
}

/**
 * A hole of a comb: what is plugged in must be of this type.
 *
 * @category Diagrams
 */
export interface Hole {
  /** The name under which something is plugged in. */
  readonly name: string
  /** The objects on its inputs. */
  readonly inputs: Wires
  /** The objects on its outputs. */
  readonly outputs: Wires
}

/**
 * Makes holes of boxes: the comb that is left when some mechanisms are taken out of a diagram.
 *
 * Plugging the boxes in again ({@link plug}) gives the diagram back. Plugging in something else is surgery: a comb is
 * what surgery on these mechanisms leaves as it is.
 *
 * @param diagram - any diagram; boxes that are holes already stay so
 * @param boxes - the names of the boxes to take out; each must be there once
 * @returns the comb
 * @throws CausalError `unknown-name` for a name that no box has, `duplicate-name` for one that several boxes have
 * @complexity O(size)
 * @reference Chiribella, D'Ariano & Perinotti 2008; Jacobs, Kissinger & Zanasi 2019, section 6
 * @category Diagrams
 * @example
 * const model = diagramOf(dag('age -> drug -> recovery <- age'))
 * const trial = withHoles(model, 'drug')
 * trial.holes
 * //=> [{ name: 'drug', inputs: ['age'], outputs: ['drug'] }]
 * const policy = box('treat the old', ['age'], ['drug'])
 * plug(trial, policy).boxes.map((placed) => placed.box.name)
 * //=> ['age', 'treat the old', 'recovery']
 */
export function withHoles<D extends Wires, C extends Wires>(
  diagram: Diagram<D, C>,
  boxes: string | readonly string[],
): DiagramWithHoles<D, C> {
  return calledAs('withHoles', () => {
    const names = indexNames('hole', asList(boxes))
    const counts = new Map<string, number>()
    for (const { box } of indexedDiagram(diagram).diagram.boxes) counts.set(box.name, (counts.get(box.name) ?? 0) + 1)
    for (const name of names.keys()) {
      const count = counts.get(name)
      if (count === undefined) throw unknownName('box', name, counts.keys())
      if (count > 1) throw severalTimes(name, count)
    }
    const holed = mapBoxes(diagram, (box) => (names.has(box.name) ? boxDiagram(holeOf(box)) : undefined))
    return combOf(holed) as DiagramWithHoles<D, C>
  })
}

function holeOf({ name, inputs, outputs }: Box): Box {
  return Object.freeze({ name, inputs, outputs, kind: 'channel', deterministic: false, role: 'hole' })
}

/** The comb of a diagram some of whose boxes are holes. */
export function combOf(diagram: Diagram): DiagramWithHoles {
  const holes = diagram.boxes.flatMap(({ box: { role, name, inputs, outputs } }): Hole[] =>
    role === 'hole' ? [Object.freeze({ name, inputs, outputs })] : [],
  )
  const seen = new Set<string>()
  for (const { name } of holes) {
    if (seen.has(name)) throw severalTimes(name, holes.filter((hole) => hole.name === name).length)
    seen.add(name)
  }
  return Object.freeze({ diagram, holes: Object.freeze(holes) })
}

function severalTimes(name: string, count: number): CausalError {
  return new CausalError('duplicate-name', `${count} boxes are called ${show(name)}: a hole has a name of its own.`, {
    name,
  })
}

/** A comb given from outside: its holes are those of its diagram. */
export function checkedComb(what: string, comb: DiagramWithHoles): DiagramWithHoles {
  const { diagram } = checkedObject(what, comb)
  if (typeof diagram !== 'object' || diagram === null) {
    throw new CausalError('invalid-argument', `${what} must be made by withHoles() or nest(), got ${show(comb)}.`)
  }
  indexedDiagram(diagram)
  return combOf(diagram)
}
