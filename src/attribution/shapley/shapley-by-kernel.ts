import type { Generator } from '../../probability/streams/generator.js'

/** Shapley values that were sampled, and their standard errors. */
export interface SampledValues {
  readonly shares: Float64Array
  readonly errors: Float64Array
}

/**
 * Shapley values as the solution of a weighted least-squares problem over random coalitions (Covert & Lee 2021, section 3.2:
 * the matrix A = E[z zᵀ] is known, so only b = E[z v(z)] is estimated). A is (½ − a) I + a 11ᵀ, so the solution under
 * Σ β = v(all) − v(none) is β = (b − b̄) / (½ − a) + (v(all) − v(none)) / n, without a system to solve.
 */
export function shapleyByKernel(
  n: number,
  worthOf: (inside: Uint8Array) => number,
  draws: number,
  random: Generator,
): SampledValues {
  const none = worthOf(new Uint8Array(n))
  const whole = worthOf(new Uint8Array(n).fill(1)) - none
  if (n < 2) return { shares: new Float64Array(n).fill(whole), errors: new Float64Array(n) }
  // sizes with probability ∝ 1 / (k (n − k)); a = P(two given players are both in)
  const sizes = new Float64Array(n)
  let total = 0
  let both = 0
  for (let k = 1; k < n; k++) {
    total += sizes[k] = 1 / (k * (n - k))
    both += (k - 1) / (n - k)
  }
  const a = both / (n * (n - 1)) / total
  const order = Int32Array.from({ length: n }, (_, i) => i)
  const mean = new Float64Array(n)
  const spread = new Float64Array(n)
  const one = new Float64Array(n)
  for (let d = 0; d < draws; d++) {
    let u = random.uniform() * total
    let size = 1
    while (size < n - 1 && u >= sizes[size]!) u -= sizes[size++]!
    random.shuffle(order)
    const inside = new Uint8Array(n)
    for (let k = 0; k < size; k++) inside[order[k]!] = 1
    // a coalition and its complement are one draw (section 3.3); worths count from that of equal shares, whose values are known
    const here = worthOf(inside) - none - (whole * size) / n
    const there = worthOf(inside.map((z) => 1 - z)) - none - (whole * (n - size)) / n
    let sum = 0
    for (let i = 0; i < n; i++) sum += one[i] = (inside[i] === 1 ? here : there) / 2
    for (let i = 0; i < n; i++) {
      const value = (one[i]! - sum / n) / (0.5 - a) + whole / n
      const gap = value - mean[i]!
      mean[i]! += gap / (d + 1)
      spread[i]! += gap * (value - mean[i]!)
    }
  }
  return { shares: mean, errors: spread.map((s) => Math.sqrt(s / (draws - 1) / draws)) }
}
