import { portableLog2 } from '../../numeric/special/portable-log.js'

/** How far two distributions over the same cells are apart. */
export interface ChannelDistance {
  /** Half the sum of the absolute differences. */
  readonly totalVariation: number
  /** √ of half KL(p, m) plus half KL(q, m) with m the middle, base 2: a metric, at most 1. */
  readonly jensenShannon: number
}

/** The distances of two rows of probabilities. */
export function distanceOf(p: ArrayLike<number>, q: ArrayLike<number>): ChannelDistance {
  let variation = 0
  let divergence = 0
  for (let j = 0; j < p.length; j++) {
    const [x, y] = [p[j]!, q[j]!]
    variation += Math.abs(x - y)
    const m = (x + y) / 2
    if (x > 0) divergence += (x * portableLog2(x / m)) / 2
    if (y > 0) divergence += (y * portableLog2(y / m)) / 2
  }
  return { totalVariation: variation / 2, jensenShannon: Math.sqrt(Math.max(0, divergence)) }
}
