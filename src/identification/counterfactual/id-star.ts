import {
  type Expr,
  freshSymbol,
  prob,
  product,
  type Symbols,
  stateSymbol,
  substitute,
  sum,
} from '../../estimand/terms/expr.js'
import { type IndexedGraph, indexed } from '../../graph/core/indexed.js'
import { flags } from '../../graph/core/sets.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import { difference } from '../../graph/node-sets.js'
import { openWalks } from '../../graph/separation/separation.js'
import { chooseFree } from '../id/choose-free.js'
import { type HedgeSets, idAlgorithm } from '../id/id-algorithm.js'
import {
  type CounterfactualAtom,
  type CounterfactualGraph,
  type CounterfactualNode,
  counterfactualDistricts,
  counterfactualGraph,
  shareCause,
  type Value,
} from './counterfactual-graph.js'

/** A district that needs one variable at two values at once, so that no experiment shows it. */
export interface Conflict {
  readonly district: readonly number[]
  readonly variable: number
}

/** What ID* found; `hedge` is set when experiments tell but observations do not. */
export type StarAnswer =
  | { readonly experimental: Expr; readonly observational: Expr | null; readonly hedge: HedgeSets | null }
  | { readonly conflict: Conflict }

export interface StarContext {
  readonly g: IndexedGraph
  readonly order: ArrayLike<number>
  readonly symbols: Symbols
}

const ZERO_ANSWER: StarAnswer = {
  experimental: { kind: 'constant', value: 0 },
  observational: { kind: 'constant', value: 0 },
  hedge: null,
}

/**
 * ID* (Shpitser & Pearl 2008, figure 9): the probability of a conjunction over several worlds as Σ Π P(district | do(its
 * parents)) over the districts of the counterfactual graph, unless a district needs a variable at two values (line 8).
 * Each factor is then sought in the observed distribution by ID.
 */
export function idStar(c: StarContext, atoms: readonly CounterfactualAtom[]): StarAnswer {
  const { g, symbols } = c
  const graph = counterfactualGraph(g, c.order, atoms)
  if (graph === null) return ZERO_ANSWER
  const symbolOf = valueSymbols(symbols)
  const unknowns = graph.nodes.flatMap((n) => (typeof n.value === 'number' ? [symbolOf(n.variable, n.value)] : []))
  const experimental: Expr[] = []
  const observational: Expr[] = []
  let hedge: HedgeSets | null = null
  for (const district of counterfactualDistricts(g, graph.nodes)) {
    const members = district.map((i) => graph.nodes[i]!)
    const values = valuesOf(g, members)
    if ('variable' in values) return { conflict: values }
    const { inside, outside } = values
    const symbol = new Map([...inside, ...outside].map(([v, value]) => [v, symbolOf(v, value)]))
    experimental.push(
      prob(
        [...inside.keys()].map((v) => symbol.get(v)!),
        [],
        [...outside.keys()].map((v) => symbol.get(v)!),
      ),
    )
    if (hedge !== null) continue
    const all = new Uint8Array(g.size).fill(1)
    const set = flags(g.size, [...inside.keys()])
    const joint = { nodes: all, expr: null, act: [], domain: '' }
    const answer = idAlgorithm({ g, order: c.order, symbols, steps: [] }, set, difference(all, set), joint, -1)
    if ('hedge' in answer) hedge = answer.hedge
    else observational.push(substitute(symbols, chooseFree(symbols, answer.expr, new Set(symbol.keys())), symbol))
  }
  return {
    experimental: sum(unknowns, product(experimental)),
    observational: hedge === null ? sum(unknowns, product(observational)) : null,
    hedge,
  }
}

/** The values of a district's variables and of their parents outside, or the variable that would have two. */
function valuesOf(
  g: IndexedGraph,
  members: readonly CounterfactualNode[],
): { readonly inside: Map<number, Value>; readonly outside: Map<number, Value> } | Conflict {
  const district = [...new Set(members.map((n) => n.variable))]
  const inside = new Map<number, Value>()
  const outside = new Map<number, Value>()
  for (const node of members) {
    if (inside.has(node.variable)) return { district, variable: node.variable }
    inside.set(node.variable, node.value)
  }
  for (const node of members) {
    for (const [i, value] of node.parents.entries()) {
      const p = g.parents.node[g.parents.start[node.variable]! + i]!
      const known = inside.get(p) ?? outside.get(p)
      if (known !== undefined && known !== value) return { district, variable: p }
      if (!inside.has(p)) outside.set(p, value)
    }
  }
  return { inside, outside }
}

/** One symbol for each value of a variable. */
function valueSymbols(symbols: Symbols): (variable: number, value: Value) => number {
  const known = new Map<string, number>()
  return (variable, value) => {
    const key = `${typeof value} ${variable} ${value}`
    let symbol = known.get(key)
    if (symbol === undefined) {
      symbol = typeof value === 'number' ? freshSymbol(symbols, variable) : stateSymbol(symbols, variable, value)
      known.set(key, symbol)
    }
    return symbol
  }
}

/**
 * Line 4 of IDC*, as long as it applies: a condition y that is separated from the event in the counterfactual graph
 * without its outgoing edges, given the other conditions, may be set in the worlds that it acts on. Null when the
 * conjunction is impossible.
 */
export function exchangeConditions(
  { g, order }: StarContext,
  event: readonly CounterfactualAtom[],
  given: readonly CounterfactualAtom[],
): { event: CounterfactualAtom[]; given: CounterfactualAtom[] } | null {
  let [gamma, delta] = [[...event], [...given]]
  for (let k = 0; k < delta.length; ) {
    const atoms = [...gamma, ...delta]
    const graph = counterfactualGraph(g, order, atoms)
    if (graph === null) return null
    const position = gamma.length + k
    const node = graph.atomNode[position]!
    if (node >= 0 && !isFree(g, graph, node, gamma.length, position)) {
      k++
      continue
    }
    const { variable, value } = delta[k]!
    const moved = atoms.map((atom, i) =>
      node >= 0 && graph.nodeIn(i, variable) === node && graph.atomNode[i] !== node
        ? { ...atom, act: new Map(atom.act).set(variable, value) }
        : atom,
    )
    delta = moved.slice(gamma.length).filter((_, i) => i !== k)
    gamma = moved.slice(0, gamma.length)
    k = 0
  }
  return { event: gamma, given: delta }
}

/** Whether the node is separated from the event's nodes by the other conditions once its outgoing edges are cut. */
function isFree(
  g: IndexedGraph,
  { nodes, atomNode }: CounterfactualGraph,
  node: number,
  events: number,
  position: number,
): boolean {
  const edges: number[] = []
  for (const [i, n] of nodes.entries()) {
    for (const p of n.parentNodes) if (p >= 0 && p !== node) edges.push(p, i, TAIL, ARROW)
    for (let j = 0; j < i; j++) if (shareCause(g, n.variable, nodes[j]!.variable)) edges.push(j, i, ARROW, ARROW)
  }
  const cut = indexed(
    makeGraph(
      'admg',
      nodes.map((_, i) => String(i)),
      edges,
    ),
  )
  const target = atomNode.slice(0, events).filter((i) => i >= 0)
  const others = atomNode.filter((i, k) => k >= events && k !== position && i >= 0 && i !== node)
  if (target.includes(node)) return false
  const conditions = others.filter((i) => !target.includes(i))
  return openWalks(cut, [node], flags(nodes.length, conditions), flags(nodes.length, target)) !== null
}
