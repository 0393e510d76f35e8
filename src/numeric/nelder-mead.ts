/** What a minimiser found. */
export interface Minimum {
  readonly point: Float64Array
  readonly value: number
  readonly evaluations: number
  /** False when the evaluations ran out before the simplex had shrunk. */
  readonly converged: boolean
}

export interface NelderMeadOptions {
  /** Edge of the first simplex: by default a tenth of each coordinate, or 0.1 at zero. */
  readonly steps?: ArrayLike<number>
  /** Stop when values over the simplex differ by less than this share of their size, and its points by its square root. */
  readonly tolerance?: number
  /** By default 400 for each coordinate. */
  readonly evaluations?: number
}

/**
 * A local minimum of a function of a few variables without derivatives: Nelder & Mead (1965), with the coefficients of Gao &
 * Han (2012) that keep it going in higher dimensions. A value that is not a number counts as infinite.
 */
export function nelderMead(
  f: (x: Float64Array) => number,
  start: ArrayLike<number>,
  options: NelderMeadOptions = {},
): Minimum {
  const n = start.length
  const tolerance = options.tolerance ?? 1e-12
  const most = options.evaluations ?? 400 * Math.max(1, n)
  const expansion = 1 + 2 / n
  const contraction = 0.75 - 1 / (2 * n)
  const shrinkage = n > 1 ? 1 - 1 / n : 0.5
  let evaluations = 0
  const at = (x: Float64Array): number => {
    evaluations++
    const value = f(x)
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value
  }
  const points: { x: Float64Array; value: number }[] = []
  for (let k = 0; k <= n; k++) {
    const x = Float64Array.from(start)
    if (k > 0) x[k - 1]! += options.steps?.[k - 1] ?? (x[k - 1] === 0 ? 0.1 : 0.1 * Math.abs(x[k - 1]!))
    points.push({ x, value: at(x) })
  }
  const centre = new Float64Array(n)
  /** centre + c (worst − centre). */
  const along = (c: number): { x: Float64Array; value: number } => {
    const worst = points[n]!.x
    const x = centre.map((m, i) => m + c * (worst[i]! - m))
    return { x, value: at(x) }
  }
  let converged = n === 0
  while (!converged && evaluations < most) {
    points.sort((p, q) => p.value - q.value)
    const best = points[0]!
    const worst = points[n]!
    let spread = 0
    for (const { x } of points)
      for (let i = 0; i < n; i++) spread = Math.max(spread, Math.abs(x[i]! - best.x[i]!) / (1 + Math.abs(best.x[i]!)))
    const gap = worst.value - best.value
    converged = spread <= Math.sqrt(tolerance) && gap <= tolerance * (1 + Math.abs(best.value))
    if (converged) break
    centre.fill(0)
    for (let k = 0; k < n; k++) for (let i = 0; i < n; i++) centre[i]! += points[k]!.x[i]! / n
    const reflected = along(-1)
    if (reflected.value < best.value) {
      const expanded = along(-expansion)
      points[n] = expanded.value < reflected.value ? expanded : reflected
    } else if (reflected.value < points[n - 1]!.value) points[n] = reflected
    else {
      const outside = reflected.value < worst.value
      const contracted = along(outside ? -contraction : contraction)
      if (contracted.value <= Math.min(reflected.value, worst.value)) points[n] = contracted
      else {
        for (let k = 1; k <= n; k++) {
          const x = points[k]!.x.map((v, i) => best.x[i]! + shrinkage * (v - best.x[i]!))
          points[k] = { x, value: at(x) }
        }
      }
    }
  }
  points.sort((p, q) => p.value - q.value)
  return { point: points[0]!.x, value: points[0]!.value, evaluations, converged }
}
