import type { IncidentGraph } from '../incident-types.js'
import { correlation } from './correlation.js'

/**
 * Deletes edges until no directed cycle is left: each time, of the edges that lie on a cycle, the one whose ends are correlated least
 * (Lin et al. 2024); ties by name. Edges without direction count both ways.
 */
export function withoutCycles(
  graph: IncidentGraph,
  columns: readonly Float64Array[],
  names: readonly string[],
): { readonly causes: readonly (readonly number[])[]; readonly deleted: readonly (readonly [number, number])[] } {
  const causes = graph.causes.map((list, i) => [...list, ...graph.undirected[i]!])
  const strength = new Map<string, number>()
  const strengthOf = (a: number, b: number): number => {
    const key = `${Math.min(a, b)} ${Math.max(a, b)}`
    const known = strength.get(key) ?? Math.abs(correlation(columns[a]!, columns[b]!))
    strength.set(key, known)
    return known
  }
  const deleted: [number, number][] = []
  for (;;) {
    const part = components(causes)
    let weakest: [number, number] | null = null
    for (const [to, list] of causes.entries())
      for (const from of list) {
        if (part[from] !== part[to]) continue
        if (weakest === null || isWeaker([from, to], weakest)) weakest = [from, to]
      }
    if (weakest === null) return { causes, deleted }
    const [from, to] = weakest
    causes[to] = causes[to]!.filter((cause) => cause !== from)
    deleted.push(weakest)
  }

  function isWeaker([a, b]: readonly [number, number], [c, d]: readonly [number, number]): boolean {
    const difference = strengthOf(a, b) - strengthOf(c, d)
    if (difference !== 0) return difference < 0
    return names[a] === names[c] ? names[b]! < names[d]! : names[a]! < names[c]!
  }
}

/** The strongly connected component of each variable (Tarjan 1972, without recursion). */
function components(causes: readonly (readonly number[])[]): Int32Array {
  const n = causes.length
  const part = new Int32Array(n).fill(-1)
  const order = new Int32Array(n).fill(-1)
  const low = new Int32Array(n)
  const open: number[] = []
  let [count, parts] = [0, 0]
  for (let root = 0; root < n; root++) {
    if (order[root] !== -1) continue
    const path = [root]
    const next = [0]
    order[root] = low[root] = count++
    open.push(root)
    while (path.length > 0) {
      const i = path.at(-1)!
      const j = causes[i]![next[next.length - 1]!++]
      if (j === undefined) {
        path.pop()
        next.pop()
        const parent = path.at(-1)
        if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[i]!)
        if (low[i] === order[i]) {
          for (let k = open.pop()!; ; k = open.pop()!) {
            part[k] = parts
            if (k === i) break
          }
          parts++
        }
      } else if (order[j] === -1) {
        order[j] = low[j] = count++
        open.push(j)
        path.push(j)
        next.push(0)
      } else if (part[j] === -1) low[i] = Math.min(low[i]!, order[j]!)
    }
  }
  return part
}
