import { digamma } from '../../numeric/special/digamma.js'

/** Bytes that distances of pairs of rows may take; beyond, they are made again in each call. */
const MOST_BYTES = 1 << 27

/**
 * Columns as whole numbers whose differences are distances: twice the rank of a number, so that ties fit in; categories
 * lie `apartIn(n)` from one another, which is farther than any two numbers.
 */
export type Places = Int32Array

/** The distance of rows in different categories, and the largest there is. */
export const apartIn = (n: number): number => 2 * n

/**
 * The conditional mutual information of x and y given z, in nats, as a function of x, by the neighbours of each row in the
 * largest difference of a coordinate (Frenzel & Pompe 2007; with ties and categories Mesner & Shalizi 2021): of row i the
 * distance ρ to its k-th neighbour, the rows k' within it (more than k among ties), and those within it in (x, z), (y, z) and z,
 * make ψ(k') − ψ(n_xz) − ψ(n_yz) + ψ(n_z).
 *
 * Distances of ranks are whole numbers: counting them finds the k-th without sorting. What y and z say is worked out once for
 * all x, as long as it fits into 128 MB.
 *
 * O(n²) a call.
 */
export function neighborInformation(y: Places, z: readonly Places[], n: number, k: number): (x: Places) => number {
  const psi = Float64Array.from({ length: n + 1 }, (_, i) => (i === 0 ? 0 : digamma(i)))
  const far = apartIn(n)
  const count = new Int32Array(far + 1)
  const fits = 8 * n * n <= MOST_BYTES
  const inZ = new Int32Array(fits ? n * n : n)
  const inYZ = new Int32Array(fits ? n * n : n)
  if (fits) for (let i = 0; i < n; i++) distances(i, i * n)

  /** The distances of row i to all rows, in z and in (y, z). */
  function distances(i: number, at: number): void {
    for (const column of z) grow(inZ, at, column, i, n, far)
    inYZ.set(inZ.subarray(at, at + n), at)
    grow(inYZ, at, y, i, n, far)
  }

  return (x) => {
    let sum = 0
    for (let i = 0; i < n; i++) {
      const row = fits ? i * n : 0
      if (!fits) {
        inZ.fill(0)
        distances(i, 0)
      }
      // the row itself is nearest: its k-th neighbour has position k
      const reach = kthDistance(count, x, i, inYZ, row, n, far, k)
      const own = x[i]!
      // the sign bit of a distance less `beyond`: a whole number without a branch, several times as fast
      const beyond = reach === far ? 0x7fffffff : reach + 1
      let within = 0
      let withinXZ = 0
      let withinYZ = 0
      let withinZ = 0
      for (let j = 0; j < n; j++) {
        const nearX = (Math.abs(x[j]! - own) - beyond) >>> 31
        const nearYZ = (inYZ[row + j]! - beyond) >>> 31
        const nearZ = (inZ[row + j]! - beyond) >>> 31
        within += nearX & nearYZ
        withinXZ += nearX & nearZ
        withinYZ += nearYZ
        withinZ += nearZ
      }
      // the row itself is not counted among its neighbours within reach
      sum += psi[Math.max(1, within - 1)]! - psi[withinXZ]! - psi[withinYZ]! + psi[withinZ]!
    }
    return sum / n
  }
}

/** Makes the distances of row i at least those in one more column. */
function grow(room: Int32Array, at: number, column: Places, i: number, n: number, far: number): void {
  const own = column[i]!
  for (let j = 0; j < n; j++) {
    const apart = Math.min(far, Math.abs(column[j]! - own))
    if (apart > room[at + j]!) room[at + j] = apart
  }
}

/** The k-th smallest, from 0, of the distances of row i in (x, y, z). */
function kthDistance(
  count: Int32Array,
  x: Places,
  i: number,
  inYZ: Int32Array,
  row: number,
  n: number,
  far: number,
  k: number,
): number {
  count.fill(0)
  const own = x[i]!
  for (let j = 0; j < n; j++) {
    const apart = Math.abs(x[j]! - own)
    const rest = inYZ[row + j]!
    const whole = Math.max(apart, rest)
    count[Math.min(whole, far)]!++
  }
  let reach = 0
  for (let before = count[0]!; before <= k; before += count[reach]!) reach++
  return reach
}
