/**
 * The terms P(of | do(act), given) of a search, in typed arrays: each is stored once, with the rule and the terms that it came
 * from. About 50 bytes a term.
 */
export class TermTable {
  count: number = 0
  of: Int32Array<ArrayBuffer> = new Int32Array(256)
  act: Int32Array<ArrayBuffer> = new Int32Array(256)
  given: Int32Array<ArrayBuffer> = new Int32Array(256)
  domain: Uint8Array<ArrayBuffer> = new Uint8Array(256)
  rule: Uint8Array<ArrayBuffer> = new Uint8Array(256)
  depth: Uint16Array<ArrayBuffer> = new Uint16Array(256)
  left: Int32Array<ArrayBuffer> = new Int32Array(256)
  right: Int32Array<ArrayBuffer> = new Int32Array(256)
  /** The next term with the same condition, in a list that begins in `#heads`. */
  next: Int32Array<ArrayBuffer> = new Int32Array(256)
  /** Positions of terms plus one, by the hash of their masks. */
  #slots = new Int32Array(1024)
  /** The first term (plus one) of each list of terms with the same condition, by the hash of the condition. */
  #heads = new Int32Array(1024)

  /** The position of a term, or −1. */
  find(of: number, act: number, given: number, domain: number): number {
    return this.#slots[this.#slot(of, act, given, domain)]! - 1
  }

  /** Stores a term where it is new: its position, or −1 where it was known. */
  add(of: number, act: number, given: number, domain: number): number {
    let slot = this.#slot(of, act, given, domain)
    if (this.#slots[slot] !== 0) return -1
    if (2 * this.count >= this.#slots.length) {
      this.#widen()
      slot = this.#slot(of, act, given, domain)
    }
    if (this.count === this.of.length) this.#lengthen()
    const at = this.count++
    this.#slots[slot] = at + 1
    this.of[at] = of
    this.act[at] = act
    this.given[at] = given
    this.domain[at] = domain
    return at
  }

  /** The first listed term with this condition, or −1; `next[…] − 1` gives the others. */
  firstWith(act: number, given: number, domain: number): number {
    return this.#heads[this.#head(act, given, domain)]! - 1
  }

  /** Puts a term at the front of the list of those with its condition. */
  list(at: number): void {
    const head = this.#head(this.act[at]!, this.given[at]!, this.domain[at]!)
    this.next[at] = this.#heads[head]!
    this.#heads[head] = at + 1
  }

  #slot(of: number, act: number, given: number, domain: number): number {
    const mask = this.#slots.length - 1
    for (let k = mixed(of, mixed(act, mixed(given, domain))) & mask; ; k = (k + 1) & mask) {
      const at = this.#slots[k]! - 1
      if (at < 0) return k
      if (this.of[at] === of && this.act[at] === act && this.given[at] === given && this.domain[at] === domain) return k
    }
  }

  #head(act: number, given: number, domain: number): number {
    const mask = this.#heads.length - 1
    for (let k = mixed(act, mixed(given, domain)) & mask; ; k = (k + 1) & mask) {
      const at = this.#heads[k]! - 1
      if (at < 0 || (this.act[at] === act && this.given[at] === given && this.domain[at] === domain)) return k
    }
  }

  #widen(): void {
    const [lists, size] = [this.#heads, 2 * this.#slots.length]
    this.#slots = new Int32Array(size)
    for (let at = 0; at < this.count; at++) {
      this.#slots[this.#slot(this.of[at]!, this.act[at]!, this.given[at]!, this.domain[at]!)] = at + 1
    }
    this.#heads = new Int32Array(size)
    for (const first of lists) {
      if (first === 0) continue
      this.#heads[this.#head(this.act[first - 1]!, this.given[first - 1]!, this.domain[first - 1]!)] = first
    }
  }

  #lengthen(): void {
    const size = 2 * this.of.length
    const longer = (list: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
      const copy = new Int32Array(size)
      copy.set(list)
      return copy
    }
    this.of = longer(this.of)
    this.act = longer(this.act)
    this.given = longer(this.given)
    this.left = longer(this.left)
    this.right = longer(this.right)
    this.next = longer(this.next)
    const [domain, rule, depth] = [this.domain, this.rule, this.depth]
    this.domain = new Uint8Array(size)
    this.domain.set(domain)
    this.rule = new Uint8Array(size)
    this.rule.set(rule)
    this.depth = new Uint16Array(size)
    this.depth.set(depth)
  }
}

/** A hash of two numbers. */
function mixed(a: number, b: number): number {
  let h = Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b)
  h ^= h >>> 15
  h = Math.imul(h, 0xc2b2ae35)
  return h ^ (h >>> 13)
}
