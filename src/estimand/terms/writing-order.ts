import type { Expr } from './expr.js'

const ranks: readonly Expr['kind'][] = ['constant', 'prob', 'ratio', 'sum', 'any', 'product']

/** Constants, probabilities (a condition's own probability after what it conditions), fractions, sums. */
export function writingOrder(factors: readonly Expr[]): Expr[] {
  const rank = factors.map((factor) => ranks.indexOf(factor.kind))
  const order = factors.map((_, i) => i).sort((i, j) => rank[i]! - rank[j]! || i - j)
  const sorted = order.map((i) => factors[i]!)
  if (!sorted.some((factor) => factor.kind === 'prob' && factor.given.length > 0)) return sorted

  // a probability waits while another one that is left has a condition on a value of its event
  const conditions = new Map<number, number>()
  const waiting = new Map<number, number[]>()
  for (const factor of sorted)
    if (factor.kind === 'prob') for (const s of new Set(factor.given)) conditions.set(s, (conditions.get(s) ?? 0) + 1)
  const blocked = sorted.map((factor, at) => {
    if (factor.kind !== 'prob') return 0
    const own = new Set(factor.given)
    const events = [...new Set(factor.of)].filter((s) => !own.has(s) && conditions.has(s))
    for (const s of events) {
      const list = waiting.get(s)
      if (list === undefined) waiting.set(s, [at])
      else list.push(at)
    }
    return events.length
  })
  const ready = new Smallest()
  for (const [at, count] of blocked.entries()) if (count === 0) ready.add(at)
  const isDone = new Uint8Array(sorted.length)
  const done: Expr[] = []
  for (let first = 0; done.length < sorted.length; ) {
    while (isDone[first] === 1) first++
    // conditions in a circle: the first goes, and frees the others
    const at = ready.take() ?? first
    if (isDone[at] === 1) continue
    isDone[at] = 1
    const factor = sorted[at]!
    done.push(factor)
    if (factor.kind !== 'prob') continue
    for (const s of new Set(factor.given)) {
      const left = conditions.get(s)! - 1
      conditions.set(s, left)
      if (left > 0) continue
      for (const other of waiting.get(s) ?? []) if (--blocked[other]! === 0) ready.add(other)
    }
  }
  return done
}

/** Numbers of which the smallest is taken first: a binary heap. */
class Smallest {
  readonly #heap: number[] = []

  add(value: number): void {
    const heap = this.#heap
    let at = heap.push(value) - 1
    for (let up = (at - 1) >> 1; at > 0 && heap[up]! > value; up = (at - 1) >> 1) {
      heap[at] = heap[up]!
      at = up
    }
    heap[at] = value
  }

  take(): number | undefined {
    const heap = this.#heap
    const smallest = heap[0]
    const last = heap.pop()
    if (heap.length === 0 || last === undefined) return smallest
    let at = 0
    for (;;) {
      let down = 2 * at + 1
      if (down + 1 < heap.length && heap[down + 1]! < heap[down]!) down++
      if (down >= heap.length || heap[down]! >= last) break
      heap[at] = heap[down]!
      at = down
    }
    heap[at] = last
    return smallest
  }
}
