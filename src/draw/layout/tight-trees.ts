import { listsBy } from './forward-edges.js'

/** Edges that lead forward, and how dear a rank is that they pass. */
export interface RankedEdges {
  readonly tail: Int32Array
  readonly head: Int32Array
  readonly weight: Int32Array
  /** The least difference of the ranks of its ends. */
  readonly least: Int32Array
}

/** A tree of tight edges (of the least length) for each component; moves the ranks until there is one. */
export function tightTrees(
  n: number,
  { tail, head, least }: RankedEdges,
  incident: { readonly start: Int32Array; readonly item: Int32Array },
  rank: Int32Array,
): Uint8Array {
  const m = tail.length
  const inTree = new Uint8Array(m)
  const component = components(n, tail, head, incident)
  const members = listsBy(n, component)
  const edgesOf = listsBy(
    n,
    tail.map((v) => component[v]!),
  )
  const reached = new Uint8Array(n)
  const tree: number[] = []
  const loose = (e: number): number => rank[head[e]!]! - rank[tail[e]!]! - least[e]!
  const grow = (from: number): void => {
    for (let k = from; k < tree.length; k++) {
      const v = tree[k]!
      for (let i = incident.start[v]!; i < incident.start[v + 1]!; i++) {
        const e = incident.item[i]! % m
        const other = tail[e] === v ? head[e]! : tail[e]!
        if (reached[other] === 1 || loose(e) !== 0) continue
        reached[other] = 1
        inTree[e] = 1
        tree.push(other)
      }
    }
  }
  for (let c = 0; c < n; c++) {
    const count = members.start[c + 1]! - members.start[c]!
    if (count === 0) continue
    tree.length = 0
    tree.push(members.item[members.start[c]!]!)
    reached[tree[0]!] = 1
    grow(0)
    while (tree.length < count) {
      let nearest = -1
      for (let i = edgesOf.start[c]!; i < edgesOf.start[c + 1]!; i++) {
        const e = edgesOf.item[i]!
        if (reached[tail[e]!] === reached[head[e]!]) continue
        if (nearest < 0 || loose(e) < loose(nearest)) nearest = e
      }
      const shift = reached[head[nearest]!] === 1 ? -loose(nearest) : loose(nearest)
      for (const v of tree) rank[v]! += shift
      const next = reached[head[nearest]!] === 1 ? tail[nearest]! : head[nearest]!
      reached[next] = 1
      inTree[nearest] = 1
      tree.push(next)
      grow(tree.length - 1)
    }
  }
  return inTree
}

/** The first node of each node's component. */
function components(
  n: number,
  tail: Int32Array,
  head: Int32Array,
  incident: { readonly start: Int32Array; readonly item: Int32Array },
): Int32Array {
  const m = tail.length
  const component = new Int32Array(n).fill(-1)
  const stack: number[] = []
  for (let root = 0; root < n; root++) {
    if (component[root]! >= 0) continue
    component[root] = root
    stack.push(root)
    while (stack.length > 0) {
      const v = stack.pop()!
      for (let i = incident.start[v]!; i < incident.start[v + 1]!; i++) {
        const e = incident.item[i]! % m
        const other = tail[e] === v ? head[e]! : tail[e]!
        if (component[other]! >= 0) continue
        component[other] = root
        stack.push(other)
      }
    }
  }
  return component
}
