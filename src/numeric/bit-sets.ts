/** `count` sets of the numbers 0 … `universe` − 1, as rows of bits in one array. */
export interface BitSets {
  readonly count: number
  readonly universe: number
  /** 32-bit words a set. */
  readonly stride: number
  /** All sets, one after another; a core may read and write it directly. */
  readonly words: Int32Array
  has(set: number, member: number): boolean
  add(set: number, member: number): void
  remove(set: number, member: number): void
  clear(set: number): void
  /** Makes `into` equal to `from`. */
  copy(into: number, from: number): void
  /** Adds the members of `from` to `into`; true when that changed it. */
  union(into: number, from: number): boolean
  /** Keeps in `into` only the members of `from`. */
  intersect(into: number, from: number): void
  /** Takes the members of `from` out of `into`. */
  subtract(into: number, from: number): void
  overlaps(a: number, b: number): boolean
  /** True when every member of `part` is in `whole`. */
  includes(whole: number, part: number): boolean
  size(set: number): number
  /** The least member that is at least `from`, or −1. */
  next(set: number, from: number): number
  /** The members, ascending. */
  members(set: number): number[]
}

/** Empty sets: by default as many as there are members, for a relation on `count` things. */
export function bitSets(count: number, universe: number = count): BitSets {
  const stride = (universe + 31) >>> 5
  const words = new Int32Array(count * stride)
  return {
    count,
    universe,
    stride,
    words,
    has: (set, member) => ((words[set * stride + (member >>> 5)]! >>> (member & 31)) & 1) === 1,
    add: (set, member) => {
      words[set * stride + (member >>> 5)]! |= 1 << (member & 31)
    },
    remove: (set, member) => {
      words[set * stride + (member >>> 5)]! &= ~(1 << (member & 31))
    },
    clear: (set) => {
      words.fill(0, set * stride, (set + 1) * stride)
    },
    copy: (into, from) => {
      words.copyWithin(into * stride, from * stride, (from + 1) * stride)
    },
    union: (into, from) => {
      let change = 0
      for (let w = 0, a = into * stride, b = from * stride; w < stride; w++, a++, b++) {
        const old = words[a]!
        change |= words[b]! & ~old
        words[a] = old | words[b]!
      }
      return change !== 0
    },
    intersect: (into, from) => {
      for (let w = 0, a = into * stride, b = from * stride; w < stride; w++, a++, b++) words[a]! &= words[b]!
    },
    subtract: (into, from) => {
      for (let w = 0, a = into * stride, b = from * stride; w < stride; w++, a++, b++) words[a]! &= ~words[b]!
    },
    overlaps: (a, b) => {
      for (let w = 0, i = a * stride, j = b * stride; w < stride; w++, i++, j++) {
        if ((words[i]! & words[j]!) !== 0) return true
      }
      return false
    },
    includes: (whole, part) => {
      for (let w = 0, i = whole * stride, j = part * stride; w < stride; w++, i++, j++) {
        if ((words[j]! & ~words[i]!) !== 0) return false
      }
      return true
    },
    size: (set) => {
      let size = 0
      for (let w = set * stride; w < (set + 1) * stride; w++) size += countOnes(words[w]!)
      return size
    },
    next: (set, from) => nextMember(words, set * stride, stride, from),
    members: (set) => {
      const found: number[] = []
      for (let m = nextMember(words, set * stride, stride, 0); m >= 0; ) {
        found.push(m)
        m = nextMember(words, set * stride, stride, m + 1)
      }
      return found
    },
  }
}

/** The number of ones in a 32-bit word. */
export function countOnes(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555)
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

function nextMember(words: Int32Array, start: number, stride: number, from: number): number {
  let w = from >>> 5
  if (w >= stride) return -1
  let word = words[start + w]! & (-1 << (from & 31))
  while (word === 0) {
    if (++w >= stride) return -1
    word = words[start + w]!
  }
  return (w << 5) + 31 - Math.clz32(word & -word)
}
