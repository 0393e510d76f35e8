import { assignment } from '../../../numeric/assignment.js'

/** An assignment with its regimes renamed so that it agrees with another as far as it can. */
export function matched(regime: Int32Array, wanted: Int32Array, regimes: number): Int32Array {
  const cost = new Float64Array(regimes * regimes)
  for (let t = 0; t < regime.length; t++) cost[regime[t]! * regimes + wanted[t]!]!--
  const to = assignment(cost, regimes)
  return regime.map((k) => to[k]!)
}

/** The share of steps of which two assignments say the same. */
export function shareAlike(a: Int32Array, b: Int32Array): number {
  let alike = 0
  for (let t = 0; t < a.length; t++) if (a[t] === b[t]) alike++
  return alike / a.length
}

/** The places of regimes in the order in which they first appear; those without a step come last. */
export function byFirstStep(regime: Int32Array, regimes: number): Int32Array {
  const place = new Int32Array(regimes).fill(-1)
  let next = 0
  for (const k of regime) if (place[k] === -1) place[k] = next++
  for (let k = 0; k < regimes; k++) if (place[k] === -1) place[k] = next++
  return place
}
