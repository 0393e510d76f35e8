/** Σ aᵢ bᵢ. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** The vector less its part along each of some orthonormal ones. */
export function without(vector: Float64Array, basis: readonly Float64Array[]): Float64Array {
  const left = vector.slice()
  // twice, so that rounding leaves nothing of a long part
  for (let pass = 0; pass < 2; pass++) {
    for (const unit of basis) {
      const along = dot(left, unit)
      for (let i = 0; i < left.length; i++) left[i]! -= along * unit[i]!
    }
  }
  return left
}

export function scaled(vector: Float64Array, factor: number): Float64Array {
  return vector.map((v) => v * factor)
}

/** The vector at length 1. */
export function unit(vector: Float64Array): Float64Array {
  return scaled(vector, 1 / Math.sqrt(dot(vector, vector)))
}

/** An orthonormal basis of the span of vectors, each a direction that those before it lack. */
export function basisOf(vectors: readonly Float64Array[]): readonly Float64Array[] {
  const basis: Float64Array[] = []
  for (const vector of vectors) basis.push(unit(without(vector, basis)))
  return basis
}

/** The direction along which the weighted vectors lie most, from one to start at: power iteration on Σ w v vᵀ. */
export function mainDirection(
  vectors: readonly Float64Array[],
  weights: readonly number[],
  start: Float64Array,
): Float64Array {
  let direction = start
  for (let step = 0; step < 200; step++) {
    const next = new Float64Array(start.length)
    for (const [k, vector] of vectors.entries()) {
      const along = weights[k]! * dot(vector, direction)
      for (let i = 0; i < next.length; i++) next[i]! += along * vector[i]!
    }
    const length = Math.sqrt(dot(next, next))
    if (!(length > 0)) return direction
    const turned = scaled(next, 1 / length)
    const moved = 1 - Math.abs(dot(turned, direction))
    direction = turned
    if (moved < 1e-15) break
  }
  return direction
}
