/** A matrix by its entries that are not zero. */
export type SparseMatrix = readonly {
  readonly row: number
  readonly column: number
  readonly re: number
  readonly im: number
}[]

/**
 * An orthonormal basis of the Hermitian matrices of some dimension: E_jj, (E_jk + E_kj)/√2 and i(E_jk − E_kj)/√2. In it, states
 * are real vectors and channels real matrices, so that the engine for tables can contract them.
 */
export function hermitianBasis(dimension: number): SparseMatrix[] {
  const found: SparseMatrix[] = []
  for (let j = 0; j < dimension; j++) found.push([{ row: j, column: j, re: 1, im: 0 }])
  for (let j = 0; j < dimension; j++) {
    for (let k = j + 1; k < dimension; k++) {
      const s = Math.SQRT1_2
      found.push([{ row: j, column: k, re: s, im: 0 }, { row: k, column: j, re: s, im: 0 }]) // biome-ignore format: pairs
      found.push([{ row: j, column: k, re: 0, im: s }, { row: k, column: j, re: 0, im: -s }]) // biome-ignore format: pairs
    }
  }
  return found
}

/** The basis of several wires side by side: all Kronecker products, the last wire fastest. */
export function productBasis(dimensions: readonly number[]): SparseMatrix[] {
  let found: SparseMatrix[] = [[{ row: 0, column: 0, re: 1, im: 0 }]]
  for (const d of dimensions) {
    const next = hermitianBasis(d)
    found = found.flatMap((a) =>
      next.map((b) =>
        a.flatMap((x) =>
          b.map((y) => ({
            row: x.row * d + y.row,
            column: x.column * d + y.column,
            re: x.re * y.re - x.im * y.im,
            im: x.re * y.im + x.im * y.re,
          })),
        ),
      ),
    )
  }
  return found
}

/** The traces of the basis: discarding a wire. */
export function traces(dimension: number): Float64Array {
  return Float64Array.from({ length: dimension ** 2 }, (_, a) => (a < dimension ? 1 : 0))
}
