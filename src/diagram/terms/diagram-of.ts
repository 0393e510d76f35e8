import { CausalError, calledAs } from '../../errors.js'
import { determinedGraph } from '../../graph/classes/determined.js'
import { type IndexedGraph, indexed, nodePositions } from '../../graph/core/indexed.js'
import { orderOrCycle } from '../../graph/core/order.js'
import type { CausalGraph, GraphKind } from '../../graph/types.js'
import { asList, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { Capability } from '../../scm/mechanisms/mechanism-types.js'
import type { AnyScm, Scm } from '../../scm/models/types.js'
import { makeBox } from './box.js'
import { diagramOfModel } from './functional-model.js'
import { makeDiagram, place } from './make.js'
import type { Diagram, PlacedBox, Wires } from './types.js'

/**
 * What the boundary of a causal diagram should be.
 *
 * @category Diagrams
 */
export interface DiagramOfOptions<N extends string = string> {
  /** The variables that are outputs, in this order; all that are measured unless told. */
  readonly outputs?: N | readonly N[]
  /** The variables that are inputs instead of having a mechanism: an open model. */
  readonly inputs?: N | readonly N[]
}

/**
 * The string diagram of a causal graph or model: one wire and one box for each variable, the box reading the wires of its
 * parents.
 *
 * Box and wire bear the variable's name. Latent variables are wires that are no output; a bidirected edge `X ↔ Y` becomes
 * a hidden state `U(X,Y)` that both boxes read, after their parents. Interpreting the boxes by conditional probabilities
 * gives the joint distribution of the outputs: Bayesian networks on the graph are exactly such interpretations.
 *
 * Of a model the diagram is functional: mechanisms are deterministic boxes, each with its noise `U(X)` as a hidden state
 * from outside, so that {@link twinDiagram} can be drawn of it. A variable without parents is its own noise; a table of
 * probabilities whose response is not stated stays a box of chance.
 *
 * @param graph - a DAG, an ADMG, a class whose edges are all directed, or a model made by scm()
 * @param options - which variables are outputs, which inputs
 * @returns the diagram, its outputs in the graph's order
 * @throws CausalError `unknown-name` for a name that is no node, `invalid-argument` for what is no graph,
 *   `not-supported` for a class with an open edge, and for a model that carries evidence
 * @complexity O(n + m)
 * @reference Jacobs, Kissinger & Zanasi 2019, section 3: the category SynG
 * @category Diagrams
 * @example
 * diagramOf(dag('S -> T -> C')).boxes.map((placed) => placed.box)
 *   .map((b) => `${b.name}: [${b.inputs}] to [${b.outputs}]`)
 * //=> ['S: [] to [S]', 'T: [S] to [T]', 'C: [T] to [C]']
 * diagramOf(admg('X -> Y; X <-> Y')).boxes.map((placed) => placed.box.name)
 * //=> ['U(X,Y)', 'X', 'Y']
 * diagramOf(scm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) })).boxes.map((placed) => placed.box.name)
 * //=> ['U(Y)', 'X', 'Y']
 */
export function diagramOf<N extends string>(
  graph: CausalGraph<GraphKind, N>,
  options?: DiagramOfOptions<NoInfer<N>>,
): Diagram<Wires, readonly N[]>
export function diagramOf<T, C extends Capability, K extends 'dag' | 'admg'>(
  model: Scm<T, C, K>,
  options?: DiagramOfOptions<NoInfer<keyof T & string>>,
): Diagram<Wires, readonly (keyof T & string)[]>
export function diagramOf(graph: CausalGraph | AnyScm, options: DiagramOfOptions = {}): Diagram {
  return calledAs('diagramOf', () => {
    checkOptions('options', options, ['outputs', 'inputs'])

    checkedObject('options', options)
    if (graph?.kind === 'scm') return diagramOfModel(graph, options)
    if (!Array.isArray(graph?.nodes)) {
      throw new CausalError('invalid-argument', 'expected a graph made by dag() or admg(), or a model by scm().')
    }
    const g = indexed(determinedGraph(graph, 'a diagram'))
    const wires = [...g.names]
    const inputs = nodePositions(g, asList(options.inputs))
    const isInput = new Set(inputs)
    const hidden = hiddenCauses(g)
    const boxes: PlacedBox[] = hidden.map(({ name }) => {
      const v = wires.push(name) - 1
      return place(makeBox(name, [], [name], { latent: true }), [], [v])
    })
    const extra = new Map<number, number[]>()
    for (const [k, { a, b }] of hidden.entries()) {
      for (const i of [a, b]) extra.set(i, [...(extra.get(i) ?? []), g.size + k])
    }
    for (const i of orderOrCycle(g)) {
      if (isInput.has(i)) continue
      const reads = [...g.parents.node.subarray(g.parents.start[i]!, g.parents.start[i + 1]!), ...(extra.get(i) ?? [])]
      const dom = reads.map((v) => wires[v]!)
      boxes.push(place(makeBox(wires[i]!, dom, [wires[i]!], { latent: g.latent[i] === 1 }), reads, [i]))
    }
    const shown =
      options.outputs === undefined
        ? Array.from(g.names, (_, i) => i).filter((i) => g.latent[i] === 0)
        : nodePositions(g, asList(options.outputs))
    return makeDiagram(wires, boxes, inputs, shown)
  })
}

/** One hidden cause for each bidirected edge, called `U(a,b)`, with primes where a node is called so. */
function hiddenCauses(g: IndexedGraph): { name: string; a: number; b: number }[] {
  const list: { name: string; a: number; b: number }[] = []
  for (let a = 0; a < g.size; a++) {
    for (let k = g.spouses.start[a]!; k < g.spouses.start[a + 1]!; k++) {
      const b = g.spouses.node[k]!
      if (b <= a) continue
      let name = `U(${g.names[a]},${g.names[b]})`
      while (g.index.has(name)) name += '′'
      list.push({ name, a, b })
    }
  }
  return list
}
