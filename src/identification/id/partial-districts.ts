import { type Expr, product, ratio, sumOut, symbolsOf } from '../../estimand/terms/expr.js'
import { flatEdges } from '../../graph/core/flat-edges.js'
import { type IndexedGraph, indexed } from '../../graph/core/indexed.js'
import {
  ancestorsWithin,
  difference,
  districtsWithin,
  intersection,
  type NodeSet,
  union,
} from '../../graph/core/node-sets.js'
import { kahnOrder } from '../../graph/core/order.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { latentProjection } from '../../graph/latent/latent-projection.js'
import type { Admg } from '../../graph/types.js'
import { differingWithin, type LabelledFormula, labelOf } from '../core/distributions.js'
import type { DataQuestion } from '../core/reduced-question.js'
import { exchanged } from './general-identification.js'
import { idAlgorithm } from './id-algorithm.js'

/** A formula, and which distribution gives which district's factor. */
export type DistrictFormula = LabelledFormula & {
  readonly sources: readonly { readonly district: NodeSet; readonly experiment: number }[]
}

/**
 * P(y | do(x), z) by districts, from distributions that measure some of the nodes: Σ Π Q[D] over the districts D of An(y, z) without x in
 * the projection of the graph on a set of nodes, where each factor Q[D] = P(D | do(pa(D))) is identified by ID in the projection
 * on what one distribution sets and measures. Tried on all nodes, then on what each distribution knows with the query's own nodes.
 * Sound; null where it finds nothing, which proves nothing (surrogate experiments: Tikka & Karvanen 2019).
 */
export function partialDistricts({ q, data, populations }: DataQuestion): DistrictFormula | null {
  const { g, graph } = q
  const query = flags(g.size, [...q.x, ...q.y, ...q.z])
  const all = new Uint8Array(g.size).fill(1)
  const joints = data.map(({ over, act, given, domain }) => ({
    over: flags(g.size, over),
    act: flags(g.size, act),
    differs: populations.find(({ name }) => name === domain)!.differs,
    graph: projectedOn(graph, flags(g.size, [...over, ...act])),
    isJoint: given.length === 0,
  }))
  const { x, z } = exchanged(g, q.x, q.y, q.z)
  for (const nodes of [all, ...joints.map(({ over, act }) => union(union(over, act), query))]) {
    const symbols = symbolsOf(g.names)
    const small = projectedOn(graph, nodes)
    const asked = flags(g.size, [...q.y, ...z])
    const relevant = ancestorsWithin(small, difference(nodes, flags(g.size, x)), asked)
    const factors: Expr[] = []
    const sources: { district: NodeSet; experiment: number }[] = []
    for (const district of inOrder(small, districtsWithin(small, relevant))) {
      const above = difference(parentsOf(small, district), district)
      for (const [experiment, { over, act, differs, graph: own, isJoint }] of joints.entries()) {
        if (!isJoint || difference(district, over).includes(1)) continue
        if (difference(above, union(over, act)).includes(1)) continue
        if (intersection(district, differingWithin(g, differs, nodes)).includes(1)) continue
        // what the experiment sets besides must not matter
        const matters = ancestorsWithin(g, all, district, above)
        if (intersection(difference(act, above), matters).includes(1)) continue
        const joint = { nodes: over, expr: null, act: positionsOf(act), domain: labelOf(experiment) }
        const context = { g: own, order: kahnOrder(own), symbols, steps: [] }
        const answer = idAlgorithm(context, district, intersection(above, over), joint, -1)
        if ('hedge' in answer) continue
        factors.push(answer.expr)
        sources.push({ district, experiment })
        break
      }
      if (sources.at(-1)?.district !== district) break
    }
    if (!relevant.every((flag, i) => flag === 0 || sources.some(({ district }) => district[i] === 1))) continue
    const whole = sumOut(symbols, positionsOf(difference(relevant, asked)), product(factors))
    const expr = z.length === 0 ? whole : ratio(whole, sumOut(symbols, q.y, whole))
    const labels = new Map(data.map(({ domain }, i) => [labelOf(i), domain]))
    return { symbols, expr, labels, mayUseGraph: true, sources }
  }
  return null
}

/** Districts by their last node, the latest first. */
function inOrder(g: IndexedGraph, districts: readonly NodeSet[]): NodeSet[] {
  const rank = new Int32Array(g.size)
  for (const [k, i] of kahnOrder(g).entries()) rank[i] = k
  const last = (set: NodeSet): number => Math.max(...positionsOf(set).map((i) => rank[i]!))
  return [...districts].sort((a, b) => last(b) - last(a))
}

function parentsOf(g: IndexedGraph, nodes: NodeSet): NodeSet {
  const found = new Uint8Array(g.size)
  for (const i of positionsOf(nodes))
    for (let k = g.parents.start[i]!; k < g.parents.start[i + 1]!; k++) found[g.parents.node[k]!] = 1
  return found
}

/** The latent projection on some nodes with the positions of the whole: the others stand alone. */
function projectedOn(graph: Admg, nodes: NodeSet): IndexedGraph {
  const g = indexed(graph)
  if (!nodes.includes(0)) return g
  const small = indexed(
    latentProjection(
      graph,
      g.names.filter((_, i) => nodes[i] === 0),
    ),
  )
  const edges = flatEdges(small).map((value, k) => (k % 4 < 2 ? g.index.get(small.names[value]!)! : value))
  return indexed(makeGraph('admg', g.names, edges))
}
