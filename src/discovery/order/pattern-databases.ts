import { bestWithin, type ParentSets } from '../score/parent-sets.js'

/** Nodes of one pattern database: 2^18 patterns, 2 MB. */
const LARGEST_GROUP = 18

/** Never less than what the nodes outside a set can add to the score when they come after it in the order. */
export type UpperBound = (nodes: Int32Array, at: number) => number

/**
 * Static pattern databases: the nodes fall into groups, and for each set of nodes of a group the best score is stored
 * that they have as the last in an order, where the nodes of other groups may all be parents. The sum over groups
 * bounds what is left to gain, is exact within a group, and never rises by more than a step gains (Yuan & Malone 2013,
 * section 5.3; Theorems 4 and 5).
 */
export function patternDatabases(sets: readonly ParentSets[], components: readonly number[][]): UpperBound {
  const groups = components.flatMap((component) => linkedGroups(sets, component))
  const tables = groups.map((group) => patternTable(sets, group))
  return (nodes, at) => {
    let sum = 0
    for (let g = 0; g < groups.length; g++) {
      const group = groups[g]!
      let left = 0
      for (let k = 0; k < group.length; k++) {
        const node = group[k]!
        if (((nodes[at + (node >>> 5)]! >>> (node & 31)) & 1) === 0) left |= 1 << k
      }
      sum += tables[g]![left]!
    }
    return sum
  }
}

function patternTable(sets: readonly ParentSets[], group: readonly number[]): Float64Array {
  const { stride } = sets[0]!
  const value = new Float64Array(2 ** group.length)
  const before = new Int32Array(stride)
  for (let mask = 1; mask < value.length; mask++) {
    before.fill(-1)
    for (let k = 0; k < group.length; k++) {
      if (((mask >>> k) & 1) === 1) before[group[k]! >>> 5]! &= ~(1 << (group[k]! & 31))
    }
    // the first of these nodes has all others outside them before it
    let best = Number.NEGATIVE_INFINITY
    for (let k = 0; k < group.length; k++) {
      if (((mask >>> k) & 1) === 0) continue
      const own = sets[group[k]!]!
      best = Math.max(best, own.values[bestWithin(own, before, 0)]! + value[mask & ~(1 << k)]!)
    }
    value[mask] = best
  }
  return value
}

/** Groups of a component, as large as may be, each grown by the node that loses most, or makes most be lost, without the group. */
function linkedGroups(sets: readonly ParentSets[], members: readonly number[]): number[][] {
  const p = sets.length
  const { stride } = sets[0]!
  const link = new Float64Array(p * p)
  const without = new Int32Array(stride)
  for (const node of members) {
    const own = sets[node]!
    for (const other of members) {
      if (other === node) continue
      without.fill(-1)
      without[other >>> 5]! &= ~(1 << (other & 31))
      const loss = own.values[0]! - own.values[bestWithin(own, without, 0)]!
      link[node * p + other]! += loss
      link[other * p + node]! += loss
    }
  }
  const count = Math.ceil(members.length / LARGEST_GROUP)
  const free = new Set(members)
  return Array.from({ length: count }, () => {
    const group: number[] = []
    const size = Math.min(free.size, LARGEST_GROUP)
    const pull = new Float64Array(p)
    while (group.length < size) {
      let next = -1
      for (const node of free) if (next === -1 || pull[node]! > pull[next]!) next = node
      free.delete(next)
      group.push(next)
      for (const node of free) pull[node]! += link[next * p + node]!
    }
    return group
  })
}
