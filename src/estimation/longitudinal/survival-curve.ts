/** What is counted: one entry a unit. */
export interface CountedSurvival {
  readonly n: number
  readonly periods: number
  readonly time: Int32Array
  /** 0 censored, 1 the event, 2 the competing one. */
  readonly status: Int32Array
  readonly treatment: Float64Array
  readonly weights: Float64Array
  readonly cell: Int32Array
  readonly cells: number
}

/** The hazards of one arm in one stratum. */
export interface CellHazards {
  /** Weight at risk of the competing event in each period (not censored before it), and of the event. */
  readonly atRisk: readonly [competing: Float64Array, event: Float64Array]
  readonly hazard: readonly [competing: Float64Array, event: Float64Array]
  /** The first period that counts and in which nobody is at risk; null where there is none. */
  readonly unseen: number | null
}

/** Hazards of each stratum and arm: censoring, competing event and event follow each other within a period. */
export function hazardsOf(data: CountedSurvival): readonly (readonly CellHazards[])[] {
  const { n, periods, time, status, treatment, weights, cell, cells } = data
  const empty = () => Array.from({ length: cells * 2 }, () => new Float64Array(periods))
  const [forCompeting, forEvent, competing, event] = [empty(), empty(), empty(), empty()]
  for (let i = 0; i < n; i++) {
    const at = cell[i]! * 2 + treatment[i]!
    const stays = Math.min(periods, status[i] === 0 ? time[i]! : time[i]! + 1)
    for (let t = 0; t < stays; t++) {
      forCompeting[at]![t]! += weights[i]!
      const leaves = t === time[i]!
      if (leaves && status[i] === 2) competing[at]![t]! += weights[i]!
      else forEvent[at]![t]! += weights[i]!
      if (leaves && status[i] === 1) event[at]![t]! += weights[i]!
    }
  }
  return Array.from({ length: cells }, (_, c) =>
    [0, 1].map((arm): CellHazards => {
      const at = c * 2 + arm
      const ratio = (top: Float64Array, bottom: Float64Array): Float64Array =>
        top.map((value, t) => (bottom[t]! > 0 ? value / bottom[t]! : 0))
      const hazard = [ratio(competing[at]!, forCompeting[at]!), ratio(event[at]!, forEvent[at]!)] as const
      let unseen: number | null = null
      // once nobody is left by an event, no hazard is needed
      for (let t = 0, alive = 1; t < periods && alive > 0; t++) {
        if (forCompeting[at]![t] === 0) {
          unseen = t
          break
        }
        alive *= (1 - hazard[0][t]!) * (1 - hazard[1][t]!)
      }
      return { atRisk: [forCompeting[at]!, forEvent[at]!], hazard, unseen }
    }),
  )
}

/** Both curves of an arm, standardized, with each unit's influence. */
export interface SurvivalCurve {
  readonly survival: readonly { readonly value: number; readonly influence: Float64Array }[]
  readonly incidence: readonly { readonly value: number; readonly influence: Float64Array }[]
}

export function survivalCurve(
  data: CountedSurvival,
  hazards: readonly (readonly CellHazards[])[],
  arm: 0 | 1,
): SurvivalCurve {
  const { n, periods, cell, cells, weights } = data
  const share = new Float64Array(cells)
  let total = 0
  for (let i = 0; i < n; i++) {
    share[cell[i]!]! += weights[i]!
    total += weights[i]!
  }
  const at = (t: number, kind: 'survival' | 'incidence') => {
    const parts = hazards.map((arms) => derivatives(arms[arm]!, t, kind))
    let value = 0
    for (const [c, part] of parts.entries()) value += (share[c]! / total) * part.value
    const influence = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      const c = cell[i]!
      const spread =
        data.treatment[i] === arm ? (share[c]! / total) * movedBy(data, hazards[c]![arm]!, parts[c]!, i, t) : 0
      influence[i] = ((n * weights[i]!) / total) * (parts[c]!.value - value + spread * total)
    }
    return { value, influence }
  }
  const times = Array.from({ length: periods }, (_, t) => t)
  return { survival: times.map((t) => at(t, 'survival')), incidence: times.map((t) => at(t, 'incidence')) }
}

/** A curve's value at the end of period t in one stratum, and its derivatives by all hazards. */
interface Derivatives {
  readonly value: number
  readonly by: readonly [competing: Float64Array, event: Float64Array]
}

function derivatives({ hazard: [hc, he] }: CellHazards, t: number, kind: 'survival' | 'incidence'): Derivatives {
  // V(s): the value from the beginning of period s on; V after t is 1 for survival, 0 for incidence
  const after = new Float64Array(t + 2)
  after[t + 1] = kind === 'survival' ? 1 : 0
  const onEvent = kind === 'survival' ? 0 : 1
  for (let s = t; s >= 0; s--) after[s] = (1 - hc[s]!) * (he[s]! * onEvent + (1 - he[s]!) * after[s + 1]!)
  const by = [new Float64Array(t + 1), new Float64Array(t + 1)] as const
  let alive = 1
  for (let s = 0; s <= t; s++) {
    by[0][s] = -alive * (he[s]! * onEvent + (1 - he[s]!) * after[s + 1]!)
    by[1][s] = alive * (1 - hc[s]!) * (onEvent - after[s + 1]!)
    alive *= (1 - hc[s]!) * (1 - he[s]!)
  }
  return { value: after[0]!, by }
}

/** Σ over periods of (what the unit did − hazard) · derivative / weight at risk. */
function movedBy(
  { time, status }: CountedSurvival,
  { hazard, atRisk }: CellHazards,
  { by }: Derivatives,
  i: number,
  t: number,
): number {
  let sum = 0
  const last = Math.min(t, status[i] === 0 ? time[i]! - 1 : time[i]!)
  for (let s = 0; s <= last; s++) {
    const leaves = s === time[i]!
    sum += (by[0][s]! * ((leaves && status[i] === 2 ? 1 : 0) - hazard[0][s]!)) / atRisk[0][s]!
    if (leaves && status[i] === 2) break
    sum += (by[1][s]! * ((leaves && status[i] === 1 ? 1 : 0) - hazard[1][s]!)) / atRisk[1][s]!
  }
  return sum
}
