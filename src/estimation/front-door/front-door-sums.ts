/** The weights and sums of a discrete front door: mediator cells by treatment values. */
export interface FrontDoorSums {
  readonly mediators: number
  readonly treatments: number
  /** Weight of each (mediator, treatment), row-major. */
  readonly size: Float64Array
  /** Mean outcome of each; NaN where there is no weight. */
  readonly mean: Float64Array
  /** Weight of each mediator value in the first arm, and in the second. */
  readonly arm: readonly [Float64Array, Float64Array]
  readonly armSize: readonly [number, number]
  /** Weight of each treatment value. */
  readonly treatmentSize: Float64Array
  readonly total: number
}

/** Which cell each row is in. */
export interface FrontDoorCells {
  readonly mediator: Int32Array
  readonly mediators: number
  readonly treatment: Int32Array
  readonly treatments: number
  /** 0 and 1 for the arms compared, −1 else. */
  readonly arm: Float64Array
}

export function frontDoorSums(
  cells: FrontDoorCells,
  outcome: Float64Array,
  weights: Float64Array | null,
): FrontDoorSums {
  const { mediators, treatments } = cells
  const size = new Float64Array(mediators * treatments)
  const mean = new Float64Array(mediators * treatments)
  const arm = [new Float64Array(mediators), new Float64Array(mediators)] as const
  const armSize: [number, number] = [0, 0]
  const treatmentSize = new Float64Array(treatments)
  let total = 0
  for (let i = 0; i < outcome.length; i++) {
    const weight = weights === null ? 1 : weights[i]!
    const [m, t] = [cells.mediator[i]!, cells.treatment[i]!]
    size[m * treatments + t]! += weight
    mean[m * treatments + t]! += weight * outcome[i]!
    treatmentSize[t]! += weight
    total += weight
    const side = cells.arm[i]
    if (side !== 0 && side !== 1) continue
    arm[side][m]! += weight
    armSize[side] += weight
  }
  for (let c = 0; c < size.length; c++) mean[c]! /= size[c]!
  return { mediators, treatments, size, mean, arm, armSize, treatmentSize, total }
}

/** Cells without a row that the formula needs: a mediator value of either arm that a treatment value never had. */
export function emptyCells({ mediators, treatments, size, arm, treatmentSize }: FrontDoorSums): [number, number][] {
  const empty: [number, number][] = []
  for (let m = 0; m < mediators; m++) {
    if (arm[0][m] === 0 && arm[1][m] === 0) continue
    for (let t = 0; t < treatments; t++) if (treatmentSize[t]! > 0 && size[m * treatments + t] === 0) empty.push([m, t])
  }
  return empty
}

/** Both arms' means Σ_m P(m | arm) g(m), and g(m) = Σ_t E[Y | m, t] P(t). */
export interface FrontDoorMeans {
  readonly means: readonly [number, number]
  readonly meanGiven: Float64Array
}

export function frontDoorMeans(sums: FrontDoorSums): FrontDoorMeans {
  const { mediators, treatments, mean, arm, armSize, treatmentSize, total } = sums
  const meanGiven = new Float64Array(mediators)
  const means: [number, number] = [0, 0]
  for (let m = 0; m < mediators; m++) {
    if (arm[0][m] === 0 && arm[1][m] === 0) continue
    for (let t = 0; t < treatments; t++) {
      if (treatmentSize[t] === 0) continue
      meanGiven[m]! += (mean[m * treatments + t]! * treatmentSize[t]!) / total
    }
    for (const side of [0, 1] as const) means[side] += (arm[side][m]! / armSize[side]) * meanGiven[m]!
  }
  return { means, meanGiven }
}
