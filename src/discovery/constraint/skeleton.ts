import { portableLog } from '../../numeric/special/portable-log.js'
import { testsByCrew } from '../../shared-work.js'
import { report } from '../core/report.js'
import type { SearchOptions } from '../core/types.js'
import { callLevel } from './call-level.js'
import { correlationLevel } from './correlation-level.js'
import { fdrLevels, type Multiplicity } from './fdr-level.js'
import type { Queries } from './queries.js'
import { separators } from './separators.js'
import { type LevelContext, neighborLists, type Skeleton } from './skeleton-state.js'
import { untestedLog } from './untested-log.js'

export interface SkeletonSettings extends SearchOptions {
  readonly alpha: number
  readonly maxSize: number
  /** 1 where a pair is never tested and stays (n × n, symmetric). */
  readonly fixed: Uint8Array | null
  /** 1 where a pair is never tested and is not there (n × n, symmetric). */
  readonly absent: Uint8Array | null
  /** Whether the share of false edges is bounded. */
  readonly multiplicity?: Multiplicity
}

/**
 * The skeleton by PC-stable: levels of growing conditioning sets, each on the neighbourhoods as they stood when it began,
 * the first separating set in lexicographic order, and no test of a pair after it was separated.
 *
 * Colombo & Maathuis 2014, Algorithm 4.1.
 */
export function searchSkeleton(asked: Queries, settings: SkeletonSettings): LevelContext {
  const queries = testsByCrew(asked, settings)
  const n = queries.names.length
  const adjacent = new Uint8Array(n * n).fill(1)
  for (let i = 0; i < n; i++) adjacent[i * n + i] = 0
  if (settings.absent !== null) {
    for (let k = 0; k < adjacent.length; k++) if (settings.absent[k] === 1) adjacent[k] = 0
  }
  const snapshots: Int32Array[][] = []
  const skeleton: Skeleton = {
    size: n,
    adjacent,
    separators: separators(n),
    removedAt: new Int16Array(n * n).fill(-1),
    laterSets: new Map(),
    made: new Uint8Array(n * n),
    untested: untestedLog(n, queries.index, queries.explain),
    snapshots,
    near: new Map(),
    tests: 0,
  }
  const context: LevelContext = { queries, skeleton, fixed: settings.fixed, logAlpha: portableLog(settings.alpha) }
  const { alpha, multiplicity = 'none' } = settings
  const discoveries = multiplicity === 'none' ? null : fdrLevels(context, alpha, multiplicity)
  const search =
    discoveries?.search ?? (queries.correlation === null ? callLevel(context) : correlationLevel(context, alpha))
  for (let level = 0; level <= settings.maxSize; level++) {
    const neighbors = neighborLists(n, adjacent)
    if (!neighbors.some((list) => list.length > level)) break
    snapshots.push(neighbors)
    queries.ahead?.((x, y) => adjacent[x * n + y] === 1 && settings.fixed?.[x * n + y] !== 1, {
      neighbors,
      least: level,
      most: level,
      until: context.logAlpha,
    })
    for (let x = 0; x < n; x++) {
      if (neighbors[x]!.length > level) search(x, neighbors[x]!, level)
      report(settings, { stage: 'skeleton', level, done: x + 1, total: n, tests: skeleton.tests })
    }
    discoveries?.afterLevel()
  }
  return context
}
