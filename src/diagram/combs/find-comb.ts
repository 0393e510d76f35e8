import { CausalError, calledAs } from '../../errors.js'
import { components } from '../../graph/classes/components.js'
import { indexed, nodePositions } from '../../graph/core/indexed.js'
import { orderOrCycle } from '../../graph/core/order.js'
import { checkMeasured } from '../../graph/core/sets.js'
import type { Admg, Dag } from '../../graph/types.js'
import { asList } from '../../names.js'
import { show } from '../../show.js'
import { range } from '../terms/make.js'
import type { Diagram } from '../terms/types.js'
import type { Comb, NoComb } from './comb.js'
import { ancestorFlags, graphOrNetwork, hiddenPath, observedGraph, rolesOf, teethOf } from './comb-graph.js'

/**
 * Looks for the comb that makes an effect computable by surgery: the two parts f and g of a diagram, f holding the
 * treatment and all that shares hidden causes with it, g the rest, such that cutting the treatment touches f alone.
 *
 * There is one exactly when no hidden (bidirected) path leads from the treatment to one of its children. With an outcome,
 * all that is an ancestor neither of it nor of the treatment is discarded first, which can only help.
 *
 * @param graph - a DAG (latents are projected out), an ADMG, or a network diagram (wires that are no output are hidden)
 * @param treatment - the variable to be set
 * @param outcome - what the effect is asked on; everything unless told
 * @returns the comb with its teeth and roles, or the hidden path as certificate that there is none
 * @throws CausalError `unknown-name`, `latent` for a hidden treatment or outcome, `overlap` when they meet
 * @complexity O(n (n + m))
 * @reference Jacobs, Kissinger & Zanasi 2019, sections 6 and 8; Tian & Pearl 2002, theorem 3
 * @category Diagrams
 * @example
 * const comb = findComb(admg('S -> T -> C; S <-> C'), 'S', 'C')
 * comb.applicable ? comb.roles : comb.path
 * //=> { context: [], treatment: 'S', screen: ['T'], outcome: ['C'] }
 * const bow = findComb(admg('X -> Y; X <-> Y'), 'X', 'Y')
 * bow.applicable ? bow.roles : bow.path
 * //=> ['X', 'Y']
 */
export function findComb<N extends string>(
  graph: Dag<N> | Admg<N> | Diagram,
  treatment: NoInfer<N>,
  outcome?: NoInfer<N> | readonly NoInfer<N>[],
): Comb<N> | NoComb<N> {
  return calledAs('findComb', () => {
    const given = graphOrNetwork(graph)
    const g = observedGraph(given)
    const whole = indexed(given)
    checkMeasured(whole, nodePositions(whole, [treatment, ...asList(outcome)]))
    const names = g.names as readonly N[]
    const [x] = nodePositions(g, treatment) as [number]
    const targets = outcome === undefined ? null : nodePositions(g, asList(outcome))
    if (targets?.includes(x)) {
      throw new CausalError('overlap', `${show(treatment)} is both treatment and outcome.`, {
        treatment,
      })
    }
    // what is left must be ancestral, else a discarded parent of the treatment would be a hidden cause that no edge shows
    const heard = targets === null ? new Uint8Array(g.size).fill(1) : ancestorFlags(g, targets)
    const kept = targets === null ? heard : ancestorFlags(g, [x, ...targets])
    const district = components(g.spouses, kept).of
    const { children } = g
    for (let k = children.start[x]!; k < children.start[x + 1]!; k++) {
      const c = children.node[k]!
      if (kept[c] === 0 || district[c] !== district[x]) continue
      return Object.freeze({
        applicable: false,
        treatment,
        child: names[c]!,
        path: Object.freeze(hiddenPath(g, kept, x, c).map((i) => names[i]!)),
      })
    }
    // ancestors of the outcome first: none of them is conditioned on what only leads to the treatment
    const causesFirst = [...orderOrCycle(g)].filter((i) => kept[i] === 1)
    const order = [...causesFirst.filter((i) => heard[i] === 1), ...causesFirst.filter((i) => heard[i] === 0)]
    const list = (positions: readonly number[]): readonly N[] => Object.freeze(positions.map((i) => names[i]!))
    const all = range(g.size)
    const inComb = all.filter((i) => kept[i] === 1)
    const asked = targets ?? inComb.filter((i) => i !== x)
    return Object.freeze({
      applicable: true,
      treatment,
      outcome: list(asked),
      order: list(order),
      component: list(inComb.filter((i) => district[i] === district[x])),
      complement: list(inComb.filter((i) => district[i] !== district[x])),
      discarded: list(all.filter((i) => kept[i] === 0)),
      teeth: Object.freeze(teethOf(g, order, list, district, district[x]!)),
      roles: rolesOf(g, kept, district, x, list),
    })
  })
}
