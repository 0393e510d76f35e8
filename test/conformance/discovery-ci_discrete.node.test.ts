import { expect } from 'vitest'
import { chiSquare, counts, gSquare, table } from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

interface Case {
  readonly id: string
  readonly columns: readonly (readonly number[])[]
  readonly tests: readonly {
    readonly x: number
    readonly y: number
    readonly S: readonly number[]
    readonly chi2: number
    readonly g2: number
    readonly df: number
    readonly dfFull: number
    readonly pChi2: number
    readonly pG2: number
    readonly pChi2FullDf: number
    readonly pG2FullDf: number
  }[]
}

conformance<Case, { readonly cases: readonly Case[] }>(
  'discovery/ci_discrete',
  'discovery/ci_discrete.json',
  (document) => document.cases,
  ({ columns, tests }) => {
    const data = table(Object.fromEntries(columns.map((values, i) => [`v${i}`, values.map(String)])))
    // the textbook's chi-square: the tests' own null holds its level on sparse tables, and has other p-values
    const own = { parity: 'causal-learn' } as const
    const full = { parity: 'bnlearn' } as const
    const cells = counts(data, data.columns)
    const sources = [
      { chi: chiSquare(data, own), chiFull: chiSquare(data, full), g: gSquare(data, own), gFull: gSquare(data, full) },
      {
        chi: chiSquare(cells, own),
        chiFull: chiSquare(cells, full),
        g: gSquare(cells, own),
        gFull: gSquare(cells, full),
      },
    ]
    for (const { chi, chiFull, g, gFull } of sources) {
      const methods = [
        { test: chi, full: chiFull, statistic: 'chi2', p: 'pChi2', pFull: 'pChi2FullDf' },
        { test: g, full: gFull, statistic: 'g2', p: 'pG2', pFull: 'pG2FullDf' },
      ] as const
      for (const wanted of tests) {
        const { x, y, S } = wanted
        const query = [`v${x}`, `v${y}`, S.map((i) => `v${i}`)] as const
        for (const method of methods) {
          const what = `${method.statistic} ${x} ${y} | ${S.join(' ')}:`
          const found = method.test(...query)
          if (wanted.df === 0) {
            // p = 1 elsewhere; here what cannot be compared is not tested
            expect(found.tested, what).toBe(false)
            continue
          }
          expectClose(found.statistic, wanted[method.statistic], 1e-12, 1e-9, what)
          expect(found.degreesOfFreedom, what).toBe(wanted.df)
          expectClose(found.pValue, wanted[method.p], 0, 1e-7, `${what} p`)
          const conservative = method.full(...query)
          expect(conservative.degreesOfFreedom, what).toBe(wanted.dfFull)
          expectClose(conservative.pValue, wanted[method.pFull], 0, 1e-7, `${what} p with full df`)
        }
      }
    }
  },
)
