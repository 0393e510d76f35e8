/** What is known of every possible link i at t − lag → j at t, in flat arrays: (j · (maxLag + 1) + lag) · n + i. */
export interface LinkTable {
  readonly n: number
  readonly maxLag: number
  /** 1 while the link may be there. */
  readonly adjacent: Uint8Array
  /** The largest p-value of its tests; NaN where none could be made. */
  readonly pValue: Float64Array
  /** The value of that test. */
  readonly value: Float64Array
  /** The least strength in all its tests, by which conditions are ordered. */
  readonly least: Float64Array
}

export function linkTable(n: number, maxLag: number): LinkTable {
  const size = n * n * (maxLag + 1)
  return {
    n,
    maxLag,
    adjacent: new Uint8Array(size),
    pValue: new Float64Array(size).fill(Number.NaN),
    value: new Float64Array(size).fill(Number.NaN),
    least: new Float64Array(size).fill(Number.POSITIVE_INFINITY),
  }
}

/** The place of a link. */
export function linkAt({ n, maxLag }: { n: number; maxLag: number }, i: number, lag: number, j: number): number {
  return (j * (maxLag + 1) + lag) * n + i
}

/** Takes a test into account: the one with the largest p-value stands. */
export function noteTest(links: LinkTable, at: number, pValue: number, value: number): void {
  links.least[at] = Math.min(links.least[at]!, Math.abs(value))
  if (links.pValue[at]! >= pValue) return
  links.pValue[at] = pValue
  links.value[at] = value
}
