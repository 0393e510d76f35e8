/**
 * A score that is linear in the effect: ψ = a θ + b for each row, with mean 0 at the truth, and not moved to first order by
 * errors of the nuisance predictions (Neyman orthogonal).
 */
export interface LinearScore {
  readonly a: Float64Array
  readonly b: Float64Array
}

/** Partialling out (Robinson 1988; Chernozhukov et al. 2018, equation 4.4): residuals of outcome and treatment, Z the treatment's own or an instrument's. */
export function partiallingOut(outcome: Float64Array, treatment: Float64Array, instrument: Float64Array): LinearScore {
  return {
    a: treatment.map((t, i) => -t * instrument[i]!),
    b: outcome.map((y, i) => y * instrument[i]!),
  }
}

/** What the interactive scores are made of: outcome, who is in which arm, and the predictions. */
export interface ArmPredictions {
  readonly outcome: Float64Array
  /** 1 in the second arm, 0 in the first, −1 in any other. */
  readonly arm: Float64Array
  /** The mean outcome in each arm. */
  readonly to: Float64Array
  readonly from: Float64Array
  /** The probability of each arm. */
  readonly chanceTo: Float64Array
  readonly chanceFrom: Float64Array
}

/** The efficient score of a difference of mean outcomes (Chernozhukov et al. 2018, equation 5.3): its value at each row. */
export function doublyRobust({ outcome, arm, to, from, chanceTo, chanceFrom }: ArmPredictions): Float64Array {
  return outcome.map((y, i) => {
    const up = arm[i] === 1 ? (y - to[i]!) / chanceTo[i]! : 0
    const down = arm[i] === 0 ? (y - from[i]!) / chanceFrom[i]! : 0
    return to[i]! - from[i]! + up - down
  })
}

/** The average effect on everyone. */
export function averageScore(p: ArmPredictions): LinearScore {
  return { a: new Float64Array(p.outcome.length).fill(-1), b: doublyRobust(p) }
}

/** The average effect on those of one arm, whose own outcome needs no model (equation 5.4); `own` 1 is the ATT, 0 the ATC. */
export function armScore({ outcome, arm, to, from, chanceTo, chanceFrom }: ArmPredictions, own: 0 | 1): LinearScore {
  const other = own === 1 ? from : to
  const [chanceOwn, chanceOther] = own === 1 ? [chanceTo, chanceFrom] : [chanceFrom, chanceTo]
  const sign = own === 1 ? 1 : -1
  return {
    a: arm.map((t) => (t === own ? -1 : 0)),
    b: outcome.map((y, i) => {
      const left = sign * (y - other[i]!)
      if (arm[i] === own) return left
      return arm[i] === 1 - own ? (-left * chanceOwn[i]!) / chanceOther[i]! : 0
    }),
  }
}

/** The effect on compliers (equation 5.6): the instrument's effect on the outcome over that on the treatment. */
export function complierScore(onOutcome: Float64Array, onTreatment: Float64Array): LinearScore {
  return { a: onTreatment.map((value) => -value), b: onOutcome }
}

/** The effect that makes the mean score 0, and each row's influence on it. Null where the score does not move with the effect. */
export function solveScore(
  { a, b }: LinearScore,
  weights: Float64Array | null,
): { readonly estimate: number; readonly influence: Float64Array } | null {
  let [slope, level, total, size] = [0, 0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    const weight = weights === null ? 1 : weights[i]!
    slope += weight * a[i]!
    level += weight * b[i]!
    size += weight * Math.abs(a[i]!)
    total += weight
  }
  if (!(Math.abs(slope) > 1e-12 * size)) return null
  const estimate = -level / slope
  const jacobian = slope / total
  return { estimate, influence: a.map((value, i) => -(value * estimate + b[i]!) / jacobian) }
}
