/** How a minimisation ended. */
export interface Minimum {
  readonly x: Float64Array
  readonly value: number
  readonly steps: number
  readonly converged: boolean
}

/**
 * Minimises f(x) + Σ λᵢ |xᵢ| for a smooth f by the orthant-wise limited-memory quasi-Newton method (Andrew & Gao 2007): steps of
 * L-BFGS (Nocedal & Wright 2006, Algorithm 7.4) on the pseudo-gradient, which stay in the orthant that they start in.
 *
 * @param smooth - f at x; writes its gradient to `gradient`
 * @param weights - λ, one a coordinate; a coordinate with an infinite one stays 0
 */
export function orthantWise(
  start: Float64Array,
  smooth: (x: Float64Array, gradient: Float64Array) => number,
  weights: Float64Array,
  {
    maxSteps,
    tolerance,
    memory = 10,
  }: { readonly maxSteps: number; readonly tolerance: number; readonly memory?: number },
): Minimum {
  const n = start.length
  const isFixed = weights.map((w) => (w === Number.POSITIVE_INFINITY ? 1 : 0))
  const penalty = (x: Float64Array): number => {
    let sum = 0
    for (let i = 0; i < n; i++) if (isFixed[i] === 0) sum += weights[i]! * Math.abs(x[i]!)
    return sum
  }
  let x = start.slice()
  let g = new Float64Array(n)
  let value = smooth(x, g) + penalty(x)
  const history: { readonly s: Float64Array; readonly y: Float64Array; readonly rho: number }[] = []
  for (let step = 1; step <= maxSteps; step++) {
    const pseudo = pseudoGradient(x, g, weights, isFixed)
    if (largest(pseudo) <= tolerance) return { x, value, steps: step - 1, converged: true }
    const way = direction(pseudo, history)
    // only where it goes down, and in the orthant of x, or of the way down where x is 0
    for (let i = 0; i < n; i++) if (way[i]! * pseudo[i]! >= 0) way[i] = 0
    const slope = dot(way, pseudo)
    let length = history.length === 0 ? 1 / Math.max(1, Math.sqrt(dot(pseudo, pseudo))) : 1
    let next = x
    let after = Number.POSITIVE_INFINITY
    const fresh = new Float64Array(n)
    for (let halved = 0; halved < 40; halved++, length /= 2) {
      next = Float64Array.from(x, (xi, i) => {
        const orthant = xi === 0 ? -Math.sign(pseudo[i]!) : Math.sign(xi)
        const to = xi + length * way[i]!
        return weights[i]! > 0 && Math.sign(to) !== orthant ? 0 : to
      })
      after = smooth(next, fresh) + penalty(next)
      if (after <= value + 1e-4 * length * slope) break
      after = Number.POSITIVE_INFINITY
    }
    if (!(after < value)) {
      // steepest descent goes down wherever anything does, up to rounding
      if (history.length === 0) return { x, value, steps: step, converged: true }
      history.length = 0
      continue
    }
    const s = Float64Array.from(next, (v, i) => v - x[i]!)
    const y = Float64Array.from(fresh, (v, i) => v - g[i]!)
    const sy = dot(s, y)
    if (sy > 1e-12 * Math.sqrt(dot(s, s) * dot(y, y))) {
      history.push({ s, y, rho: 1 / sy })
      if (history.length > memory) history.shift()
    }
    const gained = value - after
    x = next
    g = fresh.slice()
    value = after
    if (gained <= 1e-14 * Math.max(1, Math.abs(value))) return { x, value, steps: step, converged: true }
  }
  return { x, value, steps: maxSteps, converged: false }
}

/** The steepest slope of f + Σ λ |x|: its right or left derivative where x is 0, whichever goes down, else 0. */
function pseudoGradient(x: Float64Array, g: Float64Array, weights: Float64Array, isFixed: Float64Array): Float64Array {
  return x.map((xi, i) => {
    if (isFixed[i] === 1) return 0
    const w = weights[i]!
    if (xi !== 0) return g[i]! + Math.sign(xi) * w
    if (g[i]! + w < 0) return g[i]! + w
    return Math.max(g[i]! - w, 0)
  })
}

/** −H g by the two loops over the last steps. */
function direction(
  g: Float64Array,
  history: readonly { readonly s: Float64Array; readonly y: Float64Array; readonly rho: number }[],
): Float64Array {
  const q = g.map((v) => -v)
  const alpha = new Float64Array(history.length)
  for (let k = history.length - 1; k >= 0; k--) {
    const { s, y, rho } = history[k]!
    alpha[k] = rho * dot(s, q)
    for (let i = 0; i < q.length; i++) q[i]! -= alpha[k]! * y[i]!
  }
  const last = history.at(-1)
  if (last !== undefined) {
    const scale = 1 / (last.rho * dot(last.y, last.y))
    for (let i = 0; i < q.length; i++) q[i]! *= scale
  }
  for (const [k, { s, y, rho }] of history.entries()) {
    const beta = rho * dot(y, q)
    for (let i = 0; i < q.length; i++) q[i]! += (alpha[k]! - beta) * s[i]!
  }
  return q
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

function largest(a: Float64Array): number {
  let most = 0
  for (const v of a) most = Math.max(most, Math.abs(v))
  return most
}
