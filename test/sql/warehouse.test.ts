import { describe, expect, it } from 'vitest'
import {
  bootstrapGrams,
  countsFrom,
  duckdb,
  from,
  gramSql,
  gramsFrom,
  momentsFrom,
  readGrams,
  type SqlRow,
  sampleFrom,
  together,
  warehouse,
} from '../../src/sql/index.js'
import { expectCausalError } from '../support/errors.js'

/** An engine that gives these answers one after the other, and keeps what it was asked. */
function scripted(...answers: (readonly SqlRow[] | Error)[]) {
  const asked: string[] = []
  const query = async (text: string): Promise<readonly SqlRow[]> => {
    asked.push(text)
    const answer = answers[asked.length - 1] ?? new Error('asked too often')
    if (answer instanceof Error) throw answer
    return answer
  }
  return { asked, rows: from(warehouse({ query, dialect: duckdb }), 'events'), query }
}

describe('an engine that goes wrong', () => {
  it('by an error: the sentence says which and what it said', async () => {
    const { rows } = scripted(new Error('connection lost'))
    await expect(momentsFrom(rows, ['x'])).rejects.toMatchObject({
      code: 'engine',
      message: 'momentsFrom: DuckDB did not answer: connection lost',
    })
  })

  it('by losing a shard: the part is named, and no number comes', async () => {
    const good = scripted([{ c0: 3, c1: 6 }], [{ c0: 3 }], [{ c0: 3, c1: 0, c2: 2 }])
    const bad = scripted(new Error('no route to host'))
    await expect(momentsFrom(together([good.rows, bad.rows]), ['x'])).rejects.toMatchObject({
      code: 'engine',
      message: expect.stringContaining('part 2 of 2'),
      details: { part: 1 },
    })
  })

  it('by short, doubled or changing rows', async () => {
    const probe = [{ c0: 3, c1: 6 }]
    // fewer rows summed up than there are, though none has a gap
    await expect(
      momentsFrom(scripted(probe, [{ c0: 4 }], [{ c0: 3, c1: 0, c2: 2 }], [{ c0: 0 }]).rows, ['x']),
    ).rejects.toMatchObject({ code: 'engine', details: { there: 4, used: 3 } })
    // more rows than there are
    await expect(
      momentsFrom(scripted(probe, [{ c0: 2 }], [{ c0: 3, c1: 0, c2: 2 }], [{ c0: 0 }]).rows, ['x'], {
        incomplete: 'leave out',
      }),
    ).rejects.toMatchObject({ code: 'engine' })
    // a group twice
    const group = { k0: 'a', c0: 2, c1: 1, c2: 1 }
    await expect(
      gramsFrom(scripted(probe, [{ c0: 4 }], [group, group]).rows, ['x'], { by: 'g' }),
    ).rejects.toMatchObject({
      code: 'engine',
    })
    await expect(
      countsFrom(
        scripted(
          [{ c0: 4 }],
          [
            { k0: 'a', c0: 2 },
            { k0: 'a', c0: 2 },
          ],
        ).rows,
        ['g'],
      ),
    ).rejects.toMatchObject({
      code: 'engine',
    })
    // no rows at all where one was asked for
    await expect(momentsFrom(scripted(probe, []).rows, ['x'])).rejects.toMatchObject({ code: 'engine' })
  })

  it('by an answer that is not a list of records', async () => {
    await expect(countsFrom(scripted([{ c0: 1 }], { rows: [] } as never).rows, ['g'])).rejects.toMatchObject({
      code: 'engine',
    })
  })

  it('by having nothing', async () => {
    await expect(
      momentsFrom(scripted([{ c0: 0, c1: null }], [{ c0: 0 }], [{ c0: 0, c1: null, c2: null }]).rows, ['x']),
    ).rejects.toMatchObject({
      code: 'too-few-rows',
    })
    await expect(countsFrom(scripted([{ c0: 0 }], []).rows, ['g'])).rejects.toMatchObject({ code: 'too-few-rows' })
    await expect(sampleFrom(scripted([]).rows, ['x'], { key: 'id', share: 0.1 })).rejects.toMatchObject({
      code: 'too-few-rows',
    })
  })
})

