import { expect } from 'vitest'
import { admg, linearIdentification } from '../../src/index.js'
import { conformance } from './harness.js'

interface Case {
  readonly graph: {
    readonly nodes: string[]
    readonly directed: (readonly [string, string])[]
    readonly bidirected: (readonly [string, string])[]
  }
  readonly expected: {
    readonly parameters: number
    readonly jacobianRank: number
    readonly degree: number | null
    readonly coefficients: {
      readonly from: string
      readonly to: string
      readonly locallyIdentifiable: boolean
      readonly distinctValues: number | null
    }[]
    readonly htcSolvedNodes: string[]
  }
}

conformance<Case, Case[]>(
  'research/linearSemIdentification',
  'research/linear_sem_identification.json',
  (all) => all,
  ({ graph, expected }) => {
    const found = linearIdentification(admg(graph))
    expect([found.parameters, found.rank, found.degree]).toEqual([
      expected.parameters,
      expected.jacobianRank,
      expected.degree,
    ])
    expect(found.coefficients.length).toBe(expected.coefficients.length)
    for (const { from, to, locallyIdentifiable, distinctValues } of expected.coefficients) {
      const c = found.coefficients.find((other) => other.from === from && other.to === to)!
      expect([from, to, c.status === 'infinite']).toEqual([from, to, !locallyIdentifiable])
      if (distinctValues !== null)
        expect([from, to, c.status === 'finite' ? c.degree : c.status]).toEqual([
          from,
          to,
          distinctValues === 1 ? 'identified' : distinctValues,
        ])
      // what the half-trek criterion solves has a formula
      if (expected.htcSolvedNodes.includes(to)) expect(c.status === 'identified' && c.formula !== null).toBe(true)
    }
  },
)
// kinds answered here: 'research/linearSemIdentification'
