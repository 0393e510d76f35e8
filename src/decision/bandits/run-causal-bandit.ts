import { CausalError } from '../../errors.js'
import type { Dag } from '../../graph/types.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import type { CausalBanditOptions } from './bandit-types.js'
import { learnSubGraph } from './learn-sub-graph.js'
import { type LeverRegressions, leverRegressions } from './lever-regressions.js'
import type { PullRecord } from './pull-record.js'
import { changeOfRegression } from './regression-change.js'

/** Settings with their defaults. */
export type BanditSettings = Required<Omit<CausalBanditOptions, 'knowledge' | 'onProgress' | 'signal' | 'seed'>> &
  Pick<CausalBanditOptions, 'knowledge' | 'onProgress' | 'signal'>

/** What the run leaves behind. */
export interface BanditOutcome {
  readonly graph: Dag
  readonly regressions: LeverRegressions
  readonly changes: readonly number[]
  readonly explored: number
  readonly best: number
}

/** By how much the pulls since the beginning must have grown before arms are chosen, or changes looked for, again. */
const [chooseAgain, lookAgain] = [1.02, 1.05]

/** Each time the pulls have doubled the first arms are pulled again, one in so many times of the beginning. */
const tryAgain = 10

/**
 * Explore, learn the sub-graph, then pull the arm that is best by the upper bound of its mean; pull the first arms again and learn the graph
 * again when the pulls have doubled; begin anew where a regression of the sub-graph has changed.
 */
export function runCausalBandit(
  record: PullRecord,
  reward: number,
  pull: (arm: number, at: number) => void,
  settings: BanditSettings,
): BanditOutcome {
  const { pulls, explore, penalty, knowledge, exploration, alpha } = settings
  const beginning = explore * (record.leverNodes.length + 1)
  const arms = record.leverNodes.length + 1
  const changes: number[] = []
  let explored = 0
  let graph: Dag | null = null
  let regressions: LeverRegressions | null = null
  let at = 0
  const step = (arm: number): void => {
    record.arms[at] = arm
    pull(arm, at)
    at++
  }
  while (at < pulls) {
    const start = at
    const tryAll = (times: number): void => {
      for (let k = 0; k < times * arms && at < pulls; k++) {
        const lever = k % arms
        if (lever === 0) tell(settings, 'explore', at)
        step(lever === 0 ? 0 : 1 << (lever - 1))
        explored++
      }
      graph = learnSubGraph(record, reward, { from: start, to: at }, penalty, knowledge)
      regressions = leverRegressions(record, graph, reward, start, at)
    }
    tryAll(explore)
    let [learned, chosen, looked, looks] = [at - start, 0, at - start, 0]
    let arm = 0
    while (at < pulls) {
      const own = at - start
      if (own >= 2 * learned) {
        // pulls of the best arm alone would never show that an ancestor was missed
        tryAll(Math.ceil(explore / tryAgain))
        ;[learned, chosen] = [own, 0]
        continue
      }
      if (own >= chooseAgain * chosen) {
        tell(settings, 'play', at)
        regressions!.solve()
        arm = hopedBest(regressions!, exploration * Math.sqrt(2 * portableLog(own)))
        chosen = own
      }
      step(arm)
      regressions!.add(at - 1)
      // too late a change leaves no pulls to begin anew
      if (alpha > 0 && at - start >= lookAgain * looked && pulls - at >= beginning) {
        const since = start + looked
        looked = at - start
        looks++
        // the levels of all looks sum to alpha
        if (hasChanged(record, regressions!, { from: start, since, to: at }, alpha / (looks * (looks + 1)))) {
          changes.push(at)
          break
        }
      }
    }
  }
  regressions!.solve()
  tell(settings, 'play', at)
  return { graph: graph!, regressions: regressions!, changes, explored, best: hopedBest(regressions!, 0) }
}

/** The arm, of the levers that matter, of the greatest mean plus `width` standard errors; the earliest among equals. */
function hopedBest({ relevant, expected }: LeverRegressions, width: number): number {
  let [best, value] = [0, Number.NEGATIVE_INFINITY]
  for (let code = 0; code < 1 << relevant.length; code++) {
    let arm = 0
    for (const [k, lever] of relevant.entries()) if ((code >> k) & 1) arm |= 1 << lever
    const { mean, error } = expected(arm)
    if (mean + width * error > value) [best, value] = [arm, mean + width * error]
  }
  return best
}

/**
 * Whether a node of the sub-graph comes about otherwise than before, among the rows of one arm: these are alike whatever the graph, so that
 * a graph that was learned wrongly raises no alarm. Arms that were not pulled since the last look have nothing new to tell.
 */
function hasChanged(
  { columns, arms }: PullRecord,
  { nodes, parents, centre, scale }: LeverRegressions,
  span: { readonly from: number; readonly since: number; readonly to: number },
  level: number,
): boolean {
  const recent = new Set(arms.subarray(span.since, span.to))
  const tests = recent.size * nodes.length
  return [...recent].some((arm) => {
    const own: number[] = []
    for (let row = span.from; row < span.to; row++) if (arms[row] === arm) own.push(row)
    return nodes.some((i) => {
      const variables = [...parents[i]!, i]
      const rows = new Float64Array(own.length * (variables.length + 1))
      for (const [r, row] of own.entries()) {
        const at = r * (variables.length + 1)
        rows[at] = 1
        for (const [k, j] of variables.entries()) rows[at + 1 + k] = (columns[j]![row]! - centre[j]!) / scale[j]!
      }
      const p = changeOfRegression(rows, variables.length)
      return p !== null && p * tests <= level
    })
  })
}

function tell({ onProgress, signal, pulls }: BanditSettings, stage: 'explore' | 'play', done: number): void {
  onProgress?.(Object.freeze({ stage, done, total: pulls }))
  if (signal?.aborted === true)
    throw new CausalError('aborted', `stopped by the caller after ${done} of ${pulls} pulls.`, { done, total: pulls })
}
