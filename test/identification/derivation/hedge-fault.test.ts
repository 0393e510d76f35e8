import { describe, expect, it } from 'vitest'
import { indexed } from '../../../src/graph/core/indexed.js'
import { flags } from '../../../src/graph/core/sets.js'
import { hedgeFault } from '../../../src/identification/derivation/hedge-fault.js'
import { admg } from '../../../src/index.js'

/** What is said of sets that the steps are made to have found, so that the definition alone speaks. */
function faultOf(text: string, x: string[], y: string[], sets: { F: string[]; Fprime: string[]; roots: string[] }) {
  const graph = admg(text)
  const g = indexed(graph)
  const set = (names: readonly string[]): Uint8Array =>
    flags(
      g.size,
      names.map((name) => g.names.indexOf(name)),
    )
  const found = { forest: set(sets.F), inner: set(sets.Fprime), roots: set(sets.roots) }
  return hedgeFault(g, set(x), set(y), sets, found)
}

describe('hedgeFault', () => {
  const bow = 'X -> Y; X <-> Y; X -> Z'
  const hedge = { F: ['X', 'Y'], Fprime: ['Y'], roots: ['Y'] }
  it('finds none in the hedge of the bow', () => {
    expect(faultOf(bow, ['X'], ['Y'], hedge)).toBe(null)
  })
  it.each([
    ['no roots', bow, { ...hedge, roots: [] }, 'the hedge has no roots.'],
    ["F' beyond F", bow, { ...hedge, Fprime: ['Y', 'Z'] }, "F' is not a part of F."],
    ["F' as large as F", bow, { ...hedge, Fprime: ['X', 'Y'] }, "F' is not a part of F."],
    ["a root outside F'", bow, { ...hedge, roots: ['X', 'Y'] }, "a root is not in F'."],
    ["a root outside both, which F' does not need", bow, { ...hedge, roots: ['Y', 'Z'] }, "a root is not in F'."],
    ['F without what is set', 'X -> Y; W <-> Y; W -> Y', { ...hedge, F: ['W', 'Y'] }, 'F does not meet what is set.'],
    ['F in two districts', 'X -> Y', hedge, 'F is not one district.'],
    ['a node of F that leads nowhere', 'Y -> X; X <-> Y', hedge, 'a node of F has no path to the roots within it.'],
  ])('names %s', (_, text, sets, fault) => {
    expect(faultOf(text, ['X'], ['Y'], sets)).toBe(fault)
  })
  it("names an F' that meets what is set, and roots that are not above the outcome", () => {
    const chain = 'X -> W -> Y; X <-> W; W <-> Y; X <-> Y'
    expect(faultOf(chain, ['X', 'W'], ['Y'], { F: ['X', 'W', 'Y'], Fprime: ['W', 'Y'], roots: ['Y'] })).toBe(
      "F' meets what is set.",
    )
    expect(faultOf('X -> Y; X <-> Y; W', ['X'], ['W'], hedge)).toBe('a root is not above the outcome.')
  })
})
