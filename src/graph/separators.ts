import type { IndexedGraph } from './indexed.js'
import { positionsOf } from './sets.js'

/** Which separating sets are wanted: all hold `include`, and else only nodes flagged in `allowed`. */
export interface SeparatorQuery {
  readonly x: readonly number[]
  readonly y: readonly number[]
  readonly include: readonly number[]
  /** 1 where a node may be in a set; X, Y and `include` need no flag. */
  readonly allowed: Uint8Array
}

/**
 * All minimal separating sets, one at a time in a fixed order with polynomial delay: sets Z with include ⊆ Z that
 * m-separate x from y and of which no smaller one with include does.
 *
 * Separation is reachability in the augmented graph of the ancestors of x, y and include (van der Zander, Liśkiewicz &
 * Textor 2019, section 3); its minimal separators are walked as a tree from the one nearest to x (Takata 2010): the
 * separators beyond S are parted by the first node of S that lies on their x side. Every tree node is one separator.
 *
 * @param g - directed, bidirected and undirected edges (a DAG, ADMG or MAG)
 */
export function* minimalSeparatorSets(g: IndexedGraph, query: SeparatorQuery): Generator<number[], void, undefined> {
  const space = separatorSpace(g, query)
  const first = space.nearest(new Uint8Array(g.size), query.x, new Uint8Array(g.size))
  if (first === null) return
  yield setOf(first, query)
  const stack: Frame[] = [{ at: first, barred: new Uint8Array(g.size), next: 0 }]
  while (stack.length > 0) {
    const frame = stack.at(-1)!
    const v = frame.at.separator[frame.next++]
    if (v === undefined) {
      stack.pop()
      continue
    }
    if (frame.barred[v] === 1) continue
    const found = space.nearest(frame.at.side, [v], frame.barred)
    // whatever comes later in this frame keeps v off the x side
    const barred = frame.barred.slice()
    frame.barred[v] = 1
    if (found === null) continue
    yield setOf(found, query)
    stack.push({ at: found, barred, next: 0 })
  }
}

interface Frame {
  readonly at: Nearest
  /** Nodes that may not come to the x side. */
  readonly barred: Uint8Array
  next: number
}

/** A separator (ascending) and the nodes that it leaves connected with x. */
interface Nearest {
  readonly separator: number[]
  readonly side: Uint8Array
}

function setOf({ separator }: Nearest, { include }: SeparatorQuery): number[] {
  return include.length === 0 ? separator : [...separator, ...include].sort((a, b) => a - b)
}

/** The augmented graph as cliques (a district with its parents, an undirected edge), and the search in it. */
function separatorSpace(
  g: IndexedGraph,
  { x, y, include, allowed }: SeparatorQuery,
): { nearest: (side: Uint8Array, more: readonly number[], barred: Uint8Array) => Nearest | null } {
  const { cliquesOf, membersOf, cliques } = augmented(g, anteriorTo(g, [...x, ...y, ...include]))
  const isY = new Uint8Array(g.size)
  for (const i of y) isY[i] = 1
  const removed = new Uint8Array(g.size)
  for (const i of include) removed[i] = 1
  const fixed = new Uint8Array(g.size)
  for (let i = 0; i < g.size; i++) if (allowed[i] === 0) fixed[i] = 1
  for (const i of [...x, ...y]) fixed[i] = 1
  const queue = new Int32Array(g.size)
  const usedClique = new Uint8Array(cliques)

  /** Marks with 1 what `queue[0 … tail)` reaches through nodes that `passes` takes; others next to it get 2. */
  const flood = (mark: Uint8Array, tail: number, passes: (i: number) => boolean): void => {
    usedClique.fill(0)
    for (let head = 0; head < tail; head++) {
      const a = queue[head]!
      for (let k = cliquesOf.start[a]!; k < cliquesOf.start[a + 1]!; k++) {
        const c = cliquesOf.node[k]!
        if (usedClique[c] === 1) continue
        usedClique[c] = 1
        for (let m = membersOf.start[c]!; m < membersOf.start[c + 1]!; m++) {
          const b = membersOf.node[m]!
          if (mark[b] !== 0 || removed[b] === 1) continue
          if (passes(b)) {
            mark[b] = 1
            queue[tail++] = b
          } else mark[b] = 2
        }
      }
    }
  }

  return {
    nearest(side, more, barred) {
      // the x side with `more` and with what hangs on to it through nodes that cannot be in a set
      const near = new Uint8Array(g.size)
      let tail = 0
      for (let i = 0; i < g.size; i++) {
        if (side[i] !== 1) continue
        near[i] = 1
        queue[tail++] = i
      }
      for (const i of more) {
        if (near[i] === 1) continue
        near[i] = 1
        queue[tail++] = i
      }
      flood(near, tail, (i) => fixed[i] === 1)
      for (const i of y) if (near[i] === 1) return null
      // what y reaches without touching the boundary of the x side: the boundary that it meets is the separator
      const far = new Uint8Array(g.size)
      tail = 0
      for (const i of y) {
        far[i] = 1
        queue[tail++] = i
      }
      flood(far, tail, (i) => near[i] === 0)
      const separator: number[] = []
      for (let i = 0; i < g.size; i++) if (far[i] === 2 && near[i] === 2) separator.push(i)
      const cut = new Uint8Array(g.size)
      for (const i of separator) cut[i] = 1
      const whole = new Uint8Array(g.size)
      tail = 0
      for (let i = 0; i < g.size; i++) {
        if (near[i] !== 1) continue
        whole[i] = 1
        queue[tail++] = i
      }
      flood(whole, tail, (i) => cut[i] === 0)
      for (let i = 0; i < g.size; i++) {
        if (whole[i] === 1 && barred[i] === 1) return null
        if (whole[i] === 2) whole[i] = 0
      }
      return { separator, side: whole }
    },
  }
}

