/** The correlations of a p × p covariance matrix, row-major, by the inverse standard deviations: ones on the diagonal, none beyond ±1. */
export function scaledCovariance(covariance: Float64Array, scale: Float64Array): Float64Array {
  const p = scale.length
  const correlation = new Float64Array(p * p)
  for (let i = 0; i < p; i++) {
    correlation[i * p + i] = 1
    for (let j = 0; j < i; j++) {
      const r = Math.max(-1, Math.min(1, covariance[i * p + j]! * scale[i]! * scale[j]!))
      correlation[i * p + j] = r
      correlation[j * p + i] = r
    }
  }
  return correlation
}
