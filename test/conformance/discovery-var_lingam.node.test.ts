import { expect } from 'vitest'
import { series, table, varLingam } from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

interface Case {
  readonly id: string
  readonly p: number
  readonly columns: readonly (readonly number[])[]
  readonly causalOrder: readonly number[]
  readonly adjacencyMatrices: readonly (readonly (readonly number[])[])[]
}

conformance<Case, { readonly cases: readonly Case[] }>(
  'discovery/var_lingam',
  'discovery/var_lingam.json',
  (document) => document.cases,
  ({ columns, causalOrder, adjacencyMatrices }) => {
    const data = table(Object.fromEntries(columns.map((values, i) => [`v${i}`, Float64Array.from(values)])))
    const found = varLingam(series(data), { trend: 'none', refit: false })
    expect(found.order).toEqual(causalOrder.map((i) => `v${i}`))
    for (const [k, wanted] of adjacencyMatrices[0]!.flat().entries()) {
      expect(found.coefficients[k] !== 0, `B0 ${k}`).toBe(wanted !== 0)
      expectClose(found.coefficients[k]!, wanted, 1e-3, 0, `B0 ${k}`)
    }
    for (const [k, wanted] of adjacencyMatrices[1]!.flat().entries()) {
      expectClose(found.lagged[0]![k]!, wanted, 1e-3, 0, `B1 ${k}`)
    }
  },
)