describe('asking an engine', () => {
  it('asks again about the means where the first rows mislead', async () => {
    // the first rows are near 0, all others near 1000
    const { rows, asked } = scripted(
      [{ c0: 2, c1: 0 }],
      [{ c0: 4 }],
      [{ c0: 4, c1: 4000, c2: 4000002 }],
      [{ c0: 4 }],
      [{ c0: 4, c1: 0, c2: 2 }],
    )
    const found = await momentsFrom(rows, ['x'])
    expect(asked).toHaveLength(5)
    expect(found.mean[0]).toBe(1000)
    expect(found.covariance[0]).toBeCloseTo(2 / 3, 12)
  })

  it('tells each statement before it is run, and stops when told', async () => {
    const texts: string[] = []
    const stop = new AbortController()
    const { rows, asked } = scripted([{ c0: 3, c1: 6 }], [{ c0: 3 }], [{ c0: 3, c1: 0, c2: 2 }])
    await expect(
      momentsFrom(rows, ['x'], {
        signal: stop.signal,
        onProgress: ({ answered, text }) => {
          texts.push(text)
          if (answered === 1) stop.abort()
        },
      }),
    ).rejects.toMatchObject({ code: 'aborted', details: { answered: 2 } })
    expect(texts).toEqual(asked)
    expect(asked).toHaveLength(2)
  })

  it('is refused before anything is asked', async () => {
    const { rows, query, asked } = scripted()
    await expect(momentsFrom(rows, [])).rejects.toMatchObject({ code: 'invalid-argument' })
    await expect(momentsFrom(rows, ['x', 'x'])).rejects.toMatchObject({ code: 'duplicate-name' })
    await expect(momentsFrom({ parts: [] }, ['x'])).rejects.toMatchObject({ code: 'invalid-argument' })
    await expect(momentsFrom(rows, ['x'], { incomplete: 'drop' as 'refuse' })).rejects.toMatchObject({
      code: 'invalid-argument',
    })
    await expect(gramsFrom(rows, ['x'], { buckets: { key: 'id', count: 1 } })).rejects.toMatchObject({
      code: 'invalid-argument',
    })
    expectCausalError(() => together([rows, rows]), 'together', 'duplicate-name')
    expectCausalError(() => together([]), 'together', 'invalid-argument')
    expectCausalError(() => from(warehouse({ query, dialect: duckdb }), [] as never), 'from', 'invalid-argument')
    expectCausalError(() => warehouse({ query: 'SELECT' as never, dialect: duckdb }), 'warehouse', 'invalid-argument')
    expect(asked).toEqual([])
  })
})

describe('bootstrapGrams', () => {
  const statement = gramSql('events', ['x'], { by: 'bucket', dialect: duckdb })
  const groups = readGrams(
    statement,
    Array.from({ length: 25 }, (_, k) => ({ k0: k, c0: 2, c1: k, c2: k * k })),
  )
  it('gives the same replicates for the same seed', () => {
    const mean = (m: { readonly mean: Float64Array }): number => m.mean[0]!
    const a = bootstrapGrams(groups, mean, { draws: 50, seed: 3 })
    expect(bootstrapGrams(groups, mean, { draws: 50, seed: 3 })).toEqual(a)
    expect(bootstrapGrams(groups, mean, { draws: 50, seed: 4 }).replicates).not.toEqual(a.replicates)
    expect(a.interval[0]).toBeLessThan(a.estimate)
  })

  it('refuses few groups, groups of several shifts, and a statistic that is no number', () => {
    expectCausalError(() => bootstrapGrams(groups.slice(0, 19), () => 1), 'bootstrapGrams', 'too-few-rows')
    expectCausalError(() => bootstrapGrams(groups, () => Number.NaN), 'bootstrapGrams', 'invalid-argument')
    const moved = readGrams(gramSql('events', ['x'], { by: 'bucket', dialect: duckdb, shift: { x: 1 } }), [
      { k0: 99, c0: 2, c1: 1, c2: 1 },
    ])
    expectCausalError(() => bootstrapGrams([...groups, ...moved], () => 1), 'bootstrapGrams', 'invalid-argument')
  })
})
