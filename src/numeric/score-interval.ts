/** The score interval (Wilson 1927) of a share, `count` out of `n`; z is the normal quantile of its level. */
export function scoreInterval(count: number, n: number, z: number): readonly [number, number] {
  const share = count / n
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  return Object.freeze([count === 0 ? 0 : Math.max(0, middle - half), count === n ? 1 : Math.min(1, middle + half)])
}
