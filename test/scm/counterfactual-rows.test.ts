import { describe, expect, it } from 'vitest'
import { column, table } from '../../src/data/index.js'
import { normal } from '../../src/probability/index.js'
import { counterfactual, counterfactualRows, expectation, linear, scm } from '../../src/scm/index.js'

describe('counterfactualRows', () => {
  it('reads what is set from the table, whatever it comes from', () => {
    const chain = scm({ S: normal(0, 1), T: linear({ S: 1 }, normal(0, 1)), Y: linear({ T: 2 }, normal(0, 1)) })
    const rows = counterfactualRows(chain, table({ S: [0, 1], T: [3, -1], Y: [7, 0] }), { do: { T: 1 } })
    // the noise of Y is 1 and 2
    expect(Array.from(column(rows, 'Y'))).toEqual([3, 4])
  })

  it('agrees with counterfactual() a unit at a time, where the treatment has a cause that nothing else has', () => {
    const model = scm({
      S: normal(0, 1),
      Z: normal(0, 1),
      T: linear({ S: 1, Z: 1 }, normal(0, 1)),
      Y: linear({ S: -1, T: 2 }, normal(0, 1), { intercept: 1 }),
    })
    const units = [
      { S: 0.5, Z: 0, T: 0, Y: 2 },
      { S: -1, Z: 1, T: 1, Y: 3 },
    ] as const
    const rows = counterfactualRows(model, table(units), { do: { T: 1 } })
    for (const [i, unit] of units.entries()) {
      const { value } = expectation(counterfactual(model, { given: unit, do: { T: 1 } }), 'Y')
      expect(column(rows, 'Y')[i]).toBeCloseTo(value as number, 12)
    }
  })
})
