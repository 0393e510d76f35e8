import { describe, expect, it } from 'vitest'
import {
  bigQuery,
  clickHouse,
  countsSql,
  type Dialect,
  duckdb,
  gramSql,
  momentsSql,
  postgres,
  readCounts,
  readGrams,
  readMoments,
  readSample,
  sampleSql,
  snowflake,
  spark,
  sqlite,
  trino,
} from '../../src/sql/index.js'
import { expectCausalError } from '../support/errors.js'

const dialects = { bigQuery, clickHouse, duckdb, postgres, snowflake, spark, sqlite, trino }

describe('statements', () => {
  it('refuse weights that are no name of a column', () => {
    const options = { dialect: duckdb, weights: 5 } as never
    expectCausalError(() => momentsSql('t', ['a', 'b'], options), 'momentsSql', 'invalid-argument')
    expectCausalError(() => gramSql('t', ['a', 'b'], options), 'gramSql', 'invalid-argument')
    expectCausalError(() => countsSql('t', ['a', 'b'], options), 'countsSql', 'invalid-argument')
  })

  it('are written for each dialect in its own words', () => {
    const texts = Object.entries(dialects).map(([name, dialect]) => [
      name,
      countsSql('events', ['arm'], { dialect, where: { n: 2, country: 'DE' } }).text,
    ])
    expect(Object.fromEntries(texts)).toEqual({
      bigQuery:
        'SELECT `k0`, CAST(COUNT(*) AS FLOAT64) AS `c0` FROM (SELECT `arm` AS `k0` FROM `events` WHERE (CAST(`n` AS FLOAT64) = CAST(? AS FLOAT64)) AND (CAST(`country` AS STRING) = CAST(? AS STRING))) causalkit_rows WHERE `k0` IS NOT NULL GROUP BY `k0`',
      clickHouse:
        'SELECT `k0`, CAST(COUNT(*) AS Nullable(Float64)) AS `c0` FROM (SELECT `arm` AS `k0` FROM `events` WHERE (CAST(`n` AS Nullable(Float64)) = {p1:Float64}) AND (CAST(`country` AS Nullable(String)) = {p2:String})) causalkit_rows WHERE `k0` IS NOT NULL GROUP BY `k0`',
      duckdb:
        'SELECT "k0", CAST(COUNT(*) AS DOUBLE) AS "c0" FROM (SELECT "arm" AS "k0" FROM "events" WHERE (CAST("n" AS DOUBLE) = CAST(? AS DOUBLE)) AND (CAST("country" AS VARCHAR) = CAST(? AS VARCHAR))) causalkit_rows WHERE "k0" IS NOT NULL GROUP BY "k0"',
      postgres:
        'SELECT "k0", CAST(COUNT(*) AS DOUBLE PRECISION) AS "c0" FROM (SELECT "arm" AS "k0" FROM "events" WHERE (CAST("n" AS DOUBLE PRECISION) = CAST($1 AS DOUBLE PRECISION)) AND (CAST("country" AS TEXT) = CAST($2 AS TEXT))) causalkit_rows WHERE "k0" IS NOT NULL GROUP BY "k0"',
      snowflake:
        'SELECT "k0", CAST(COUNT(*) AS DOUBLE) AS "c0" FROM (SELECT "arm" AS "k0" FROM "events" WHERE (CAST("n" AS DOUBLE) = CAST(? AS DOUBLE)) AND (CAST("country" AS VARCHAR) = CAST(? AS VARCHAR))) causalkit_rows WHERE "k0" IS NOT NULL GROUP BY "k0"',
      spark:
        'SELECT `k0`, CAST(COUNT(*) AS DOUBLE) AS `c0` FROM (SELECT `arm` AS `k0` FROM `events` WHERE (CAST(`n` AS DOUBLE) = CAST(? AS DOUBLE)) AND (CAST(`country` AS STRING) = CAST(? AS STRING))) causalkit_rows WHERE `k0` IS NOT NULL GROUP BY `k0`',
      sqlite:
        "SELECT `k0`, CAST(COUNT(*) AS REAL) AS `c0` FROM (SELECT `arm` AS `k0` FROM `events` WHERE ((CASE WHEN typeof(`n`) IN ('integer', 'real') THEN CAST(`n` AS REAL) END) = CAST(? AS REAL)) AND (CAST(`country` AS TEXT) = CAST(? AS TEXT))) causalkit_rows WHERE `k0` IS NOT NULL GROUP BY `k0`",
      trino:
        'SELECT "k0", CAST(COUNT(*) AS DOUBLE) AS "c0" FROM (SELECT "arm" AS "k0" FROM "events" WHERE (CAST("n" AS DOUBLE) = CAST(? AS DOUBLE)) AND (CAST("country" AS VARCHAR) = CAST(? AS VARCHAR))) causalkit_rows WHERE "k0" IS NOT NULL GROUP BY "k0"',
    })
  })

  it('names a path, and runs a query as it stands', () => {
    expect(momentsSql(['main', 'ev"ents'], ['x'], { dialect: duckdb }).text).toContain('FROM "main"."ev""ents"')
    expect(momentsSql({ query: 'SELECT 1 AS x' }, ['x'], { dialect: duckdb }).text).toContain(
      'FROM (SELECT 1 AS x) causalkit_source',
    )
    expect(momentsSql('a`\\b', ['x'], { dialect: bigQuery }).text).toContain('FROM `a\\`\\\\b`')
  })

  it('are refused with the reason', () => {
    expectCausalError(() => momentsSql('', ['x'], { dialect: duckdb }), 'momentsSql', 'invalid-argument')
    expectCausalError(() => momentsSql('t', [], { dialect: duckdb }), 'momentsSql', 'invalid-argument')
    expectCausalError(() => momentsSql('t', ['x', 'x'], { dialect: duckdb }), 'momentsSql', 'duplicate-name')
    expectCausalError(() => momentsSql('t\0', ['x'], { dialect: duckdb }), 'momentsSql', 'invalid-argument')
    expectCausalError(() => momentsSql('t', ['x'], { dialect: duckdb, shift: { y: 1 } }), 'momentsSql', 'unknown-name')
    expectCausalError(
      () => momentsSql('t', ['x'], { dialect: duckdb, shift: { x: Number.NaN } }),
      'momentsSql',
      'invalid-argument',
    )
    expectCausalError(
      () => momentsSql('t', ['x'], { dialect: duckdb, where: { y: [] } }),
      'momentsSql',
      'invalid-argument',
    )
    expectCausalError(
      () => momentsSql('t', ['x'], { dialect: { ...duckdb, number: 'DOUBLE' } as Dialect }),
      'momentsSql',
      'invalid-argument',
    )
    const many = Array.from({ length: 60 }, (_, k) => `x${k}`)
    expectCausalError(() => momentsSql('t', many, { dialect: duckdb }), 'momentsSql', 'too-large')
    expectCausalError(
      () => gramSql('t', ['x'], { dialect: duckdb, interactions: [['x', 'y' as 'x']] }),
      'gramSql',
      'unknown-name',
    )
    expectCausalError(
      () => sampleSql('t', ['x'], { dialect: duckdb, key: 'id', share: 0 }),
      'sampleSql',
      'invalid-argument',
    )
    expectCausalError(
      () => sampleSql('t', ['x'], { dialect: duckdb, key: 'id', share: 0.5, categories: ['y' as 'x'] }),
      'sampleSql',
      'unknown-name',
    )
  })
})

