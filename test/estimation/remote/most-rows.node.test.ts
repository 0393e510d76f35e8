import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  dag,
  entropyBalancing,
  estimateEffect,
  estimateEffectFrom,
  from,
  randomStream,
  standardization,
  table,
  uniforms,
  warehouse,
} from '../../../src/index.js'
import { type Engine, engines } from '../../support/engines.js'

const u = uniforms(randomStream(5), 400).values
/** 20 rows with 8 combinations of categories and of a number that is 0 or 1. */
const few = Array.from({ length: 20 }, (_, i) => [
  i % 2 === 0 ? 'old' : 'new',
  i % 4 < 2 ? 'north' : 'south',
  i % 3 === 0 || i > 14 ? 1 : 0,
])
const many = Array.from({ length: 40 }, (_, i) => [i % 2 === 0 ? 'old' : 'new', u[i]!, u[40 + i]!])
/** Numbers of few values, of which no combination is there twice. */
const coarse = Array.from({ length: 12_000 }, (_, i) => [
  i % 2 === 0 ? 'old' : 'new',
  i % 16,
  (i >> 4) % 16,
  (i >> 8) % 16,
  i >> 12,
])

describe('which rows are brought with their counts', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = (await engines['DuckDB']!())!
    await engine.load('few', { arm: 'text', site: 'text', well: 'whole' }, few)
    await engine.load('many', { arm: 'text', age: 'number', y: 'number' }, many)
    await engine.load('coarse', { arm: 'text', a: 'whole', b: 'whole', c: 'whole', y: 'whole' }, coarse)
  })
  afterAll(async () => engine.close())

  /** The most rows that any statement gave. */
  let most = 0
  const rowsIn = (source: string, columns: object) => {
    most = 0
    const query: Engine['query'] = async (text, parameters) => {
      const answer = await engine.query(text, parameters)
      most = Math.max(most, answer.length)
      return answer
    }
    return from(warehouse({ query, dialect: engine.dialect }), source, { columns } as never)
  }
  const contrast = { from: 'old', to: 'new' }

  it('a tiny table of categories comes as combinations, though these are 4 in 10 of its rows', async () => {
    const question = { graph: dag('site -> arm -> well; site -> well'), treatment: 'arm', outcome: 'well', contrast }
    const local = table({
      arm: few.map((row) => row[0]!),
      site: few.map((row) => row[1]!),
      well: few.map((row) => row[2]!),
    }) as never
    for (const estimator of [standardization(), entropyBalancing()]) {
      const source = rowsIn('few', { arm: 'category', site: 'category', well: 'number' })
      const found = await estimateEffectFrom(source, { ...question, estimator } as never)
      const direct = estimateEffect(local, { ...question, estimator } as never)
      if (!found.estimated || !direct.estimated) throw new Error('no estimate')
      expect(most).toBe(8)
      expect(found.estimate).toBeCloseTo(direct.estimate, 10)
      expect(found.standardError).toBeCloseTo(direct.standardError, 10)
    }
  })

  it('a table of numbers is never brought, be it small, or coarse', async () => {
    const asked = { treatment: 'arm', outcome: 'y', contrast, estimator: entropyBalancing() }
    const small = rowsIn('many', { arm: 'category', age: 'number', y: 'number' })
    const graph = dag('age -> arm -> y; age -> y')
    await expect(estimateEffectFrom(small, { ...asked, graph } as never)).rejects.toMatchObject({
      code: 'not-supported',
      message: expect.stringContaining('needs the rows themselves'),
    })
    expect(most).toBe(1)
    const wide = rowsIn('coarse', { arm: 'category', a: 'number', b: 'number', c: 'number', y: 'number' })
    const wider = dag('a -> arm -> y; a -> y; b -> arm; b -> y; c -> arm; c -> y')
    await expect(estimateEffectFrom(wide, { ...asked, graph: wider } as never)).rejects.toMatchObject({
      code: 'not-supported',
    })
    expect(most).toBe(1)
  })
})
