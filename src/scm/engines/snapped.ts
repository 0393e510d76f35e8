import type { Distribution } from '../../probability/families/distribution.js'
import type { Evaluation } from './evaluation.js'
import { type NodeColumn, numberColumn } from './node-column.js'

/** Whether single numbers have a probability: finitely many, or counts. */
export const hasMass = (noise: Distribution): boolean => noise.values !== null || noise.family === 'poisson'

/** What rounding may take from a sum, relative to the sizes of its terms. */
const roundingOfSums = 1e-12

/**
 * A found noise whose single numbers have probabilities, brought to the nearest of them where it is off by no more than rounding:
 * y − b x is seldom the last digit of a noise that was added to b x.
 *
 * `sizes`: by how much the inputs entered what was found; `size`: a constant that did; `other`: a column that did.
 */
export function snapped(
  noise: Distribution,
  found: NodeColumn,
  { inputs }: Pick<Evaluation, 'inputs'>,
  sizes: readonly number[],
  size = 0,
  other: NodeColumn | null = null,
): NodeColumn {
  const { numbers } = found
  if (numbers === null || !hasMass(noise)) return found
  const values = noise.values === null ? null : Float64Array.from(noise.values as readonly number[]).sort()
  return numberColumn(
    numbers.map((u, r) => {
      const near = values === null ? Math.round(u) : nearest(values, u)
      let scale = size + Math.abs(u) + Math.abs(other?.numbers?.[r] ?? 0)
      for (const [k, b] of sizes.entries()) scale += b * Math.abs(inputs[k]!.numbers![r]!)
      return Math.abs(near - u) <= roundingOfSums * scale ? near : u
    }),
  )
}

/** The nearest of numbers in order. */
function nearest(values: Float64Array, x: number): number {
  let low = 0
  let high = values.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (values[middle]! <= x) low = middle
    else high = middle
  }
  return x - values[low]! <= values[high]! - x ? values[low]! : values[high]!
}
