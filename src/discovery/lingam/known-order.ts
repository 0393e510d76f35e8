import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { type IndexedKnowledge, indexKnowledge } from '../knowledge/indexed-knowledge.js'
import type { Knowledge } from '../knowledge/knowledge.js'
import { circleOf, type PathKnowledge, type PathOrder, readPaths, refuseCircle } from './path-order.js'

/** What is known of the order and the edges of a linear model, in positions. */
export interface KnownOrder extends PathOrder {
  readonly known: IndexedKnowledge | null
}

/**
 * Paths and knowledge as one: a required edge puts its parent first and is always estimated, an excluded one never is.
 * Earlier tiers come first, unless required edges lead back by way of nodes in no tier.
 */
export function readKnownOrder(
  index: ReadonlyMap<string, number>,
  prior: PathKnowledge | undefined,
  knowledge: Knowledge | undefined,
): KnownOrder {
  const paths = readPaths(index, prior)
  const known = indexKnowledge(index, knowledge)
  if (known === null) return { ...paths, known }
  const p = index.size
  const names = [...index.keys()]
  const before: (readonly [number, number])[] = [...paths.before]
  for (let k = 0; k < p * p; k++) {
    if (known.required[k] === 0) continue
    const [from, to] = [Math.floor(k / p), k % p]
    if (paths.excluded(from, to)) {
      throw new CausalError(
        'contradiction',
        `the knowledge requires the edge ${show(names[from])} -> ${show(names[to])}, and the prior says that there is no such path: drop one of the two.`,
        { from: names[from], to: names[to] },
      )
    }
    before.push([from, to])
  }
  refuseCircle(names, before)
  const inTime = [...before, ...tierOrder(index, knowledge!)]
  return {
    before: circleOf(p, inTime) === null ? inTime : before,
    excluded: (a, b) => known.banned[a * p + b] === 1 || paths.excluded(a, b),
    known,
  }
}

/** Pairs [early, late] of neighbouring tiers that have members. */
function tierOrder(index: ReadonlyMap<string, number>, { tiers }: Knowledge): [number, number][] {
  const filled = tiers.filter((tier) => tier.length > 0)
  return filled
    .slice(1)
    .flatMap((tier, k) =>
      filled[k]!.flatMap((early) => tier.map((late): [number, number] => [index.get(early)!, index.get(late)!])),
    )
}
