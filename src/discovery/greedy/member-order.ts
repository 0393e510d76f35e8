import type { BitSets } from '../../numeric/bit-sets.js'

/** A DAG as rows of bits, and an order of its nodes. */
export interface MemberDag {
  readonly size: number
  /** Parents and children in the member. */
  readonly pa: BitSets
  readonly ch: BitSets
  /** The nodes of the member, parents first, and the place of each. */
  readonly order: Int32Array
  readonly rank: Int32Array
}

/** The parent of y that comes last in the order, or −1. */
export function lastParent({ pa, rank }: MemberDag, y: number): number {
  const { stride, words } = pa
  let x = -1
  for (let w = 0, k = y * stride; w < stride; w++, k++) {
    for (let bits = words[k]!; bits !== 0; bits &= bits - 1) {
      const parent = (w << 5) + 31 - Math.clz32(bits & -bits)
      if (x < 0 || rank[parent]! > rank[x]!) x = parent
    }
  }
  return x
}

/** Whether the order still has the parents of all changed nodes before them. */
export function isOrdered(state: MemberDag, dirty: Uint8Array): boolean {
  for (let y = 0; y < state.size; y++) {
    if (dirty[y] === 0) continue
    const x = lastParent(state, y)
    if (x >= 0 && state.rank[x]! > state.rank[y]!) return false
  }
  return true
}

/** Kahn's order of the member. */
export function sortTopologically({ size: n, pa, ch, order, rank }: MemberDag): void {
  const { stride, words } = ch
  let done = 0
  for (let y = 0; y < n; y++) {
    rank[y] = pa.size(y)
    if (rank[y] === 0) order[done++] = y
  }
  for (let head = 0; head < done; head++) {
    const x = order[head]!
    for (let w = 0, k = x * stride; w < stride; w++, k++) {
      for (let bits = words[k]!; bits !== 0; bits &= bits - 1) {
        const y = (w << 5) + 31 - Math.clz32(bits & -bits)
        if (--rank[y]! === 0) order[done++] = y
      }
    }
  }
  if (done < n) throw new Error('a step of the search closed a circle')
  for (let i = 0; i < n; i++) rank[order[i]!] = i
}
