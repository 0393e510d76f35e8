/** The regime of each step, and what the assignment costs. */
export interface Assignment {
  readonly regime: Int32Array
  readonly cost: number
  readonly switches: number
}

/**
 * The assignment of steps to regimes of least total loss with at most so many switches: the programme of Saggioro et al. 2020 (eqs. 7 to 10),
 * in which Σ |γₖ(t + 1) − γₖ(t)| is bounded, solved exactly. For two regimes both count the same; for more the switches of all
 * regimes are counted together here. Ties go to fewer switches and to the regime that comes first.
 *
 * Backward pointers over (step, switches so far, regime): O(n S K) time and memory for S switches and K regimes, beside O(n S K) for the least
 * two costs of a column.
 *
 * @param loss - n × K row-major
 * @param isFirst - 1 where a step begins a recording: a change of regime there is no switch
 */
export function assignRegimes(
  loss: Float64Array,
  regimes: number,
  maxSwitches: number,
  isFirst: Uint8Array,
): Assignment {
  const n = loss.length / regimes
  const width = (maxSwitches + 1) * regimes
  const from = new Uint8Array(n * width)
  let cost = new Float64Array(width).fill(Number.POSITIVE_INFINITY)
  let next = new Float64Array(width)
  for (let k = 0; k < regimes; k++) cost[k] = loss[k]!
  for (let t = 1; t < n; t++) {
    for (let s = 0; s <= maxSwitches; s++) {
      // where a change costs nothing it comes from the same number of switches, else from one less
      const before = isFirst[t] === 1 ? s : s - 1
      const [best, second] = before < 0 ? NONE : leastTwo(cost, before * regimes, regimes)
      for (let k = 0; k < regimes; k++) {
        const at = s * regimes + k
        const other = best === k ? second : best
        const changed = other < 0 ? Number.POSITIVE_INFINITY : cost[before * regimes + other]!
        const isChange = changed < cost[at]!
        from[t * width + at] = isChange ? other : k
        next[at] = (isChange ? changed : cost[at]!) + loss[t * regimes + k]!
      }
    }
    ;[cost, next] = [next, cost]
  }
  let end = 0
  for (let at = 1; at < width; at++) if (cost[at]! < cost[end]!) end = at
  const regime = new Int32Array(n)
  let [k, s] = [end % regimes, Math.floor(end / regimes)]
  const switches = s
  for (let t = n - 1; t >= 0; t--) {
    regime[t] = k
    if (t === 0) break
    const earlier = from[t * width + s * regimes + k]!
    if (earlier !== k && isFirst[t] === 0) s--
    k = earlier
  }
  return { regime, cost: cost[end]!, switches }
}

const NONE: readonly [number, number] = [-1, -1]

/** The regimes of the least and the second least cost among those that begin at `start`. */
function leastTwo(cost: Float64Array, start: number, regimes: number): readonly [number, number] {
  let [best, second] = [0, -1]
  for (let k = 1; k < regimes; k++) {
    if (cost[start + k]! < cost[start + best]!) {
      second = best
      best = k
    } else if (second < 0 || cost[start + k]! < cost[start + second]!) second = k
  }
  return [best, second]
}
