import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import {
  bigQuery,
  clickHouse,
  countsSql,
  duckdb,
  gramSql,
  momentsSql,
  postgres,
  sampleSql,
  snowflake,
  spark,
  sqlite,
  trino,
} from '../../src/sql/index.js'

const dialects = { bigquery: bigQuery, clickhouse: clickHouse, duckdb, postgres, snowflake, spark, sqlite, trino }
const python = process.env['CAUSALKIT_SQL_PYTHON']
const isThere = python !== undefined && spawnSync(python, ['-c', 'import sqlglot']).status === 0

/** What a parser of each dialect says of the texts: an error for each that it does not take. */
const script = `
import json, sys, sqlglot
for dialect, text in json.load(sys.stdin):
    try:
        sqlglot.parse_one(text, read=dialect)
    except Exception as error:
        print(dialect, str(error)[:200], text)
`

describe('statements read by a parser of their dialect', () => {
  it('hold its grammar', (context) => {
    if (!isThere) {
      console.log('engines of SQL: a Python with sqlglot is not there')
      return context.skip()
    }
    const texts = Object.entries(dialects).flatMap(([name, dialect]) => {
      const options = { dialect, where: { 'a b': ['x', 2], c: -1.5e-3 }, weights: 'w' }
      return [
        momentsSql(['main', 'odd "name"'], ['x', 'y`z'], { ...options, shift: { x: -2.5 } }),
        gramSql('t', ['x', 'y'], { ...options, by: ['g', 'h'], interactions: [['x', 'y']] }),
        countsSql({ query: 'SELECT 1 AS g' }, ['g'], { dialect }),
        sampleSql('t', ['x', 'g'], { dialect, key: 'id', share: 0.1, categories: ['g'] }),
      ].map(({ text }) => [name, text])
    })
    const { stdout, status } = spawnSync(python!, ['-c', script], { input: JSON.stringify(texts), encoding: 'utf8' })
    expect(stdout).toBe('')
    expect(status).toBe(0)
  }, 60_000)
})
