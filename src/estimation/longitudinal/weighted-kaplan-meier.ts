/** Units of one arm in the order of their times; those with an event before those censored at the same time. */
export interface FollowedUnits {
  readonly time: Float64Array
  /** 1 for an event, 0 for censored. */
  readonly event: Float64Array
  readonly weight: Float64Array
  /** The chance of not being censored before a time, for unit j; null where censoring hangs on nothing but the arm. */
  readonly uncensored: ((t: number, j: number) => number) | null
}

/**
 * A survival curve: 1 at first, it falls to `survival[k]` at `times[k]`.
 *
 * @category Estimation
 */
export interface StepCurve {
  /** When it falls, in order. */
  readonly times: Float64Array
  /** To what: the chance of no event up to then, that time included. */
  readonly survival: Float64Array
}

/**
 * Kaplan and Meier's estimate with weights: the hazard at each event time is the weight of the events over the weight at risk, each
 * unit weighing 1 / (chance of its arm) · 1 / (chance of not being censored so far) (Robins & Finkelstein 2000).
 */
export function weightedKaplanMeier({ time, event, weight, uncensored }: FollowedUnits, horizon: number): StepCurve {
  const n = time.length
  const after = new Float64Array(n + 1)
  for (let j = n - 1; j >= 0; j--) after[j] = after[j + 1]! + weight[j]!
  const times: number[] = []
  const survival: number[] = []
  let alive = 1
  for (let from = 0; from < n && time[from]! <= horizon; ) {
    const t = time[from]!
    let to = from
    while (to < n && time[to] === t) to++
    let [gone, atRisk] = [0, uncensored === null ? after[from]! : 0]
    let any = false
    for (let j = from; j < to; j++) {
      if (event[j] !== 1) continue
      any = true
      gone += uncensored === null ? weight[j]! : weight[j]! / uncensored(t, j)
    }
    if (any && uncensored !== null) for (let j = from; j < n; j++) atRisk += weight[j]! / uncensored(t, j)
    if (any && atRisk > 0) {
      alive *= Math.max(0, 1 - gone / atRisk)
      times.push(t)
      survival.push(alive)
    }
    from = to
  }
  return { times: Float64Array.from(times), survival: Float64Array.from(survival) }
}

/** The survival at a time. */
export function survivalAt({ times, survival }: StepCurve, t: number): number {
  let alive = 1
  for (let k = 0; k < times.length && times[k]! <= t; k++) alive = survival[k]!
  return alive
}

/** The mean of the time up to the horizon: the area under the curve. */
export function restrictedMean({ times, survival }: StepCurve, horizon: number): number {
  let [area, at, alive] = [0, 0, 1]
  for (let k = 0; k < times.length && times[k]! < horizon; k++) {
    area += alive * (times[k]! - at)
    at = times[k]!
    alive = survival[k]!
  }
  return area + alive * (horizon - at)
}
