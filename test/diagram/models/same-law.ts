import { expect } from 'vitest'
import type { Factor } from '../../../src/index.js'

/** The cells of positive probability, by the states of the variables. */
function cells({ variables, values }: Factor): Map<string, number> {
  const found = new Map<string, number>()
  for (const [cell, p] of values.entries()) {
    let rest = cell
    const texts: string[] = []
    for (const { states } of [...variables].reverse()) {
      texts.unshift(states[rest % states.length]!)
      rest = Math.floor(rest / states.length)
    }
    if (p > 1e-14) found.set(texts.join(), p)
  }
  return found
}

/** Two tables over the same axes give every combination of states the same probability, in whatever order states are listed. */
export function expectSameLaw(mine: Factor, other: unknown, within = 1e-12): void {
  const [a, b] = [cells(mine), cells(other as Factor)]
  expect([...a.keys()].sort()).toEqual([...b.keys()].sort())
  for (const [cell, p] of a) expect(Math.abs(p - b.get(cell)!)).toBeLessThan(within)
}
