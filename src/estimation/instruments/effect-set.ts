/** Effects that a test does not reject: pieces of the line; an end without bound is null. */
export type EffectSet = readonly (readonly [number | null, number | null])[]

/** The test of no effect by Anderson and Rubin, and the effects that it does not reject. */
export interface AndersonRubin {
  /** An F statistic. */
  readonly statistic: number
  readonly pValue: number
  readonly degreesOfFreedom: readonly [number, number]
  /** What it allows for, in words. */
  readonly method: string
  readonly set: EffectSet
}

/** The numbers x with a x² + b x + c ≤ 0: an interval, a ray or two, all numbers, or none. */
export function quadraticSet(a: number, b: number, c: number): EffectSet {
  const square = b * b - 4 * a * c
  if (square < 0) return a > 0 ? [] : [[null, null]]
  if (a === 0 && b === 0) return c <= 0 ? [[null, null]] : []
  const q = -(b + (b < 0 ? -1 : 1) * Math.sqrt(square)) / 2
  if (a === 0) return b > 0 ? [[null, c / q]] : [[c / q, null]]
  const ends = [q / a, q === 0 ? 0 : c / q].sort((x, y) => x - y) as [number, number]
  return a > 0
    ? [ends]
    : [
        [null, ends[0]],
        [ends[1], null],
      ]
}

/** A set in other units: each end times a number that is not 0. */
export function timesSet(set: EffectSet, factor: number): EffectSet {
  const moved = set.map(([low, high]) => {
    const ends = [low === null ? null : low * factor, high === null ? null : high * factor] as const
    return factor < 0 ? ([ends[1], ends[0]] as const) : ends
  })
  return factor < 0 ? moved.reverse() : moved
}
