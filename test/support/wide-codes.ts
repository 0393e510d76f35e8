import fc from 'fast-check'

/** Groups by the text of a row, numbered in the order in which they first come up. */
export function groupsByText(columns: readonly Int32Array[]): { group: number[]; first: number[] } {
  const known = new Map<string, number>()
  const first: number[] = []
  const group = Array.from(columns[0]!, (_, i) => {
    const row = columns.map((codes) => codes[i]).join()
    if (!known.has(row)) {
      known.set(row, known.size)
      first.push(i)
    }
    return known.get(row)!
  })
  return { group, first }
}

/** Columns of codes, with few levels or so many that their combinations are past any lookup table. */
export const arbitraryCodes: fc.Arbitrary<{ sizes: number[]; columns: Int32Array[] }> = fc
  .tuple(
    fc.integer({ min: 1, max: 400 }),
    fc.array(fc.constantFrom(2, 7, 300, 5000, 1e7), { minLength: 1, maxLength: 4 }),
  )
  .chain(([n, sizes]) =>
    fc.tuple(
      fc.constant(sizes),
      fc.tuple(...sizes.map((size) => fc.array(fc.nat(Math.min(size, 60) - 1), { minLength: n, maxLength: n }))),
    ),
  )
  // codes spread over all levels, and rows that come up again
  .map(([sizes, drawn]) => ({
    sizes,
    columns: drawn.map((codes, j) =>
      Int32Array.from(codes, (c) => c * Math.floor(sizes[j]! / Math.min(sizes[j]!, 60))),
    ),
  }))
