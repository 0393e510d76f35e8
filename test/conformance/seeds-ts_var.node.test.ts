import { expect } from 'vitest'
import { granger, series, table, varLingam, varModel } from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

interface Case {
  readonly nVars: number
  readonly lags: number
  readonly data: readonly (readonly number[])[]
  readonly granger: { readonly F: readonly (readonly ({ readonly F: number; readonly p: number } | null)[])[] }
  readonly varOls: {
    readonly coefs: readonly Matrix[]
    readonly sigmaU: Matrix
    readonly aic: number
    readonly bic: number
  }
  readonly varLingam: { readonly causalOrder: readonly number[]; readonly adjacency: readonly Matrix[] }
}
type Matrix = readonly (readonly number[])[]

const near = (got: Float64Array, wanted: Matrix, absolute: number, relative: number, what: string): void => {
  for (const [k, w] of wanted.flat().entries()) expectClose(got[k], w, absolute, relative, `${what} ${k}`)
}

conformance<Case, Case[]>(
  'seeds/ts_var',
  'seeds/ts_var.json',
  (all) => all,
  ({ nVars, lags, data, granger: tests, varOls, varLingam: lingam }) => {
    const names = Array.from({ length: nVars }, (_, i) => `v${i}`)
    const s = series(table(Object.fromEntries(names.map((name, i) => [name, data.map((row) => row[i]!)]))))
    for (let i = 0; i < nVars; i++) {
      for (let j = 0; j < nVars; j++) {
        if (i === j) continue
        const found = granger(s, { cause: names[i]!, effect: names[j]!, maxLag: lags })
        const { F, p } = tests.F[i]![j]!
        expectClose(found.statistic, F, 1e-6, 1e-5, `F ${i} ${j}`)
        expectClose(found.pValue, p, 1e-6, 1e-5, `p ${i} ${j}`)
      }
    }
    const model = varModel(s, { maxLag: lags, trend: 'none' })
    for (const [l, wanted] of varOls.coefs.entries()) near(model.lagged[l]!, wanted, 1e-6, 1e-5, `lag ${l + 1}`)
    near(model.noise, varOls.sigmaU, 1e-6, 1e-5, 'noise')
    expectClose(model.orders[0]!.aic, varOls.aic, 1e-6, 1e-5, 'aic')
    expectClose(model.orders[0]!.bic, varOls.bic, 1e-6, 1e-5, 'bic')
    // the peer's `prune: false` leaves lags as they are; within a step it prunes and refits all the same
    const found = varLingam(s, { maxLag: lags, trend: 'none' })
    expect(found.order).toEqual(lingam.causalOrder.map((i) => names[i]!))
    for (const [l, wanted] of lingam.adjacency.entries())
      near(l === 0 ? found.contemporaneous : found.lagged[l - 1]!, wanted, 1e-4, 0, `adjacency ${l}`)
  },
)
