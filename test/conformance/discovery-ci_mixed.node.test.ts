import { expect } from 'vitest'
import { conditionalGaussian, table } from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

interface Case {
  readonly id: string
  readonly type: readonly ('d' | 'c')[]
  readonly columns: readonly (readonly number[])[]
  readonly tests: readonly {
    readonly x: number
    readonly y: number
    readonly S: readonly number[]
    readonly statistic: number
    readonly df: number
    readonly p: number
  }[]
}

conformance<Case, { readonly cases: readonly Case[] }>(
  'discovery/ci_mixed',
  'discovery/ci_mixed.json',
  (document) => document.cases,
  ({ columns, type, tests }) => {
    const data = table(
      Object.fromEntries(columns.map((v, i) => [`v${i}`, type[i] === 'd' ? v.map(String) : Float64Array.from(v)])),
    )
    const test = conditionalGaussian(data, { parity: 'bnlearn' })
    for (const { x, y, S, statistic, df, p } of tests) {
      const what = `${x} ${y} | ${S.join(' ')}:`
      const found = test(
        `v${x}`,
        `v${y}`,
        S.map((i) => `v${i}`),
      )
      expectClose(found.statistic, statistic, 0, 1e-6, what)
      expect(found.degreesOfFreedom, what).toBe(df)
      expectClose(found.pValue, p, 0, 1e-5, `${what} p`)
    }
  },
)
