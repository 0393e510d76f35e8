import { describe, expect, it } from 'vitest'
import {
  column,
  gradientBoosting,
  neighborSummaries,
  networkEffects,
  pdag,
  randomStream,
  table,
  uniforms,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const people = table({ name: ['a', 'b', 'c', 'd'], z: [1, 0, 1, 0], age: [10, 20, 40, 5] })
const network = pdag('a -- b; b -- c; d')

describe('neighborSummaries', () => {
  it('gives each summary its meaning', () => {
    const more = neighborSummaries(people, {
      network,
      unit: 'name',
      summaries: {
        degree: 'degree',
        any: { of: 'z', as: 'any' },
        level: { of: 'z', as: 'level' },
        count: { of: 'z', as: 'count' },
        near: { of: 'age', as: 'mean' },
      },
    })
    expect([...column(more, 'degree')]).toEqual([1, 2, 1, 0])
    expect([...column(more, 'any')]).toEqual([0, 1, 0, 0])
    expect([...column(more, 'level')]).toEqual([0, 2, 0, 0])
    expect([...column(more, 'count')]).toEqual([0, 2, 0, 0])
    expect([...column(more, 'near')]).toEqual([20, 25, 20, 0])
    expect(people.columns).toHaveLength(3)
  })

  it('refuses names that are taken, and summaries that are none', () => {
    const refused = (summaries: object, code: string): void => {
      expectCausalError(
        () => neighborSummaries(people, { network, unit: 'name', summaries: summaries as never }),
        'neighborSummaries',
        code as 'overlap',
      )
    }
    refused({ z: 'degree' }, 'duplicate-name')
    refused({ w: { of: 'z', as: 'sum' } }, 'invalid-argument')
    refused({ w: { of: 'q', as: 'any' } }, 'unknown-name')
    refused({ w: { of: 'name', as: 'any' } }, 'invalid-data')
    refused({ w: { of: 'z', as: 'any', by: 1 } }, 'unknown-option')
    refused({ w: 'count' }, 'invalid-argument')
  })
})

/** A ring of units with shared mechanisms: c makes treatment likelier, y = c + z + 2 · share of treated neighbours. */
function ring(n: number, seed: number) {
  const u = uniforms(randomStream(seed), 2 * n).values
  const c = Array.from({ length: n }, (_, i) => (u[i]! < 0.5 ? 1 : 0))
  const z = c.map((each, i) => (u[n + i]! < 0.3 + 0.4 * each ? 1 : 0))
  const edges = c.map((_, i) => [i, (i + 1) % n] as const)
  const units = neighborSummaries(table({ c, z }), {
    network: { edges },
    summaries: { degree: 'degree', near: { of: 'z', as: 'mean' }, nearC: { of: 'c', as: 'mean' } },
  })
  const near = column(units, 'near')
  return table({
    ...{ c, z, near, degree: column(units, 'degree'), nearC: column(units, 'nearC') },
    y: c.map((each, i) => each + z[i]! + 2 * near[i]!),
  })
}
const asked = {
  ...({ treatment: 'z', neighborTreatment: 'near', neighborSummary: 'mean', degree: 'degree', outcome: 'y' } as const),
  covariates: ['c', 'nearC'] as const,
}

describe('networkEffects', () => {
  it('finds what everybody, the unit alone and its neighbours do, by cells and by a learner', () => {
    const found = networkEffects(ring(2000, 1), asked)
    expect(found.unsupported).toEqual([])
    expect(found.totalEffect).toBeCloseTo(3, 9)
    expect(found.directEffect).toBeCloseTo(1, 9)
    expect(found.directEffectNeighborsNatural).toBeCloseTo(1, 9)
    expect(found.spilloverOnUntreated).toBeCloseTo(2, 9)
    expect(found.naiveContrast).toBeGreaterThan(1.2)
    const learned = networkEffects(ring(600, 2), { ...asked, learner: gradientBoosting({ rounds: 100 }) })
    expect(learned.method).not.toBe('cells')
    expect(Math.abs(learned.totalEffect! - 3)).toBeLessThan(0.35)
  })

  it('names a cell that nobody shows, and has no number for it', () => {
    const found = networkEffects(ring(8, 3), asked)
    expect(found.unsupported.length).toBeGreaterThan(0)
    expect(found.unsupported[0]!.cell).toHaveProperty('nearC')
    expect(found.means[found.unsupported[0]!.mean]).toBeNull()
  })

  it('counts rows by their weights', () => {
    const rows = { z: [0, 1, 0, 1], near: [0, 0, 2, 2], degree: [1, 1, 1, 1], y: [1, 2, 4, 7], w: [0.4, 0.1, 0.2, 0.3] }
    const question = {
      treatment: 'z',
      neighborTreatment: 'near',
      degree: 'degree',
      outcome: 'y',
      weights: 'w',
    } as const
    const found = networkEffects(table(rows), question)
    expect(found.means.own1).toBeCloseTo(0.5 * 2 + 0.5 * 7, 12)
    expect(found.means.own0).toBeCloseTo(0.5 * 1 + 0.5 * 4, 12)
  })

  it('refuses columns that cannot be what they are said to be', () => {
    const data = ring(30, 4)
    const refused = (change: object, code: string): void => {
      expectCausalError(
        () => networkEffects(data, { ...asked, ...change } as never),
        'networkEffects',
        code as 'overlap',
      )
    }
    refused({ treatment: 'degree' }, 'duplicate-name')
    refused({ outcome: 'q' }, 'unknown-name')
    refused({ degree: 'near' }, 'duplicate-name')
    refused({ covariates: ['c', 'c'] }, 'duplicate-name')
    refused({ neighborTreatment: 'degree', degree: 'near' }, 'invalid-data')
    refused({ neighborSummary: 'share' }, 'invalid-argument')
    refused({ covariates: ['q'] }, 'unknown-name')
    refused({ weights: 'q' }, 'unknown-name')
    refused({ learner: () => 1 }, 'invalid-argument')
  })
})
