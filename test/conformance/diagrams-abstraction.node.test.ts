import { expect } from 'vitest'
import { checkNaturality } from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

interface Case {
  id: string
  lowChannel: number[][]
  highChannel: number[][]
  mapCause: number[]
  mapEffect: number[]
  expected: {
    lowThenMap: number[][]
    mapThenHigh: number[][]
    commutes: boolean
    totalVariationError: number
    jensenShannonDistanceError: number
  }
}

conformance<Case, { cases: Case[] }>(
  'diagrams/abstraction',
  'diagrams/abstraction.json',
  (document) => document.cases,
  ({ lowChannel, highChannel, mapCause, mapEffect, expected }) => {
    const found = checkNaturality(lowChannel, highChannel, { cause: mapCause, effect: mapEffect })
    expect(found.commutes).toBe(expected.commutes)
    expectClose(found.totalVariation, expected.totalVariationError, 1e-12)
    // the root magnifies rounding near zero (√1e-17 is 3e-9): where the square commutes, compare what is under the root
    const js = [found.jensenShannon, expected.jensenShannonDistanceError] as const
    if (expected.commutes) expectClose(js[0] ** 2, js[1] ** 2, 1e-12)
    else expectClose(js[0], js[1], 1e-12)
    for (const side of ['lowThenMap', 'mapThenHigh'] as const) {
      expect(found[side].flat().length).toBe(expected[side].flat().length)
      for (const [i, x] of expected[side].flat().entries()) expectClose(found[side].flat()[i]!, x, 1e-12, 0, side)
    }
  },
)
