import type { Asked } from './member-effects.js'
import type { PossibleEffect, PossibleEffects, PossibleEffectsMethod, PossibleEffectsQuestion } from './types.js'

/** Two effects of one size up to rounding. */
const sameSize = 1e-9

/** The effects in a fixed order, their multiset and bounds. */
export function summary(
  { g, xs, isOne }: Asked,
  { outcome }: PossibleEffectsQuestion,
  method: PossibleEffectsMethod,
  found: readonly PossibleEffect[],
  open: number,
  n: number,
): PossibleEffects {
  const key = ({ parents, adjustment }: PossibleEffect): string =>
    [...parents.map((set) => set.join('\u0001')), (adjustment ?? []).join('\u0001')].join('\0')
  // the order is that of the names, not of the nodes
  const effects = found
    .map((one) => ({ one, key: key({ ...one, parents: one.parents.map((set) => [...set].sort()) }) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ one }) => one)
  const list = (effect: number | readonly number[]): readonly number[] => [effect].flat()
  const multiset = effects
    .flatMap(({ effect, graphs }) => new Array<number | readonly number[]>(graphs ?? 1).fill(effect))
    .sort((a, b) => compared(list(a), list(b)))
  const ranges = xs.map((_, i) => {
    const values = effects.map(({ effect }) => list(effect)[i]!)
    return Object.freeze([Math.min(...values), Math.max(...values)] as const)
  })
  const bounds = open > 0 || effects.length === 0 ? null : isOne ? ranges[0]! : Object.freeze(ranges)
  return Object.freeze({
    treatment: Object.freeze(xs.map((x) => g.names[x]!)),
    outcome,
    method,
    effects: Object.freeze(effects),
    multiset: Object.freeze(multiset),
    bounds,
    identified:
      open === 0 && ranges.every(([low, high]) => high - low <= sameSize * Math.max(Math.abs(low), Math.abs(high))),
    open,
    n,
  })
}

function compared(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) if (value !== b[i]) return value - b[i]!
  return 0
}
