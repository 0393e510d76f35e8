import { kthSmallest } from '../../numeric/kth-smallest.js'
import { digamma } from '../../numeric/special/digamma.js'

/**
 * The conditional mutual information of x and y given z, in nats, as a function of x, by the neighbours of each row in the
 * largest difference of a coordinate (Frenzel & Pompe 2007; with ties and categories Mesner & Shalizi 2021): of row i the
 * distance ρ to its k-th neighbour, the rows k' within it (more than k among ties), and those within it in (x, z), (y, z) and z,
 * make ψ(k') − ψ(n_xz) − ψ(n_yz) + ψ(n_z).
 *
 * O(n²) a call, with the distances of y and z made once while they fit.
 */
export function neighborInformation(
  y: Float64Array,
  z: readonly Float64Array[],
  n: number,
  k: number,
): (x: Float64Array) => number {
  const psi = Float64Array.from({ length: n + 1 }, (_, i) => (i === 0 ? 0 : digamma(i)))
  const inZ = new Float64Array(n)
  const inYZ = new Float64Array(n)
  const inAll = new Float64Array(n)
  const room = new Float64Array(n)
  const distances = (i: number): void => {
    inZ.fill(0)
    for (const column of z) {
      const at = column[i]!
      for (let j = 0; j < n; j++) {
        const d = Math.abs(column[j]! - at)
        if (d > inZ[j]!) inZ[j] = d
      }
    }
    const at = y[i]!
    for (let j = 0; j < n; j++) {
      const d = Math.abs(y[j]! - at)
      inYZ[j] = Math.max(d, inZ[j]!)
    }
  }
  return (x) => {
    let sum = 0
    for (let i = 0; i < n; i++) {
      distances(i)
      const at = x[i]!
      for (let j = 0; j < n; j++) {
        const d = Math.abs(x[j]! - at)
        inAll[j] = room[j] = Math.max(d, inYZ[j]!)
      }
      // the row itself is nearest: its k-th neighbour has position k
      const reach = kthSmallest(room, n, k)
      let within = 0
      let withinXZ = 0
      let withinYZ = 0
      let withinZ = 0
      for (let j = 0; j < n; j++) {
        if (inZ[j]! > reach) continue
        withinZ++
        if (inYZ[j]! <= reach) withinYZ++
        if (Math.abs(x[j]! - at) <= reach) withinXZ++
        if (inAll[j]! <= reach) within++
      }
      // the row itself is not counted among its neighbours within reach
      const own = within - 1
      sum += psi[Math.max(1, own)]! - psi[withinXZ]! - psi[withinYZ]! + psi[withinZ]!
    }
    return sum / n
  }
}
