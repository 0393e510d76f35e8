import { checkedList, checkedObject, indexNames, lookUp } from '../../names.js'
import { makeBox } from '../terms/box.js'
import { makeDiagram, place } from '../terms/make.js'
import { conditionalName } from '../terms/names.js'
import type { Diagram, PlacedBox } from '../terms/types.js'
import type { Comb } from './comb.js'

/**
 * The two combs of a decomposition plugged together with the treatment cut: the treatment that f makes is discarded after
 * f has used it, and g reads the input instead.
 */
export function combDiagram<N extends string>(comb: Comb<N>): Diagram<readonly [N], readonly N[]> {
  const wires: string[] = [comb.treatment]
  const boxes: PlacedBox[] = []
  const at = new Map<string, number>()
  indexNames('variable', [comb.treatment, comb.outcome].flat())
  for (const tooth of checkedList('teeth of the comb', comb.teeth)) {
    const { variable, given, withTreatment } = checkedObject('tooth of the comb', tooth)
    indexNames('variable', [variable, ...checkedList('condition of a tooth', given)])
    const reads = given.map((name) => (name === comb.treatment && !withTreatment ? 0 : lookUp('variable', at, name)))
    const v = wires.push(variable) - 1
    at.set(variable, v)
    boxes.push(place(makeBox(conditionalName(variable, given), given, [variable]), reads, [v]))
  }
  return makeDiagram(
    wires,
    boxes,
    [0],
    comb.outcome.map((name) => lookUp('variable', at, name)),
  )
}
