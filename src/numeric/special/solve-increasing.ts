/**
 * The root of an increasing function by Newton's method, kept between bounds that close in on it.
 *
 * @param value - the function
 * @param slope - its derivative, given the point and the value there
 */
export function solveIncreasing(
  value: (u: number) => number,
  slope: (u: number, value: number) => number,
  start: number,
): number {
  let low = Number.NEGATIVE_INFINITY
  let high = Number.POSITIVE_INFINITY
  let u = start
  let reach = 1
  for (let step = 0; step < 300; step++) {
    const f = value(u)
    if (f === 0) return u
    if (f > 0) high = u
    else low = u
    const move = f / slope(u, f)
    let next = u - move
    if (!(next > low && next < high) || Math.abs(move) > 50) {
      reach *= 2
      if (low === Number.NEGATIVE_INFINITY) next = high - reach
      else if (high === Number.POSITIVE_INFINITY) next = low + reach
      else next = low + (high - low) / 2
    }
    if (Math.abs(next - u) <= 4e-16 * Math.abs(next) || next === low || next === high) return next
    u = next
  }
  return u
}
