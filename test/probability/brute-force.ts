import type { Contraction } from '../../src/probability/contraction/contract.js'

/** The definition, by running through every state of every variable: no order, no plan. */
export function bruteForce(problem: Contraction): number[] {
  const { cardinalities, tensors, keep, semiring = 'sum-product' } = problem
  const n = cardinalities.length
  const log = semiring === 'log-sum-exp'
  const used = new Set<number>([...Array.from(keep), ...tensors.flatMap((t) => Array.from(t.scope))])
  const fixed = new Map(problem.evidence ?? [])
  const state = new Array<number>(n).fill(0)
  const place = (axes: ArrayLike<number>): number =>
    Array.from(axes).reduce((at, v) => at * cardinalities[v]! + state[v]!, 0)
  const size = Array.from(keep).reduce((s, v) => s * cardinalities[v]!, 1)
  const terms: number[][] = Array.from({ length: size }, () => [])
  const visit = (v: number): void => {
    if (v === n) {
      const values = tensors.map((t) => t.values[place(t.scope)]!)
      terms[place(keep)]!.push(log ? values.reduce((s, x) => s + x, 0) : values.reduce((p, x) => p * x, 1))
      return
    }
    const choices = fixed.has(v)
      ? [fixed.get(v)!]
      : used.has(v)
        ? Array.from({ length: cardinalities[v]! }, (_, s) => s)
        : [0]
    for (const s of choices) {
      state[v] = s
      visit(v + 1)
    }
  }
  visit(0)
  return terms.map((list) => {
    if (log) return Math.log(list.reduce((s, x) => s + Math.exp(x), 0))
    return semiring === 'sum-product' ? list.reduce((s, x) => s + x, 0) : Math.max(0, ...list)
  })
}
