import { broken } from './refusal'

// Tables of entropy coding in Zstandard: RFC 8878, section 4.

const wrong = () => broken('a page packed by Zstandard is damaged')

/** The bits of a stream that is read from its end, below the highest 1 of its last byte. */
export class BackBits {
  /** Bits that are left; below 0 the stream has been overrun. */
  left: number

  constructor(readonly bytes: Uint8Array) {
    const last = bytes.at(-1) ?? 0
    if (last === 0) throw wrong()
    this.left = 8 * bytes.length - Math.clz32(last) + 23
  }

  /** The next bits without taking them; below the start of the stream are zeros. */
  peek(count: number): number {
    const low = this.left - count
    if (low < 0) return this.left <= 0 ? 0 : this.at(0, this.left) * 2 ** -low
    return this.at(low, count)
  }

  take(count: number): number {
    const value = count === 0 ? 0 : this.peek(count)
    this.left -= count
    return value
  }

  private at(low: number, count: number): number {
    const { bytes } = this
    const first = low >> 3
    const shift = low & 7
    if (count <= 17)
      return (
        ((bytes[first]! | ((bytes[first + 1] ?? 0) << 8) | ((bytes[first + 2] ?? 0) << 16)) >> shift) &
        ((1 << count) - 1)
      )
    let value = 0
    for (let i = 4; i >= 0; i--) value = value * 256 + (bytes[first + i] ?? 0)
    return Math.floor(value / 2 ** shift) % 2 ** count
  }
}

/** A table of finite state entropy: for each state its symbol, and how the next state is found. */
export interface Fse {
  readonly log: number
  readonly symbol: Uint8Array
  readonly bits: Uint8Array
  readonly base: Uint16Array
}

/** A table from the shares of symbols, of which −1 stands for "less than one" (section 4.1.1). */
export function fseOf(shares: readonly number[], log: number): Fse {
  const size = 1 << log
  const symbol = new Uint8Array(size)
  const bits = new Uint8Array(size)
  const base = new Uint16Array(size)
  let high = size
  for (const [s, share] of shares.entries()) if (share === -1) symbol[--high] = s
  const step = (size >> 1) + (size >> 3) + 3
  let at = 0
  for (const [s, share] of shares.entries())
    for (let i = 0; i < share; i++) {
      symbol[at] = s
      do at = (at + step) & (size - 1)
      while (at >= high)
    }
  if (at !== 0) throw wrong()
  const next = shares.map((share) => (share === -1 ? 1 : share))
  for (let state = 0; state < size; state++) {
    const x = next[symbol[state]!]!++
    bits[state] = log - (31 - Math.clz32(x))
    base[state] = (x << bits[state]!) - size
  }
  return { log, symbol, bits, base }
}

/** Every state is this symbol. */
export const onlyOne = (symbol: number): Fse => ({
  log: 0,
  symbol: Uint8Array.of(symbol),
  bits: new Uint8Array(1),
  base: new Uint16Array(1),
})

/** Reads the shares of symbols and makes their table. */
export function readFse(
  bytes: Uint8Array,
  start: number,
  mostLog: number,
  mostSymbol: number,
): { table: Fse; end: number } {
  let at = 8 * start
  const peek = (count: number): number => {
    if (at + count > 8 * bytes.length + 16) throw wrong()
    const first = at >> 3
    const word = (bytes[first] ?? 0) | ((bytes[first + 1] ?? 0) << 8) | ((bytes[first + 2] ?? 0) << 16)
    return (word >> (at & 7)) & ((1 << count) - 1)
  }
  const log = peek(4) + 5
  at += 4
  if (log > mostLog) throw wrong()
  const shares: number[] = []
  let left = 1 << log
  while (left > 0) {
    if (shares.length > mostSymbol) throw wrong()
    const count = 32 - Math.clz32(left + 1)
    const half = (1 << (count - 1)) - 1
    const few = (1 << count) - 1 - (left + 1)
    let value = peek(count)
    if ((value & half) < few) {
      value &= half
      at += count - 1
    } else {
      if (value > half) value -= few
      at += count
    }
    const share = value - 1
    left -= Math.abs(share)
    shares.push(share)
    if (share !== 0) continue
    for (let more = 3; more === 3; ) {
      more = peek(2)
      at += 2
      for (let i = 0; i < more; i++) shares.push(0)
    }
  }
  if (left < 0 || shares.length > mostSymbol + 1 || at > 8 * bytes.length) throw wrong()
  return { table: fseOf(shares, log), end: (at + 7) >> 3 }
}

/** A prefix code: what the next `log` bits stand for, and how many of them it takes. */
export interface Huffman {
  readonly log: number
  readonly symbol: Uint8Array
  readonly bits: Uint8Array
}

/** Reads a prefix code (section 4.2.1). */
export function readHuffman(bytes: Uint8Array, start: number): { table: Huffman; end: number } {
  const head = bytes[start]
  if (head === undefined) throw wrong()
  const weights: number[] = []
  let end: number
  if (head >= 128) {
    for (let i = 0; i < head - 127; i++) {
      const byte = bytes[start + 1 + (i >> 1)] ?? 0
      weights.push(i % 2 === 0 ? byte >> 4 : byte & 15)
    }
    end = start + 1 + Math.ceil((head - 127) / 2)
  } else {
    end = start + 1 + head
    const { table, end: from } = readFse(bytes.subarray(0, end), start + 1, 6, 255)
    weights.push(...weightsOf(table, new BackBits(bytes.subarray(from, end))))
  }
  if (end > bytes.length) throw wrong()
  return { table: huffmanOf(weights), end }
}

/** Two states take turns until the stream is used up. */
function weightsOf(table: Fse, stream: BackBits): number[] {
  const weights: number[] = []
  const states = [stream.take(table.log), stream.take(table.log)]
  for (let turn = 0; weights.length < 256; turn ^= 1) {
    const state = states[turn]!
    weights.push(table.symbol[state]!)
    const bits = table.bits[state]!
    if (stream.left < bits) {
      weights.push(table.symbol[states[turn ^ 1]!]!)
      return weights
    }
    states[turn] = table.base[state]! + stream.take(bits)
  }
  throw wrong()
}

function huffmanOf(weights: number[]): Huffman {
  const sum = weights.reduce((total, weight) => total + (weight > 0 ? 2 ** (weight - 1) : 0), 0)
  if (sum === 0 || weights.length > 255 || weights.some((weight) => weight > 11)) throw wrong()
  const log = 32 - Math.clz32(sum)
  const rest = (1 << log) - sum
  if (log > 11 || (rest & (rest - 1)) !== 0) throw wrong()
  weights.push(32 - Math.clz32(rest))
  const symbol = new Uint8Array(1 << log)
  const bits = new Uint8Array(1 << log)
  let at = 0
  for (let weight = 1; weight <= log; weight++)
    for (const [s, own] of weights.entries()) {
      if (own !== weight) continue
      const end = at + (1 << (weight - 1))
      symbol.fill(s, at, end)
      bits.fill(log + 1 - weight, at, end)
      at = end
    }
  if (at !== 1 << log) throw wrong()
  return { log, symbol, bits }
}
