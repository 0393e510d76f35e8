import { type BitSets, bitSets } from '../../numeric/bit-sets.js'
import type { IndexedKnowledge } from '../knowledge/indexed-knowledge.js'

/** A member, and the labels of its edges with knowledge and without. */
interface LabelRows {
  readonly size: number
  readonly ch: BitSets
  readonly adj: BitSets
  readonly cp: BitSets
  readonly ne: BitSets
  readonly plain: { readonly cp: BitSets; readonly ne: BitSets }
}

/** Knowledge as rows of bits. */
export interface KnownRows {
  /** Row b: the nodes a for which a → b is excluded. */
  readonly banned: BitSets
  /** Row b: the nodes a for which a → b is required. */
  readonly required: BitSets
  /** Row a: the nodes b such that an edge between the two can only be a → b. */
  readonly ahead: BitSets
}

export function knownRows(n: number, known: IndexedKnowledge): KnownRows {
  const [banned, required, ahead] = [bitSets(n), bitSets(n), bitSets(n)]
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      if (known.banned[a * n + b] === 1) banned.add(b, a)
      if (known.required[a * n + b] === 1) required.add(b, a)
      if (known.required[a * n + b] === 1 || known.banned[b * n + a] === 1) ahead.add(a, b)
    }
  }
  return { banned, required, ahead }
}

/**
 * Directs, in the labels of a class, what knowledge directs and what follows by Meek's rules 1 to 4 (Meek 1995, Theorem 4),
 * starting from the labels without knowledge. The member obeys knowledge, and so all that follows.
 */
export function closeByKnowledge(state: LabelRows, { ahead }: KnownRows): void {
  const { size: n, plain, cp, ne, ch, adj } = state
  const { stride } = cp
  cp.words.set(plain.cp.words)
  ne.words.set(plain.ne.words)
  const queue: number[] = []
  const orient = (a: number, b: number): void => {
    ne.remove(a, b)
    ne.remove(b, a)
    cp.add(b, a)
    queue.push(a, b)
  }
  /** Calls with each node whose bit `word` gives; each of these edges is undirected when it is looked at. */
  const each = (word: (w: number) => number, visit: (node: number) => void): void => {
    for (let w = 0; w < stride; w++) {
      for (let bits = word(w); bits !== 0; bits &= bits - 1) visit((w << 5) + 31 - Math.clz32(bits & -bits))
    }
  }
  const row = ({ words }: BitSets, node: number, w: number): number => words[node * stride + w]!
  /** Compelled children: children in the member by edges that are not undirected. */
  const out = (node: number, w: number): number => row(ch, node, w) & ~row(ne, node, w)
  for (let a = 0; a < n; a++) {
    each(
      (w) => row(ne, a, w) & row(ahead, a, w),
      (b) => orient(a, b),
    )
  }
  for (let head = 0; head < queue.length; head += 2) {
    const [a, b] = [queue[head]!, queue[head + 1]!]
    const notA = (w: number): number => ~row(adj, a, w) & (w === a >>> 5 ? ~(1 << (a & 31)) : -1)
    // rule 1: a → b — c, a and c not adjacent
    each(
      (w) => row(ne, b, w) & notA(w),
      (c) => orient(b, c),
    )
    // rule 2: a → b → c and a — c; z → a → b and z — b
    each(
      (w) => out(b, w) & row(ne, a, w),
      (c) => orient(a, c),
    )
    each(
      (w) => row(cp, a, w) & row(ne, b, w),
      (z) => orient(z, b),
    )
    // rule 3: c — b with c — a, c — d, and a → b ← d, a and d not adjacent
    each(
      (w) => row(cp, b, w) & notA(w),
      (d) =>
        each(
          (w) => row(ne, b, w) & row(ne, a, w) & row(ne, d, w),
          (c) => orient(c, b),
        ),
    )
    // rule 4: c — b with c — d → a → b, d and b not adjacent, c and a adjacent
    each(
      (w) => row(cp, a, w) & ~row(adj, b, w),
      (d) =>
        each(
          (w) => row(ne, b, w) & row(ne, d, w) & row(adj, a, w),
          (c) => orient(c, b),
        ),
    )
    // rule 4 with a → b as its first edge: w — c with w — a → b → c, a and c not adjacent, w and b adjacent
    each(
      (w) => out(b, w) & notA(w),
      (c) =>
        each(
          (w) => row(ne, c, w) & row(ne, a, w) & row(adj, b, w),
          (v) => orient(v, c),
        ),
    )
  }
}
