import type { Feature } from '../core/features.js'
import type { TrainingSet } from '../core/training-set.js'
import { type Standard, standardOf } from '../core/weighted-standard.js'

/** How rows become points: numbers have variance 1, and two different categories are √2 apart, as two rows are on average in a number. */
export interface Space {
  /** The number of coordinates. */
  readonly k: number
  readonly axes: readonly { readonly source: number; readonly code: number; readonly standard: Standard }[]
}

/** The space of a fit; what does not vary has no axis. */
export function spaceOf(data: TrainingSet): Space {
  const axes: { source: number; code: number; standard: Standard }[] = []
  for (const [source, { values, levels }] of data.features.entries()) {
    if (levels === null) {
      const standard = standardOf(values, data.weights)
      if (standard.scale > 0) axes.push({ source, code: -1, standard })
    } else {
      const used = levels.map((_, code) => code).filter((code) => values.includes(code as never))
      if (used.length > 1) for (const code of used) axes.push({ source, code, standard: { center: 0, scale: 1 } })
    }
  }
  return { k: axes.length, axes }
}

/** The points of some rows, row-major n × k. A category that no row of the fit had is as far from all that had one. */
export function pointsIn({ k, axes }: Space, features: readonly Feature[], n: number): Float64Array {
  const x = new Float64Array(n * k)
  for (const [a, { source, code, standard }] of axes.entries()) {
    const { values } = features[source]!
    for (let i = 0; i < n; i++) {
      x[i * k + a] = code < 0 ? (values[i]! - standard.center) / standard.scale : values[i] === code ? 1 : 0
    }
  }
  return x
}

/** The squared distance of point i of one set and point j of another. */
export function squaredDistance(x: Float64Array, i: number, z: Float64Array, j: number, k: number): number {
  let sum = 0
  for (let a = 0, p = i * k, q = j * k; a < k; a++, p++, q++) {
    const d = x[p]! - z[q]!
    sum += d * d
  }
  return sum
}
