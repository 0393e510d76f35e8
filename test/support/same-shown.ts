/** An orthonormal basis of the rows (Gram-Schmidt, twice, so that it is one to the last digits). */
export function orthonormal(rows: readonly Float64Array[], size: number): Float64Array[] {
  const basis: Float64Array[] = []
  for (const row of rows) {
    if (basis.length === size) break
    const v = row.slice()
    project(v, basis)
    project(v, basis)
    const norm = Math.sqrt(v.reduce((s, x) => s + x * x, 0))
    if (norm < 1e-9) continue
    basis.push(v.map((x) => x / norm))
  }
  return basis
}

function project(v: Float64Array, basis: readonly Float64Array[]): void {
  for (const b of basis) {
    let dot = 0
    for (let i = 0; i < v.length; i++) dot += v[i]! * b[i]!
    for (let i = 0; i < v.length; i++) v[i]! -= dot * b[i]!
  }
}

/** Another distribution that shows the same: the base, moved as far as positive numbers allow along a random direction. */
export function shifted(base: Float64Array, basis: readonly Float64Array[], next: () => number): Float64Array {
  const move = Float64Array.from(base, () => next() - 0.5)
  project(move, basis)
  project(move, basis)
  const largest = move.reduce((m, x) => Math.max(m, Math.abs(x)), 0)
  if (largest < 1e-9) return base
  let step = Number.POSITIVE_INFINITY
  for (let i = 0; i < base.length; i++) if (move[i]! < 0) step = Math.min(step, -base[i]! / move[i]!)
  return base.map((p, i) => p + 0.9 * step * move[i]!)
}
