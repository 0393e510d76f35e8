/** What is known of every possible link i at t − lag → j at t, in flat arrays: (j · (maxLag + 1) + lag) · n + i. */
export interface LinkTable {
  readonly n: number
  readonly maxLag: number
  /** 1 while the link may be there. */
  readonly adjacent: Uint8Array
  /** The largest p-value of its tests; NaN where none could be made. */
  readonly pValue: Float64Array
  /** The value of least strength of its tests; NaN where none could be made. */
  readonly value: Float64Array
}

export function linkTable(n: number, maxLag: number): LinkTable {
  const size = n * n * (maxLag + 1)
  return {
    n,
    maxLag,
    adjacent: new Uint8Array(size),
    pValue: new Float64Array(size).fill(Number.NaN),
    value: new Float64Array(size).fill(Number.NaN),
  }
}

/** The place of a link. */
export function linkAt({ n, maxLag }: { n: number; maxLag: number }, i: number, lag: number, j: number): number {
  return (j * (maxLag + 1) + lag) * n + i
}

/** Takes a test into account: the largest p-value and the least strength stand. */
export function noteTest(links: LinkTable, at: number, pValue: number, value: number): void {
  if (!(links.pValue[at]! >= pValue)) links.pValue[at] = pValue
  if (!(Math.abs(links.value[at]!) <= Math.abs(value))) links.value[at] = value
}
