import type { IndexedGraph } from '../../graph/core/indexed.js'

/** A value that a counterfactual variable takes: a state that the query names, or (from 0 up) an unknown that is summed. */
export type Value = string | number

/** `variable = value` in the world where `act` is set. */
export interface CounterfactualAtom {
  readonly variable: number
  readonly value: string
  readonly act: ReadonlyMap<number, string>
}

/** A variable of the counterfactual graph: a copy of `variable` whose parents take these values. */
export interface CounterfactualNode {
  readonly variable: number
  /** The value of each parent, in the graph's order of parents. */
  readonly parents: readonly Value[]
  /** The nodes that parents are (−1 where a world sets the parent). */
  readonly parentNodes: readonly number[]
  value: Value
}

/** The counterfactual graph of a conjunction; null when the conjunction is impossible. */
export interface CounterfactualGraph {
  readonly nodes: readonly CounterfactualNode[]
  /** The node of each atom; −1 for one that holds trivially (x under do(x)). */
  readonly atomNode: readonly number[]
  /** The node of a variable in the world of an atom, −1 where it is set or no ancestor. */
  readonly nodeIn: (atom: number, variable: number) => number
  /** How many unknown values there are; unknowns that turned out to be known are no longer in any node. */
  readonly unknowns: number
}

/**
 * make-cg (Shpitser & Pearl 2008, figure 8): the ancestors of the atoms in each world, where copies of a variable whose
 * parents take the same values are one node, since the same hidden causes then give the same value. Variables are taken
 * in topological order, so that parents are settled first.
 */
export function counterfactualGraph(
  g: IndexedGraph,
  order: ArrayLike<number>,
  atoms: readonly CounterfactualAtom[],
): CounterfactualGraph | null {
  const worlds: ReadonlyMap<number, string>[] = []
  const worldOf = atoms.map((atom) => {
    const known = worlds.findIndex((w) => sameAct(w, atom.act))
    if (known >= 0) return known
    worlds.push(atom.act)
    return worlds.length - 1
  })
  const wanted = worlds.map((act, w) => {
    const needed = new Uint8Array(g.size)
    const stack = atoms.filter((_, k) => worldOf[k] === w).map((a) => a.variable)
    while (stack.length > 0) {
      const v = stack.pop()!
      if (needed[v] === 1 || act.has(v)) continue
      needed[v] = 1
      for (let k = g.parents.start[v]!; k < g.parents.start[v + 1]!; k++) stack.push(g.parents.node[k]!)
    }
    return needed
  })
  const given = worlds.map(() => new Map<number, string>())
  for (const [k, atom] of atoms.entries()) {
    const world = worlds[worldOf[k]!]!
    const old = world.get(atom.variable) ?? given[worldOf[k]!]!.get(atom.variable)
    if (old !== undefined && old !== atom.value) return null // ID* line 2, or y and not y in one world
    if (!world.has(atom.variable)) given[worldOf[k]!]!.set(atom.variable, atom.value)
  }
  const nodes: CounterfactualNode[] = []
  const at = worlds.map(() => new Int32Array(g.size).fill(-1))
  let unknowns = 0
  for (let step = 0; step < order.length; step++) {
    const v = order[step]!
    for (const [w, act] of worlds.entries()) {
      if (wanted[w]![v] === 0) continue
      const parents: Value[] = []
      const parentNodes: number[] = []
      for (let k = g.parents.start[v]!; k < g.parents.start[v + 1]!; k++) {
        const p = g.parents.node[k]!
        const node = act.has(p) ? -1 : at[w]![p]!
        parents.push(act.get(p) ?? nodes[node]!.value)
        parentNodes.push(node)
      }
      const observed = given[w]!.get(v)
      const twin = nodes.findIndex((n) => n.variable === v && n.parents.every((value, i) => value === parents[i]))
      if (twin < 0) {
        at[w]![v] = nodes.length
        nodes.push({ variable: v, parents, parentNodes, value: observed ?? unknowns++ })
        continue
      }
      at[w]![v] = twin
      const node = nodes[twin]!
      if (observed === undefined || node.value === observed) continue
      if (typeof node.value === 'string') return null
      node.value = observed
    }
  }
  return {
    nodes,
    atomNode: atoms.map((atom, k) => at[worldOf[k]!]![atom.variable]!),
    nodeIn: (atom, variable) => at[worldOf[atom]!]![variable]!,
    unknowns,
  }
}

function sameAct(a: ReadonlyMap<number, string>, b: ReadonlyMap<number, string>): boolean {
  if (a.size !== b.size) return false
  for (const [key, value] of a) if (b.get(key) !== value) return false
  return true
}

/** The districts of a counterfactual graph: nodes joined by a bidirected edge of their variables, or copies of one variable. */
export function counterfactualDistricts(g: IndexedGraph, nodes: readonly CounterfactualNode[]): number[][] {
  const done = new Uint8Array(nodes.length)
  const districts: number[][] = []
  for (let root = 0; root < nodes.length; root++) {
    if (done[root] === 1) continue
    done[root] = 1
    const district = [root]
    for (const i of district) {
      for (let j = 0; j < nodes.length; j++) {
        if (done[j] === 1 || !shareCause(g, nodes[i]!.variable, nodes[j]!.variable)) continue
        done[j] = 1
        district.push(j)
      }
    }
    districts.push(district)
  }
  return districts
}

/** Whether two variables share a hidden cause; a variable does with itself. */
export function shareCause(g: IndexedGraph, a: number, b: number): boolean {
  if (a === b) return true
  for (let k = g.spouses.start[a]!; k < g.spouses.start[a + 1]!; k++) if (g.spouses.node[k] === b) return true
  return false
}
