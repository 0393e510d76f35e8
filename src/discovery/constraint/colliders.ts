import { choice } from '../core/choice.js'
import { type ColliderRule, type ColliderSettings, colliderRules, pairJudge } from './collider-judges.js'
import { type LevelContext, neighborLists } from './skeleton-state.js'

/** The rule that was asked for, `majority` unless told. */
export function readColliderRule(rule: ColliderRule = 'majority'): ColliderRule {
  return choice('colliderRule', rule, colliderRules)
}

/** An unshielded triple x — middle — y with x < y and its judgement. */
export interface JudgedTriple {
  readonly x: number
  readonly middle: number
  readonly y: number
  readonly decision: number
  /** The lower, the stronger the evidence for a collider; colliders are oriented in this order. */
  readonly weight: number
}

/** Judges every unshielded triple of a skeleton by one rule, in lexicographic order. */
export function judgeTriples(context: LevelContext, settings: ColliderSettings): JudgedTriple[] {
  const { size: n, adjacent } = context.skeleton
  const neighbors = neighborLists(n, adjacent)
  if (settings.rule !== 'sepset' && settings.rule !== 'union')
    context.queries.ahead?.(
      (x, y) => adjacent[x * n + y] === 0 && neighbors[x]!.some((node) => adjacent[node * n + y] === 1),
      { neighbors, least: 0, most: settings.maxSize, until: Number.POSITIVE_INFINITY },
    )
  const judge = pairJudge(context, settings)
  const found: JudgedTriple[] = []
  for (let x = 0; x < n; x++) {
    const middles = new Map<number, number[]>()
    for (const m of neighbors[x]!) {
      for (const y of neighbors[m]!) {
        if (y <= x || adjacent[x * n + y] === 1) continue
        const list = middles.get(y)
        if (list === undefined) middles.set(y, [m])
        else list.push(m)
      }
    }
    for (const [y, list] of middles) {
      const verdict = judge(x, y, list)
      for (const middle of list) {
        const [decision, weight = 0] = verdict(middle)
        found.push({ x, middle, y, decision, weight })
      }
    }
  }
  return found.sort((a, b) => a.x - b.x || a.middle - b.middle || a.y - b.y)
}
