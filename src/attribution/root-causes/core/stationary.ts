/**
 * Where a walk stands in the long run that moves by `steps` (row-major, rows summing to 1, or to 0 where there is nowhere to go) and
 * at each step starts again from `restartAt` with the chance `restart`, always where there is nowhere to go. Iterated until no place
 * moves by 1e-12; the map shrinks distances by 1 − restart.
 */
export function stationary(steps: Float64Array, n: number, restart: number, restartAt: Float64Array): Float64Array {
  let at = restartAt.slice()
  const most = 20_000
  for (let round = 0; round < most; round++) {
    const next = new Float64Array(n)
    let moved = 0
    for (let i = 0; i < n; i++) {
      if (at[i] === 0) continue
      for (let j = 0; j < n; j++) {
        const flow = (1 - restart) * at[i]! * steps[i * n + j]!
        next[j]! += flow
        moved += flow
      }
    }
    let gap = 0
    for (let i = 0; i < n; i++) {
      next[i]! += (1 - moved) * restartAt[i]!
      gap = Math.max(gap, Math.abs(next[i]! - at[i]!))
    }
    at = next
    if (gap < 1e-12) break
  }
  return at
}
