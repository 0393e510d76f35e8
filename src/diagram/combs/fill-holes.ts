import { type Channel, makeChannel } from '../terms/channel.js'
import type { Disintegration } from './disintegration.js'

/** The fractional parts of the multiples of these are spread evenly, repeat nowhere, and know nothing of each other. */
const steps = [(Math.sqrt(5) - 1) / 2, Math.SQRT2 - 1] as const

/**
 * Conditionals with their undefined rows filled by some distributions: those of `choice` 0 or those of `choice` 1.
 *
 * An effect is a polynomial in the fillings. Where two choices in general position lead to one answer, the answer does
 * not hang on what was filled in.
 */
export function fillHoles(parts: ReadonlyMap<string, Disintegration>, choice: 0 | 1): Map<string, Channel> {
  let drawn = 0
  const fill = ({ channel, support }: Disintegration): Channel => {
    const values = channel.values.slice()
    const columns = values.length / support.length
    for (const [row, defined] of support.entries()) {
      if (defined) continue
      const weights = Array.from({ length: columns }, () => 1 + ((++drawn * steps[choice]) % 1))
      const sum = weights.reduce((total, weight) => total + weight, 0)
      for (const [j, weight] of weights.entries()) values[row * columns + j] = weight / sum
    }
    return makeChannel(channel.variables, channel.inputs, values)
  }
  return new Map([...parts].map(([name, part]) => [name, fill(part)]))
}

/** For each of the rows whether two answers agree there, up to rounding. */
export function rowsThatAgree(a: Float64Array, b: Float64Array, rows: number): boolean[] {
  const columns = a.length / rows
  return Array.from({ length: rows }, (_, r) => {
    for (let i = r * columns; i < (r + 1) * columns; i++) {
      // both are sums of products of what is not negative: rounding is relative
      if (Math.abs(a[i]! - b[i]!) > 1e-12 * Math.max(a[i]!, b[i]!)) return false
    }
    return true
  })
}
