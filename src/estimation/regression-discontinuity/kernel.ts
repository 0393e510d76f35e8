/**
 * How rows count by their distance from the cut-off: all alike within the bandwidth (`uniform`), less with distance
 * (`triangular`), or by 1 − u² (`epanechnikov`).
 *
 * @category Estimation
 */
export type DiscontinuityKernel = 'triangular' | 'epanechnikov' | 'uniform'

export const kernels: readonly DiscontinuityKernel[] = ['triangular', 'epanechnikov', 'uniform']

/** K(u), 0 beyond 1. The scale does not matter to a regression. */
export function kernelAt(kernel: DiscontinuityKernel, u: number): number {
  const size = Math.abs(u)
  if (!(size <= 1)) return 0
  return kernel === 'uniform' ? 0.5 : kernel === 'triangular' ? 1 - size : 0.75 * (1 - u * u)
}

/** ∫₀¹ uʲ K(u) du and ∫₀¹ uʲ K(u)² du. */
export function kernelMoments(kernel: DiscontinuityKernel, j: number): readonly [first: number, square: number] {
  const power = (k: number): number => 1 / (j + k + 1)
  if (kernel === 'uniform') return [0.5 * power(0), 0.25 * power(0)]
  if (kernel === 'triangular') return [power(0) - power(1), power(0) - 2 * power(1) + power(2)]
  return [0.75 * (power(0) - power(2)), 0.5625 * (power(0) - 2 * power(2) + power(4))]
}
