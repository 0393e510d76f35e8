import { report } from '../../discovery/core/report.js'
import type { SearchOptions } from '../../discovery/core/types.js'
import { type LaggedRule, orientWindow } from './orient-window.js'
import { type LaggedSeparators, laggedSeparators } from './separating-sets.js'
import { completeWindow, type WindowGraph } from './window-graph.js'

/** A test of conditional independence over the nodes of a window. */
export interface WindowTest {
  readonly size: number
  readonly maxLag: number
  /** The p-value of a ⊥ b given a set; undefined where it could not be tested. */
  readonly pValue: (a: number, b: number, given: Int32Array) => number | undefined
}

/** Settings, in nodes. */
export interface HiddenCauseSettings extends SearchOptions {
  readonly alpha: number
  readonly maxConditioningSize: number
  readonly preliminaryIterations: number
  /** Whether a pair is never tested and stays. */
  readonly fixed: (a: number, b: number) => boolean
  /** Writes what is known beforehand into a complete graph. */
  readonly inform: (graph: WindowGraph) => void
}

/** A search in one of its rounds: a graph on its way, what separated, and the test, each of whose answers is kept. */
export interface HiddenCauseSearch {
  readonly graph: WindowGraph
  readonly separators: LaggedSeparators
  readonly settings: HiddenCauseSettings
  /** Ends that the rules wanted both ways. */
  readonly conflicts: Set<number>
  readonly pValue: WindowTest['pValue']
  readonly orient: (rules: readonly LaggedRule[]) => boolean
  readonly report: (stage: string, level: number, done: number, total: number) => void
}

/** Starts a round on the complete graph; tests that were made before are not made again. */
export function startSearch(
  ask: { readonly test: WindowTest; readonly count: () => number },
  settings: HiddenCauseSettings,
): HiddenCauseSearch {
  const graph = completeWindow(ask.test.size, ask.test.maxLag)
  settings.inform(graph)
  const separators = laggedSeparators(graph)
  const conflicts = new Set<number>()
  const { pValue } = ask.test
  const dependent = (a: number, b: number, given: Int32Array): boolean => {
    const value = pValue(a, b, given)
    return value !== undefined && value <= settings.alpha
  }
  return {
    graph,
    separators,
    settings,
    conflicts,
    pValue,
    orient: (rules) => orientWindow(graph, separators, conflicts, dependent, rules),
    report: (stage, level, done, total) => report(settings, { stage, level, done, total, tests: ask.count() }),
  }
}

/** The same test, each query asked once, whatever the order of its ends and its place in time. */
export function remembered(test: WindowTest): { readonly test: WindowTest; readonly count: () => number } {
  const known = new Map<string, number | undefined>()
  const { size } = test
  return {
    count: () => known.size,
    test: {
      ...test,
      pValue: (a, b, given) => {
        const [x, y] = a < b ? [a, b] : [b, a]
        let latest = Math.floor(x / size)
        for (const z of given) latest = Math.min(latest, Math.floor(z / size))
        const back = latest * size
        const set = back === 0 ? given : given.map((z) => z - back)
        const key = `${x - back} ${y - back} ${set.join()}`
        if (!known.has(key)) known.set(key, test.pValue(x - back, y - back, set))
        return known.get(key)
      },
    },
  }
}
