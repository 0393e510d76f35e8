import type { Generator } from '../../probability/streams/generator.js'
import type { SampledValues } from './shapley-by-kernel.js'

/** Mean marginal contributions over random orders; an order and its reverse are one draw, for their errors partly cancel. */
export function shapleyByPermutations(
  n: number,
  worthOf: (inside: Uint8Array) => number,
  draws: number,
  random: Generator,
): SampledValues {
  const order = Int32Array.from({ length: n }, (_, i) => i)
  const mean = new Float64Array(n)
  const spread = new Float64Array(n)
  for (let d = 0; d < draws; d++) {
    random.shuffle(order)
    const both = new Float64Array(n)
    for (const path of [order, order.slice().reverse()]) {
      const inside = new Uint8Array(n)
      let before = worthOf(inside)
      for (const player of path) {
        inside[player] = 1
        const after = worthOf(inside)
        both[player]! += (after - before) / 2
        before = after
      }
    }
    for (let i = 0; i < n; i++) {
      const gap = both[i]! - mean[i]!
      mean[i]! += gap / (d + 1)
      spread[i]! += gap * (both[i]! - mean[i]!)
    }
  }
  return { shares: mean, errors: spread.map((s) => Math.sqrt(s / (draws - 1) / draws)) }
}
