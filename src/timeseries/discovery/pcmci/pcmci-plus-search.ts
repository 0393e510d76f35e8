import { contemporaneousPhase, type LaggedSkeleton } from './contemporaneous.js'
import { type JudgedTriples, judgeLagged, type LaggedColliderRule } from './lagged-colliders.js'
import { laggedConditions } from './lagged-conditions.js'
import { closeLagged } from './lagged-meek.js'
import { type LaggedOrientation, orientTogether, startLagged } from './lagged-orientation.js'
import type { LaggedQueries } from './lagged-queries.js'
import { linkTable } from './link-table.js'
import type { LaggedSettings } from './search-settings.js'

/** A finished search, in positions. */
export interface PcmciPlusSearch {
  readonly skeleton: LaggedSkeleton
  readonly judged: JudgedTriples
  readonly orientation: LaggedOrientation
}

/** PCMCI+ in positions: lagged conditions, skeleton, colliders, Meek's rules (Runge 2020, Algorithms 1 and 2). */
export function searchPcmciPlus(
  queries: LaggedQueries,
  settings: LaggedSettings,
  rule: LaggedColliderRule,
): PcmciPlusSearch {
  const links = linkTable(queries.n, settings.maxLag)
  const conditions = laggedConditions(queries, links, settings)
  const skeleton = contemporaneousPhase(queries, links, conditions, settings)
  const judged = judgeLagged(queries, skeleton, settings, rule)
  return { skeleton, judged, orientation: orientJudged(skeleton, judged, settings) }
}

/** Arrows of the colliders, then Meek's rules. */
export function orientJudged(
  skeleton: LaggedSkeleton,
  judged: JudgedTriples,
  settings: LaggedSettings,
): LaggedOrientation {
  const orientation = startLagged(skeleton.links, settings.knowledge)
  const wanted = judged.colliders.flatMap(({ i, lag, middle, j }) => [j, middle, ...(lag === 0 ? [i, middle] : [])])
  orientTogether(orientation, wanted)
  closeLagged(orientation, skeleton, judged)
  return orientation
}
