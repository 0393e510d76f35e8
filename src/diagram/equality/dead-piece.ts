/** The boxes in question as a graph of their own; wires of the live part are codes. */
export interface Piece {
  readonly labels: readonly string[]
  /** For each box its inputs: `[box of the piece, port]`, or `[−1, code]` for a wire of the live part. */
  readonly sources: readonly (readonly (readonly [number, number])[])[]
  /** For each box its readers: `[reading box, its input, my output]`. */
  readonly readers: readonly (readonly (readonly [number, number, number])[])[]
  /** The code of each box that is told from all others already; empty for those that are not. */
  readonly codes: string[]
}

/**
 * What lies before and behind each box, hashed in two passes. Colours that begin with it are settled after a round or two,
 * even along a chain; that two hashes may coincide only costs further rounds.
 */
export function directionHashes({ labels, sources, readers }: Piece): string[] {
  const before = new Float64Array(labels.length)
  const behind = new Float64Array(labels.length)
  const mix = (...parts: readonly number[]): number =>
    parts.reduce(
      (h, x) => (Math.imul(h ^ (x | 0) ^ Math.imul((x / 65536) | 0, 0x85ebca6b), 0x9e3779b1) >>> 0) + (h >>> 15),
      7,
    )
  const own = new Map<string, number>()
  for (const label of labels) {
    let h = 11
    for (let k = 0; !own.has(label) && k < label.length; k++) h = mix(h, label.charCodeAt(k))
    if (!own.has(label)) own.set(label, h)
  }
  // the boxes come in topological order
  for (const [i, label] of labels.entries()) {
    before[i] = mix(own.get(label)!, ...sources[i]!.map(([b, port]) => (b < 0 ? port - 1 : mix(before[b]!, port + 1))))
  }
  for (let i = labels.length - 1; i >= 0; i--) {
    // a sum: the order of readers means nothing
    behind[i] = readers[i]!.reduce(
      (sum, [b, port, out]) => (sum + mix(behind[b]!, port + 1, out + 1)) % 2 ** 32,
      own.get(labels[i]!)!,
    )
  }
  return labels.map((_, i) => `${before[i]},${behind[i]}`)
}

/** A box in terms of what is anchored: its label, what it reads, which anchors read it. */
export function describe({ labels, sources, readers, codes }: Piece, i: number): string {
  const from = sources[i]!.map(([b, port]) => (b < 0 ? `L${port}` : codes[b] === '' ? '?' : `${codes[b]}:${port}`))
  const to = readers[i]!.flatMap(([b, port, out]) => (codes[b] === '' ? [] : [`${out}>${codes[b]}:${port}`])).sort()
  return `${codes[i]}=${labels[i]}(${from.join(',')})[${to.join(',')}]`
}

/** Boxes that hang together without the anchored ones. */
export function parts({ sources, readers, codes }: Piece, members: readonly number[]): number[][] {
  const left = new Set(members)
  const groups: number[][] = []
  for (const root of members) {
    if (!left.delete(root)) continue
    const group = [root]
    for (let head = 0; head < group.length; head++) {
      for (const [b] of [...sources[group[head]!]!, ...readers[group[head]!]!]) {
        if (b >= 0 && codes[b] === '' && left.delete(b)) group.push(b)
      }
    }
    groups.push(group)
  }
  return groups
}

/** Ranks of texts: equal texts share a rank. */
function ranks(members: readonly number[], keyOf: (i: number) => string): Map<number, number> {
  const keys = members.map(keyOf)
  const sorted = [...new Set(keys)].sort()
  const rank = new Map(sorted.map((key, r) => [key, r]))
  return new Map(members.map((i, k) => [i, rank.get(keys[k]!)!]))
}

/** Colours refined by those of sources and readers (and by the codes of anchors) until nothing changes. */
export function refine(piece: Piece, members: readonly number[], keyOf: (i: number) => string): Map<number, number> {
  const { sources, readers, codes } = piece
  let now = ranks(members, keyOf)
  let count = new Set(now.values()).size
  for (;;) {
    const seen = (b: number): string => (codes[b] === '' ? String(now.get(b)) : codes[b]!)
    const finer = ranks(members, (i) => {
      const from = sources[i]!.map(([b, port]) => (b < 0 ? `L${port}` : `${seen(b)}:${port}`)).join(',')
      const to = readers[i]!.map(([b, port, out]) => `${out}>${seen(b)}:${port}`)
        .sort()
        .join(',')
      return `${String(now.get(i)).padStart(9, '0')}<${from}>${to}`
    })
    const size = new Set(finer.values()).size
    if (size === count) return finer
    now = finer
    count = size
  }
}