describe('what an engine answers', () => {
  const statement = momentsSql('t', ['x'], { dialect: duckdb })
  it('may be numbers, BigInts or texts of digits, as drivers have it', () => {
    expect(readMoments(statement, [{ c0: 3n, c1: '6', c2: 14 }]).mean).toEqual(Float64Array.of(2))
  })

  it('is refused where it is something else', () => {
    for (const row of [
      { c0: 3, c1: 6 },
      { c0: 3, c1: null, c2: 14 },
      { c0: 3, c1: 'six', c2: 14 },
      { c0: 3, c1: Number.NaN, c2: 14 },
    ])
      expectCausalError(() => readMoments(statement, [row]), 'readMoments', 'engine')
    expectCausalError(() => readMoments(statement, []), 'readMoments', 'engine')
    expectCausalError(() => readMoments(statement, [{}, {}]), 'readMoments', 'engine')
    expectCausalError(() => readMoments(statement, [{ c0: 1, c1: 6, c2: 36 }]), 'readMoments', 'too-few-rows')
  })

  it('says by what to shift when digits were lost', () => {
    const lost = expectCausalError(
      () => readMoments(statement, [{ c0: 100, c1: 1e11, c2: 1e20 + 1e5 }]),
      'readMoments',
      'invalid-data',
    )
    expect(lost.details['shift']).toEqual({ x: 1e9 })
  })

  it('is no group twice, and no negative weight', () => {
    const groups = gramSql('t', ['x'], { dialect: duckdb, by: 'g', weights: 'w' })
    const row = { k0: 'a', c0: 2, c1: 1, c2: 1, c3: 1, c4: 2 }
    expect(readGrams(groups, [row])[0]?.gram.count).toBe(2)
    expectCausalError(() => readGrams(groups, [row, row]), 'readGrams', 'engine')
    expectCausalError(() => readGrams(groups, [{ ...row, c3: -1 }]), 'readGrams', 'invalid-data')
    expectCausalError(() => readGrams(groups, [{ ...row, k0: new Date(0) }]), 'readGrams', 'engine')
    const cells = countsSql('t', ['g'], { dialect: duckdb })
    expectCausalError(
      () =>
        readCounts(cells, [
          { k0: 1, c0: 2 },
          { k0: '1', c0: 3 },
        ]),
      'readCounts',
      'engine',
    )
    expectCausalError(() => readCounts(cells, []), 'readCounts', 'too-few-rows')
    expectCausalError(() => readCounts(cells, [{ k0: 1, c0: -2 }]), 'readCounts', 'invalid-data')
  })

  it('orders states by size where they are numbers', () => {
    const cells = countsSql('t', ['g'], { dialect: duckdb })
    const found = readCounts(
      cells,
      ['b', 10, -2, 9n, 'a', true].map((k0) => ({ k0, c0: 1 })),
    )
    expect(found.variables[0]?.states).toEqual(['-2', '9', '10', 'a', 'b', 'true'])
  })

  it('is a table of what was drawn, with gaps', () => {
    const drawn = sampleSql('t', ['x', 'g'], { dialect: duckdb, key: 'id', share: 1, categories: ['g'] })
    const found = readSample(drawn, [
      { r0: 1n, r1: 'b' },
      { r0: null, r1: null },
      { r0: '2.5', r1: 'a' },
    ])
    expect(found.data).toEqual([
      Float64Array.of(1, Number.NaN, 2.5),
      { codes: Int32Array.of(1, -1, 0), levels: ['a', 'b'] },
    ])
    expectCausalError(() => readSample(drawn, [{ r0: 'x', r1: 'b' }]), 'readSample', 'engine')
    expectCausalError(() => readSample(drawn, [{ r0: 1 }]), 'readSample', 'engine')
    expectCausalError(() => readSample(drawn, []), 'readSample', 'too-few-rows')
  })
})
