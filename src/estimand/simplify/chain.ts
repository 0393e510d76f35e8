import type { Prob } from '../terms/expr.js'
import { type Context, distinctBases, sameGiven, sameSet } from './cancel-factors.js'

/**
 * Several terms as one, P(a₁ | …) P(a₂ | …) … = P(a₁, a₂, … | d): possible when the terms can be ordered so that each is
 * conditioned on d and all earlier events, up to conditions that do not matter.
 */
export function chain(c: Context, terms: readonly Prob[]): Prob | null {
  const [first] = terms
  if (terms.length === 1) return first!
  if (terms.some((t) => t.domain !== first!.domain || !sameSet(t.act, first!.act))) return null
  const events = terms.flatMap((t) => [...t.of])
  const isEvent = new Set(events)
  if (isEvent.size !== events.length) return null
  const conditions = [...new Set(terms.flatMap((t) => [...t.given]))].filter((t) => !isEvent.has(t))
  if (!distinctBases(c, [...events, ...conditions, ...first!.act])) return null
  const rest = [...terms]
  const before = [...conditions]
  const isBefore = new Set(before)
  while (rest.length > 0) {
    const next = rest.findIndex((t) => t.given.every((g) => isBefore.has(g)))
    if (next < 0) return null
    const [term] = rest.splice(next, 1)
    if (!sameGiven(c, term!, before)) return null
    for (const s of term!.of) {
      before.push(s)
      isBefore.add(s)
    }
  }
  const whole: Prob = { ...first!, of: events, given: conditions }
  return c.allows(whole) ? whole : null
}
