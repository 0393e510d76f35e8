import type { Expr, Symbols } from '../../estimand/terms/expr.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { difference, intersection, type NodeSet } from '../../graph/core/node-sets.js'
import { reachAround } from '../../graph/core/reach.js'
import { positionsOf } from '../../graph/core/sets.js'

/** A population, and the nodes whose mechanism may differ there from the target. */
export interface Population {
  readonly name: string
  readonly differs: NodeSet
}

/** A distribution that is known: P(over | do(act), given) of a population, in positions of the measured graph. */
export interface KnownDistribution {
  readonly over: readonly number[]
  readonly act: readonly number[]
  readonly given: readonly number[]
  readonly domain: string
}

/** The label of a distribution in a formula on the way: formulas of different ones are never merged. */
export function labelOf(position: number): string {
  return `#${position}`
}

/** An expression whose labels are replaced by the names of populations. */
export function relabelled(e: Expr, names: ReadonlyMap<string, string>): Expr {
  switch (e.kind) {
    case 'constant':
      return e
    case 'prob':
      return { ...e, domain: names.get(e.domain) ?? e.domain }
    case 'product':
      return { ...e, factors: e.factors.map((factor) => relabelled(factor, names)) }
    case 'ratio':
      return { ...e, top: relabelled(e.top, names), bottom: relabelled(e.bottom, names) }
    default:
      return { ...e, body: relabelled(e.body, names) }
  }
}

/** A formula on the way: its populations may be labels, and where a distribution is conditional the graph must not shorten it. */
export interface LabelledFormula {
  readonly symbols: Symbols
  readonly expr: Expr
  readonly labels: ReadonlyMap<string, string>
  readonly mayUseGraph: boolean
}

/** The nodes of a projection at which a population may differ: also those that nodes left out lead to at which it does. */
export function differingWithin(g: IndexedGraph, differs: NodeSet, nodes: NodeSet): NodeSet {
  const found = intersection(differs, nodes)
  const hidden = reachAround(g.children, positionsOf(difference(differs, nodes)), nodes)
  for (let at = 0; at < g.size; at++) {
    if (hidden[at] === 0) continue
    for (let k = g.children.start[at]!; k < g.children.start[at + 1]!; k++) {
      if (nodes[g.children.node[k]!] === 1) found[g.children.node[k]!] = 1
    }
  }
  return found
}
