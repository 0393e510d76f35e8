import { describe, expect, it } from 'vitest'
import { completeRows, dag, estimateEffect, ipw, moments, readCsv, table } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

describe('messages about missing values', () => {
  let text = 'x,z,y,w,comment\n'
  for (let i = 0; i < 300; i++)
    text += `${i % 2},${i === 7 ? '' : i % 7},${(i % 2) + (i % 5)},${i < 3 || i === 7 ? '' : i % 3},${i % 3 === 0 ? 'ok' : ''}\n`
  const data = readCsv(text)
  const ask = (adjustment: string) => ({
    graph: dag(`x -> y; ${adjustment}`),
    treatment: 'x' as never,
    outcome: 'y' as never,
    estimator: ipw(),
  })

  it('name the column, its count, the rows that go, and not the columns that the question does not use', () => {
    const error = expectCausalError(
      () => estimateEffect(data, ask('z -> x; z -> y')),
      'estimateEffect',
      'missing-values',
    )
    expect(error.message).toBe(
      'estimateEffect: column "z" has 1 missing value. completeRows(table, ["z"]) drops 1 of the 300 rows and keeps those that lack only other columns; or leave the column out.',
    )
    expect(error.details).toEqual({ column: 'z', count: 1 })
    expect(completeRows(data, ['z']).rowCount).toBe(299)
  })

  it('name all the columns that the question uses', () => {
    const error = expectCausalError(
      () => estimateEffect(data, ask('z -> x; z -> y; w -> x; w -> y')),
      'estimateEffect',
      'missing-values',
    )
    expect(error.message).toContain(
      'columns have missing values: "z" 1, "w" 4. completeRows(table, ["z", "w"]) drops 4 of',
    )
    expect(error.details).toMatchObject({
      columns: [
        { column: 'z', count: 1 },
        { column: 'w', count: 4 },
      ],
      rowsLost: 4,
    })
  })

  it('stay short for many columns', () => {
    const wide = table(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`v${i}`, [1, i % 2 ? null : 2, 3]])))
    expect(expectCausalError(() => moments(wide), 'moments', 'missing-values').message).toContain(
      '"v1" 1, "v3" 1, "v5" 1, "v7" 1, "v9" 1, "v11" 1, "v13" 1, "v15" 1, 2 more columns some. completeRows(table, names) drops 1 of the 3 rows',
    )
  })
})
