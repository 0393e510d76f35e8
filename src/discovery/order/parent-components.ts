import type { ParentSets } from '../score/parent-sets.js'

/**
 * The strongly connected components of the graph from each node's possible parents to it, parents first: some best order
 * goes through one component after another (Fan, Malone & Yuan 2014, section 3).
 */
export function parentComponents(sets: readonly ParentSets[]): number[][] {
  const p = sets.length
  const before = sets.map(({ stride, words }, node) => {
    const row = new Uint8Array(p)
    row[node] = 1
    for (let k = 0; k < words.length; k++) {
      for (let bits = words[k]!; bits !== 0; bits &= bits - 1) {
        row[((k % stride) << 5) + 31 - Math.clz32(bits & -bits)] = 1
      }
    }
    return row
  })
  for (let via = 0; via < p; via++) {
    for (const row of before) {
      if (row[via] === 0) continue
      for (let x = 0; x < p; x++) row[x]! |= before[via]![x]!
    }
  }
  // nodes of one component have the same ancestors, and those of a later one more
  const count = before.map((row) => row.reduce((sum, bit) => sum + bit, 0))
  const left = new Set(Array.from(sets.keys()).sort((a, b) => count[a]! - count[b]! || a - b))
  const components: number[][] = []
  for (const node of left) {
    const component = Array.from(left).filter((x) => before[node]![x] === 1 && before[x]![node] === 1)
    for (const x of component) left.delete(x)
    components.push(component)
  }
  return components
}
