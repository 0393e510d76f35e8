/** What an edge says of the order of its ends: the first before the second, nothing, or that it is an arc beside the others. */
export const DIRECTED = 0
export const FREE = 1
export const ARC = 2

/** The edges of a picture by the positions of their ends, and what they say of the order. */
export interface Links {
  readonly n: number
  readonly from: Int32Array
  readonly to: Int32Array
  /** {@link DIRECTED}, {@link FREE} or {@link ARC}. */
  readonly kind: Uint8Array
  /** 1 where a circle stands at `from`, 2 where one stands at `to`, 3 for both. */
  readonly circles: Uint8Array
}

/** Neighbours of each node in one array: those of node i stand from `start[i]` to `start[i + 1]`. */
export interface Lists {
  readonly start: Int32Array
  readonly item: Int32Array
}

/** For each node the entries whose key it is, in order. */
export function listsBy(n: number, keys: Int32Array, values?: Int32Array): Lists {
  const start = new Int32Array(n + 1)
  for (const key of keys) start[key + 1]!++
  for (let i = 0; i < n; i++) start[i + 1]! += start[i]!
  const next = start.slice()
  const item = new Int32Array(keys.length)
  for (let e = 0; e < keys.length; e++) item[next[keys[e]!]!++] = values === undefined ? e : values[e]!
  return { start, item }
}

/**
 * Gives each edge that is no arc a direction so that none closes a circle: those that do are turned round (the back edges of
 * a depth-first search), and edges without direction follow the order that the others leave.
 */
export function forwardEdges({ n, from, to, kind }: Omit<Links, 'circles'>): { tail: Int32Array; head: Int32Array } {
  const directed = Int32Array.from(from.keys()).filter((e) => kind[e] === DIRECTED)
  const lists = listsBy(
    n,
    directed.map((e) => from[e]!),
    directed.map((e) => to[e]!),
  )
  const entered = new Uint8Array(n)
  for (const e of directed) entered[to[e]!] = 1
  const place = finishingOrder(n, lists, entered)
  const tail = from.slice()
  const head = to.slice()
  for (let e = 0; e < from.length; e++) {
    if (kind[e] === ARC || place[from[e]!]! < place[to[e]!]!) continue
    tail[e] = to[e]!
    head[e] = from[e]!
  }
  return { tail, head }
}

/** Places in the reversed order in which a depth-first search leaves the nodes: that of the nodes where no edge says otherwise. */
function finishingOrder(n: number, { start, item }: Lists, entered: Uint8Array): Int32Array {
  const place = new Int32Array(n).fill(-1)
  const seen = new Uint8Array(n)
  const next = new Int32Array(n)
  const stack: number[] = []
  let left = n
  // from the sources first: then only edges of circles are turned
  for (const sourcesOnly of [true, false]) {
    for (let root = n - 1; root >= 0; root--) {
      if (seen[root] === 1 || (sourcesOnly && entered[root] === 1)) continue
      seen[root] = 1
      stack.push(root)
      while (stack.length > 0) {
        const at = stack[stack.length - 1]!
        const size = start[at + 1]! - start[at]!
        if (next[at]! === size) {
          place[at] = --left
          stack.pop()
          continue
        }
        const child = item[start[at + 1]! - 1 - next[at]!++]!
        if (seen[child] === 1) continue
        seen[child] = 1
        stack.push(child)
      }
    }
  }
  return place
}
