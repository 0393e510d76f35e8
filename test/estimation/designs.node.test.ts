import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { differenceInMeans, readCsv } from '../../src/index.js'
import { folder, readDocument, skippedWithout } from '../conformance/harness.js'

interface Case {
  readonly id: string
  readonly dataset: string
  readonly method: string
  readonly spec: Record<string, never>
  readonly expected: Record<string, never>
  readonly tolerance_relative?: number
}

const raw = (dataset: string) => readCsv(readFileSync(join(folder, 'scm/data', dataset), 'utf8'))
const withoutData = skippedWithout('scm/effects of designs')
const { cases } = withoutData ? { cases: [] } : readDocument<{ cases: Case[] }>('scm/effects.json')
const near = (actual: number, wanted: number, what: string, tolerance = 1e-6) => {
  if (!(Math.abs(actual / wanted - 1) < tolerance)) throw new Error(`${what}: ${actual} instead of ${wanted}`)
}
/** All cases of a method, and that there are some. */
const each = (method: string, check: (item: Case) => void) => {
  const items = cases.filter((item) => item.method === method)
  for (const item of items) it(item.id, () => check(item))
  it.skipIf(withoutData)(`${method} has cases`, () => expect(items.length).toBeGreaterThan(0))
}

describe('reference experiments', () => {
  each('difference_in_means', ({ dataset, spec, expected }) => {
    const e = differenceInMeans(raw(dataset), { treatment: spec['treatment'], outcome: spec['outcome'] })
    if (!e.estimated) throw new Error(e.message)
    near(e.estimate, expected['estimate'], 'estimate')
    near(e.standardError, expected['se_neyman'], 'se')
    expect(e.n).toBe(expected['n'])
  })
})
