import { portableLog } from '../../numeric/special/portable-log.js'
import type { Generator } from '../../probability/streams/generator.js'
import type { IndexAlgorithm } from './index-types.js'

/** What was seen of each arm, rewards between 0 and 1. */
export interface ArmTally {
  readonly pulls: Int32Array
  readonly sums: Float64Array
}

export function emptyTally(arms: number): ArmTally {
  return { pulls: new Int32Array(arms), sums: new Float64Array(arms) }
}

/** The arm to pull next: each arm once, then the one of the largest index; the earliest among equals. */
export function nextArm({ pulls, sums }: ArmTally, algorithm: IndexAlgorithm, draw: Generator): number {
  const untried = algorithm === 'thompson' ? -1 : pulls.indexOf(0)
  if (untried >= 0) return untried
  const t = pulls.reduce((all, count) => all + count, 0)
  let [best, value] = [0, Number.NEGATIVE_INFINITY]
  for (let a = 0; a < pulls.length; a++) {
    const index = indexOf(algorithm, sums[a]!, pulls[a]!, t, draw)
    if (index > value) [best, value] = [a, index]
  }
  return best
}

function indexOf(algorithm: IndexAlgorithm, sum: number, n: number, t: number, draw: Generator): number {
  // a draw from the posterior of a uniform prior (Agrawal & Goyal 2012)
  if (algorithm === 'thompson') {
    const [a, b] = [draw.gamma(1 + sum), draw.gamma(1 + n - sum)]
    return a / (a + b)
  }
  // Auer, Cesa-Bianchi & Fischer 2002
  if (algorithm === 'ucb') return sum / n + Math.sqrt((2 * portableLog(t)) / n)
  return klUpper(sum / n, portableLog(t) / n)
}

/** The largest q with kl(p, q) ≤ bound, of Bernoulli laws, by bisection (Garivier & Cappé 2011). */
function klUpper(p: number, bound: number): number {
  let [low, high] = [p, 1]
  for (let step = 0; step < 40 && high - low > 1e-9; step++) {
    const q = 0.5 * (low + high)
    if (divergence(p, q) > bound) high = q
    else low = q
  }
  return low
}

function divergence(p: number, q: number): number {
  const part = (a: number, b: number): number => (a === 0 ? 0 : a * portableLog(a / b))
  return q >= 1 ? (p >= 1 ? 0 : Number.POSITIVE_INFINITY) : part(p, q) + part(1 - p, 1 - q)
}