/** 1 for the nodes with a path of directed and undirected edges into `nodes`, and for these. */
function anteriorTo(g: IndexedGraph, nodes: readonly number[]): Uint8Array {
  const inside = new Uint8Array(g.size)
  const stack = [...nodes]
  for (const i of nodes) inside[i] = 1
  while (stack.length > 0) {
    const a = stack.pop()!
    for (const { start, node } of [g.parents, g.neighbors]) {
      for (let k = start[a]!; k < start[a + 1]!; k++) {
        if (inside[node[k]!] === 1) continue
        inside[node[k]!] = 1
        stack.push(node[k]!)
      }
    }
  }
  return inside
}

interface Cliques {
  readonly cliques: number
  readonly cliquesOf: { readonly start: Int32Array; readonly node: Int32Array }
  readonly membersOf: { readonly start: Int32Array; readonly node: Int32Array }
}

/** Nodes joined in the augmented graph of the flagged nodes share a clique: a district with its parents, an undirected edge. */
function augmented(g: IndexedGraph, inside: Uint8Array): Cliques {
  const district = new Int32Array(g.size).fill(-1)
  const lists: number[][] = []
  const stamp = new Int32Array(g.size).fill(-1)
  for (let root = 0; root < g.size; root++) {
    if (inside[root] === 0 || district[root] !== -1) continue
    const id = lists.length
    const clique: number[] = []
    const add = (i: number): void => {
      if (stamp[i] === id) return
      stamp[i] = id
      clique.push(i)
    }
    const stack = [root]
    district[root] = id
    while (stack.length > 0) {
      const a = stack.pop()!
      add(a)
      for (let k = g.parents.start[a]!; k < g.parents.start[a + 1]!; k++) add(g.parents.node[k]!)
      for (let k = g.spouses.start[a]!; k < g.spouses.start[a + 1]!; k++) {
        const b = g.spouses.node[k]!
        if (inside[b] === 0 || district[b] !== -1) continue
        district[b] = id
        stack.push(b)
      }
    }
    lists.push(clique)
  }
  for (const a of positionsOf(inside)) {
    for (let k = g.neighbors.start[a]!; k < g.neighbors.start[a + 1]!; k++) {
      const b = g.neighbors.node[k]!
      if (a < b) lists.push([a, b])
    }
  }
  return {
    cliques: lists.length,
    ...bothWays(
      g.size,
      lists.filter((list) => list.length > 0),
    ),
  }
}

function bothWays(size: number, lists: readonly (readonly number[])[]): Omit<Cliques, 'cliques'> {
  const start = new Int32Array(size + 1)
  const begin = new Int32Array(lists.length + 1)
  for (const [c, list] of lists.entries()) {
    begin[c + 1] = begin[c]! + list.length
    for (const i of list) start[i + 1]!++
  }
  for (let i = 0; i < size; i++) start[i + 1]! += start[i]!
  const next = start.slice()
  const owner = new Int32Array(start[size]!)
  const member = new Int32Array(start[size]!)
  for (const [c, list] of lists.entries()) {
    member.set(list, begin[c]!)
    for (const i of list) owner[next[i]!++] = c
  }
  return { cliquesOf: { start, node: owner }, membersOf: { start: begin, node: member } }
}
