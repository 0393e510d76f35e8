import type { Generator } from '../../probability/streams/generator.js'
import type { LabelledProbability } from '../core/known-probabilities.js'

/** Larger groups are drawn as Gaussians with the same covariance. */
const mostRows = 5_000
/** What is added to each cell: a cell without a row is rare, not impossible. */
const added = 0.5

/** How far frequencies of samples as large as these lie from the probabilities: one draw, group by group, a multinomial each. */
export function frequencyNoise(known: readonly LabelledProbability[], draw: Generator): Float64Array {
  const noise = new Float64Array(known.length)
  for (const [, members] of groupsOf(known)) {
    const n = known[members[0]!]!.mass
    const p = members.map((i) => (known[i]!.p * n + added) / (n + added * members.length))
    if (n > mostRows) gaussian(members, p, n, draw, noise)
    else {
      for (let row = 0; row < n; row++) {
        let rest = draw.uniform()
        let k = 0
        while (k < p.length - 1 && rest >= p[k]!) rest -= p[k++]!
        noise[members[k]!]! += 1 / n
      }
      for (const [k, i] of members.entries()) noise[i]! -= p[k]!
    }
  }
  return noise
}

function gaussian(
  members: readonly number[],
  p: readonly number[],
  n: number,
  draw: Generator,
  noise: Float64Array,
): void {
  const z = p.map((share) => Math.sqrt(share) * draw.normal())
  const sum = z.reduce((a, b) => a + b, 0)
  for (const [k, i] of members.entries()) noise[i] = (z[k]! - p[k]! * sum) / Math.sqrt(n)
}

/** The positions of each group of probabilities that sum to one. */
export function groupsOf(known: readonly LabelledProbability[]): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>()
  for (const [i, { group }] of known.entries()) {
    const members = groups.get(group)
    if (members === undefined) groups.set(group, [i])
    else members.push(i)
  }
  return groups
}
