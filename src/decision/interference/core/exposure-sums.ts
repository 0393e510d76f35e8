import type { ExposureLaw } from './exposure-law.js'

/** What is summed: for each unit that counts its value over the chance of the exposure that it had, and the value's square over that chance. */
export interface Summed {
  readonly includes: Uint8Array
  readonly weighted: Float64Array
  readonly squared: Float64Array
}

/** Types of units, by pairs of which far units are summed up, at most. */
const mostTypes = 1500

/** Estimates of the variance of each level's sum (diagonal) and of the covariance of two. levels × levels. */
export type SumCovariance = Float64Array

/**
 * Aronow & Samii's estimators for several sums at once: variances by equation 7 with the correction of equation 9 for pairs that can never be
 * seen together (whose products no data show), covariances by equation 11. Their mean is at least the truth for variances and
 * at most for covariances, so intervals are wide rather than narrow. Null where there are too many pairs, or types of units.
 */
export function sumCovariances(
  law: ExposureLaw,
  observed: Int32Array,
  sums: readonly Summed[],
): readonly SumCovariance[] | null {
  const L = law.levels.length
  const n = observed.length
  const { chance } = law
  const found = sums.map(() => new Float64Array(L * L))
  // a unit with itself
  for (let i = 0; i < n; i++) {
    const a = observed[i]!
    for (const [s, { includes, weighted, squared }] of sums.entries()) {
      if (includes[i] === 0) continue
      found[s]![a * L + a]! += (1 - chance[i * L + a]!) * weighted[i]! * weighted[i]!
      // no unit has two exposures
      for (let b = 0; b < L; b++) {
        if (b === a || chance[i * L + b] === 0) continue
        found[s]![a * L + b]! -= squared[i]! / 2
        found[s]![b * L + a]! -= squared[i]! / 2
      }
    }
  }
  const add = (i: number, j: number, joint: Float64Array, share: number): void => {
    const [a, b] = [observed[i]!, observed[j]!]
    const p = joint[a * L + b]!
    const factor = p > 0 ? (share * (p - chance[i * L + a]! * chance[j * L + b]!)) / p : 0
    for (let s = 0; factor !== 0 && s < sums.length; s++) {
      const { includes, weighted } = sums[s]!
      if (includes[i] === 0 || includes[j] === 0) continue
      const product = factor * weighted[i]! * weighted[j]!
      found[s]![a * L + b]! += product
      found[s]![b * L + a]! += product
    }
    for (let x = 0; x < L; x++)
      for (let y = 0; y < L; y++) {
        if (joint[x * L + y] !== 0 || (x !== a && y !== b)) continue
        if (chance[i * L + x] === 0 || chance[j * L + y] === 0) continue
        // variances grow, covariances shrink
        const half = x === y ? share / 2 : -share / 2
        for (let s = 0; s < sums.length; s++) {
          const { includes, squared } = sums[s]!
          if (includes[i] === 0 || includes[j] === 0) continue
          const more = half * ((x === a ? squared[i]! : 0) + (y === b ? squared[j]! : 0))
          found[s]![x * L + y]! += more
          found[s]![y * L + x]! += more
        }
      }
  }
  if (law.far !== null && law.far.types > mostTypes) return null
  const far = law.far === null ? null : farTable(law.far.types, law.far.joint)
  const walked = law.eachPair((i, j, joint) => {
    add(i, j, joint, 1)
    // what the sums over types below count for this pair is not so
    const wrong = far?.[law.far!.type[i]! * law.far!.types + law.far!.type[j]!]
    if (wrong != null) add(i, j, wrong, -1)
  })
  if (!walked) return null
  if (far !== null) addFar(law, far, observed, sums, found)
  return found
}

function farTable(types: number, joint: (t: number, u: number) => Float64Array | null): (Float64Array | null)[] {
  return Array.from({ length: types * types }, (_, k) => joint(Math.floor(k / types), k % types))
}

/** All pairs of different units, as if none shared a coin: by their types. */
function addFar(
  { levels, chance, far }: ExposureLaw,
  table: readonly (Float64Array | null)[],
  observed: Int32Array,
  sums: readonly Summed[],
  found: readonly Float64Array[],
): void {
  const L = levels.length
  const { type, types } = far!
  const chanceOf = new Float64Array(types * L)
  for (let i = 0; i < type.length; i++) chanceOf.set(chance.subarray(i * L, (i + 1) * L), type[i]! * L)
  for (const [s, { includes, weighted, squared }] of sums.entries()) {
    const sum = new Float64Array(types * L)
    const square = new Float64Array(types * L)
    const sumOfSquares = new Float64Array(types * L)
    const size = new Float64Array(types)
    for (let i = 0; i < type.length; i++) {
      if (includes[i] === 0) continue
      const k = type[i]! * L + observed[i]!
      sum[k]! += weighted[i]!
      sumOfSquares[k]! += weighted[i]! * weighted[i]!
      square[k]! += squared[i]!
      size[type[i]!]!++
    }
    const out = found[s]!
    for (let t = 0; t < types; t++)
      for (let u = 0; u < types; u++) {
        const joint = table[t * types + u]
        if (joint == null) continue
        for (let a = 0; a < L; a++)
          for (let b = 0; b < L; b++) {
            const [pa, pb, p] = [chanceOf[t * L + a]!, chanceOf[u * L + b]!, joint[a * L + b]!]
            if (p > 0) {
              // the pairs of a unit with itself, which are none, come off
              const own = t === u && a === b ? sumOfSquares[t * L + a]! : 0
              out[a * L + b]! += ((p - pa * pb) / p) * (sum[t * L + a]! * sum[u * L + b]! - own)
            } else if (pa > 0 && pb > 0) {
              const others = size[u]! - (t === u ? 1 : 0)
              const these = size[t]! - (t === u ? 1 : 0)
              const half = (square[t * L + a]! * others + square[u * L + b]! * these) / 2
              out[a * L + b]! += a === b ? half : -half
            }
          }
      }
  }
}
