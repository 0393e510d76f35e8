import { sinkRanks } from '../../graph/classes/sink-ranks.js'
import { type JudgedTriple, judgeTriples } from './colliders.js'
import type { ConstraintSettings } from './constraint-options.js'
import { closeByMeek, type MeekSettings } from './meek-rules.js'
import { type Orientation, orientColliders, startOrientation } from './orientation.js'
import { repairedArrows } from './repair.js'
import type { LevelContext } from './skeleton-state.js'

/**
 * Another orientation of the skeleton that some DAG has: the colliders by their largest p-value, the strongest first, none
 * against one before it; if the rules still leave none, the class of a DAG near to it. Null where knowledge allows none.
 */
export function mend(
  context: LevelContext,
  { maxSize, knowledge }: ConstraintSettings,
  meek: MeekSettings,
): Orientation | null {
  const { skeleton, queries } = context
  const { names } = queries
  const triples = judgeTriples(context, { rule: 'max-p', maxSize, weigh: true, atFall: false })
  // of equally strong ones the order must not be that of the columns
  const byName = [...triples].sort((a, b) => a.weight - b.weight || compareNames(names, a, b))
  const o = startOrientation(skeleton.size, skeleton.adjacent, knowledge)
  orientColliders(
    o,
    byName.map((triple, place) => ({ ...triple, weight: place })),
    'strongest',
  )
  closeByMeek(o, { ...meek, inTurn: false, avoidCycles: true })
  if (hasExtension(o)) return o
  const arrow = repairedArrows(o, names)
  return arrow === null ? null : { ...o, arrow, ambiguous: new Set() }
}

function compareNames(names: readonly string[], a: JudgedTriple, b: JudgedTriple): number {
  const key = ({ x, middle, y }: JudgedTriple): string => [names[middle]!, ...[names[x]!, names[y]!].sort()].join('\0')
  return key(a) < key(b) ? -1 : 1
}

/** Whether some DAG has the edges, the directions and no further collider. */
export function hasExtension({ size: n, adjacent, neighbors, arrow }: Orientation): boolean {
  const ranks = sinkRanks(
    n,
    (x) => neighbors[x]!,
    (a, b) => adjacent[a * n + b] === 1,
    (a, b) => arrow[a * n + b] === 1,
  )
  return ranks !== null
}
