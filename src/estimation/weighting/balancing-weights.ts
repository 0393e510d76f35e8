import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { weightedGram } from '../../numeric/weighted-gram.js'
import type { Design } from '../core/regression/design.js'

/** Weights of an arm's rows, mean 1 over the arm, with the largest difference of means left. */
export interface Balancing {
  readonly w: Float64Array
  readonly imbalance: number
}

/**
 * The weights w = exp(λ·(x − c)) with Σ own w (x − c) = 0: the least of the convex log Σ own exp(λ·(x − c)), by Newton's
 * method with halving. Null where c lies outside what the rows can average to: λ then runs away.
 */
export function balancingWeights({ n, k, x }: Design, own: Float64Array, center: Float64Array): Balancing | null {
  const p = k - 1
  const lambda = new Float64Array(p)
  const z = new Float64Array(n * p)
  for (let i = 0; i < n; i++) for (let a = 0; a < p; a++) z[i * p + a] = x[i * k + a + 1]! - center[a + 1]!
  const eta = new Float64Array(n)
  const share = new Float64Array(n)
  /** log Σ own exp(η), and the shares of each row in it. */
  const evaluate = (at: Float64Array): number => {
    let most = Number.NEGATIVE_INFINITY
    for (let i = 0; i < n; i++) {
      let sum = 0
      for (let a = 0; a < p; a++) sum += z[i * p + a]! * at[a]!
      eta[i] = sum
      if (own[i]! > 0) most = Math.max(most, sum)
    }
    let total = 0
    for (let i = 0; i < n; i++) {
      share[i] = own[i]! > 0 ? own[i]! * portableExp(eta[i]! - most) : 0
      total += share[i]!
    }
    for (let i = 0; i < n; i++) share[i]! /= total
    return most + portableLog(total)
  }
  const gradientOf = (): Float64Array => {
    const g = new Float64Array(p)
    for (let i = 0; i < n; i++) if (share[i]! > 0) for (let a = 0; a < p; a++) g[a]! += share[i]! * z[i * p + a]!
    return g
  }
  const largest = (g: Float64Array): number => g.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  let value = evaluate(lambda)
  for (let round = 0; round < 200; round++) {
    const g = gradientOf()
    if (largest(g) < 1e-13 || (round > 100 && largest(g) < 1e-9)) return finished(share, own, largest(g))
    const hessian = weightedGram(z, n, p, share)
    for (let a = 0; a < p; a++) for (let b = 0; b < p; b++) hessian[a * p + b]! -= g[a]! * g[b]!
    const root = cholesky(hessian, p)
    if (!root.ok) return null
    const step = solveCholesky(root.factor, p, g.slice())
    const slope = step.reduce((sum, s, a) => sum + s * g[a]!, 0)
    let length = 1
    for (;;) {
      const next = lambda.map((l, a) => l - length * step[a]!)
      const there = evaluate(next)
      if (there <= value - 1e-4 * length * slope + 1e-15 * Math.abs(value) || length < 1e-10) {
        // what is left is rounding
        if (length < 1e-10) {
          evaluate(lambda)
          return largest(g) < 1e-8 ? finished(share, own, largest(g)) : null
        }
        lambda.set(next)
        value = there
        break
      }
      length /= 2
    }
    if (lambda.some((l) => Math.abs(l) > 500)) return null
  }
  return null
}

function finished(share: Float64Array, own: Float64Array, imbalance: number): Balancing {
  const total = own.reduce((sum, value) => sum + value, 0)
  return { w: share.map((part, i) => (own[i]! > 0 ? (part * total) / own[i]! : 0)), imbalance }
}
