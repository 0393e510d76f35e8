/** Sums of one group for one mean: of weight times outcome and of weights, both over the group's size. */
export interface GroupSum {
  readonly value: number
  readonly weight: number
  /** Whether any unit has a weight. */
  readonly told: boolean
}

/** The sums of one group under one policy: untreated, treated, everybody. */
export interface GroupSums {
  readonly untreated: GroupSum
  readonly treated: GroupSum
  readonly overall: GroupSum
}

/**
 * The weights of Tchetgen Tchetgen & VanderWeele 2012, section 3: what the policy gives the others' treatments over what the design gave all of
 * the group's. `chance` is that of each unit's treatment under the design.
 */
export function groupSums(
  units: readonly number[],
  treatment: Uint8Array,
  outcome: Float64Array,
  chance: Float64Array,
  policy: number,
): GroupSums {
  const size = units.length
  const under = units.map((i) => (treatment[i] === 1 ? policy : 1 - policy))
  const before = units.map((i) => (treatment[i] === 1 ? chance[i]! : 1 - chance[i]!))
  // products over all units before and after each: those of the others, with no division by a chance that may be 0
  const after = new Float64Array(size + 1).fill(1)
  for (let k = size - 1; k >= 0; k--) after[k] = (after[k + 1]! * under[k]!) / before[k]!
  const sums = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ]
  const add = (to: number, weight: number, y: number): void => {
    sums[to]![0]! += (weight * y) / size
    sums[to]![1]! += weight / size
    if (weight > 0) sums[to]![2] = 1
  }
  let so = 1
  for (const [k, i] of units.entries()) {
    add(treatment[i]!, (so * after[k + 1]!) / before[k]!, outcome[i]!)
    add(2, after[0]!, outcome[i]!)
    so = (so * under[k]!) / before[k]!
  }
  const [untreated, treated, overall] = sums.map(([value, weight, told]) => ({
    value: value!,
    weight: weight!,
    told: told === 1,
  }))
  return { untreated: untreated!, treated: treated!, overall: overall! }
}

/** A mean over groups with what each group adds to its error, or null where no unit tells. */
export interface GroupMean {
  readonly estimate: number
  /** One value a group, whose mean is 0 (Hájek) or the estimate (Horvitz-Thompson). */
  readonly parts: Float64Array
}

/** Mean over groups, by weights as they are or divided by their sum. */
export function groupMean(sums: readonly GroupSum[], hajek: boolean): GroupMean | null {
  if (!sums.some(({ told }) => told)) return null
  const count = sums.length
  const value = sums.reduce((sum, each) => sum + each.value, 0) / count
  if (!hajek) return { estimate: value, parts: Float64Array.from(sums, (each) => each.value) }
  const weight = sums.reduce((sum, each) => sum + each.weight, 0) / count
  const estimate = value / weight
  // the ratio to first order
  return { estimate, parts: Float64Array.from(sums, (each) => (each.value - estimate * each.weight) / weight) }
}

/** The variance of a mean over groups; null with one group. */
export function varianceOverGroups(parts: Float64Array): number | null {
  const count = parts.length
  if (count < 2) return null
  const mean = parts.reduce((sum, part) => sum + part, 0) / count
  return parts.reduce((sum, part) => sum + (part - mean) * (part - mean), 0) / (count - 1) / count
}
