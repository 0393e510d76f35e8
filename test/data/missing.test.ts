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
    expect(error.message).toContain(
      'column "z" has 1 missing value. Of 300 rows 299 are complete in the columns that this question uses: take them with completeRows(table, ["x", "y", "z"])',
    )
    expect(completeRows(data, ['z']).rowCount).toBe(299)
  })

  it('name all the columns that the question uses', () => {
    const error = expectCausalError(
      () => estimateEffect(data, ask('z -> x; z -> y; w -> x; w -> y')),
      'estimateEffect',
      'missing-values',
    )
    expect(error.message).toContain(
      'column "z" has 1 missing value, column "w" has 4 missing values. Of 300 rows 296 are complete',
    )
    expect(error.details).toMatchObject({
      columns: [
        { name: 'z', count: 1 },
        { name: 'w', count: 4 },
      ],
      complete: 296,
    })
  })

  it('stay short for many columns', () => {
    const wide = table(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`v${i}`, [1, i % 2 ? null : 2, 3]])))
    expect(expectCausalError(() => moments(wide), 'moments', 'missing-values').message).toContain(
      '"v1" 1, "v3" 1, "v5" 1, "v7" 1, "v9" 1, "v11" 1, "v13" 1, "v15" 1, 2 more columns some. completeRows(table, names) drops 1 of the 3 rows',
    )
  })
})
