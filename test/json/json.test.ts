import { describe, expect, it } from 'vitest'
import * as lib from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'
import { deepFreeze } from '../support/freeze.js'

const { dag, scm, normal, linear, cpt, categorical, table, toJson, fromJson } = lib

const numbers = lib.simulateLinear(dag('A -> B -> C; A -> C'), 60, { seed: 1 }).data
const mixed = table({ S: ['a', null, 'b'], W: [1, null, -0] })
const linearModel = scm(
  { X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)), Z: linear({ X: 1 }, normal(0, 1)) },
  { correlated: [['Y', 'Z', 0.5]] },
)
const discrete = scm({
  X: categorical({ a: 0.3, b: 0.7 }),
  Y: cpt(['X'], { a: { n: 0.5, y: 0.5 }, b: { n: 0.1, y: 0.9 } }),
})
const joint = lib.query(discrete, ['X', 'Y'])
const confounded = dag('Z -> X -> Y; Z -> Y')
const identified = lib.identify(confounded, { do: 'X', outcome: 'Y' })

/** Values of every kind, each with what is asked of it before and after its journey. */
const values: Record<string, [object, (value: never) => unknown]> = {
  graph: [dag('A -> B'), (g: lib.Dag) => lib.parents(g, 'B' as never)],
  'graph with latents': [
    dag({
      nodes: ['A', 'B', 'U'],
      directed: [
        ['U', 'A'],
        ['U', 'B'],
      ],
      latents: ['U'],
    }),
    (g: lib.Dag) => lib.latentProjection(g, ['U']),
  ],
  pag: [lib.pagOf(dag('A -> B -> C'), {}), (g: lib.Pag) => lib.adjacent(g, 'A' as never)],
  'table of numbers': [numbers, (t: lib.Table) => lib.moments(t).mean],
  'table with what is missing': [mixed, (t: lib.Table) => lib.toRows(t)],
  gram: [
    lib.readGrams(lib.gramSql('t', ['A'], { dialect: lib.duckdb }), [{ c0: 2, c1: 1, c2: 5 }])[0]!.gram,
    (g: lib.Gram) => lib.mergeGrams(g, g).products,
  ],
  moments: [lib.moments(numbers), (m: lib.Moments) => lib.fisherZ(m)('A', 'B', []).pValue],
  factor: [joint, (f: lib.Factor) => lib.marginalize(f, ['X'])],
  distribution: [lib.gamma(2, 1), (d: lib.Distribution<number>) => lib.cumulative(d, 1)],
  'finite distribution': [lib.binomial(3, 0.4), (d: lib.Distribution<number>) => lib.meanOf(d)],
  stream: [lib.randomStream(1), (s: lib.RandomStream) => lib.uniforms(s, 3)],
  'linear model with correlated noise': [
    linearModel,
    (m: typeof linearModel) => lib.expectation(m, 'Y', { given: { Z: 1 } }).value,
  ],
  'model of another world': [
    lib.counterfactual(linearModel, { given: { X: 0, Y: 1, Z: 0 }, do: { X: 1 } }),
    (m: typeof linearModel) => lib.expectation(m, 'Y').value,
  ],
  'shifted model': [
    lib.intervene(linearModel, { X: lib.shift(2) }),
    (m: typeof linearModel) => lib.expectation(m, 'Y').value,
  ],
  'discrete model': [discrete, (m: typeof discrete) => lib.query(m, ['Y'], { do: { X: 'a' } })],
  'asia network': [lib.asiaNetwork, (m: typeof lib.asiaNetwork) => lib.query(m, [m.variables[0]!])],
  mechanism: [
    linear({ X: 2 }, normal(0, 1)),
    (m: ReturnType<typeof linear>) => lib.expectation(scm({ X: normal(1, 1), Y: m as never }), 'Y').value,
  ],
  diagram: [lib.diagramOf(dag('X -> Y')), (d: lib.Diagram) => lib.canonicalForm(d)],
  estimand: [lib.parseEstimand('Σ_z P(y | x, z) P(z)'), (e: lib.Estimand) => lib.toText(e)],
  'result of identify': [identified, (r: typeof identified) => r.identifiable],
  'result of pc': [
    lib.pc(lib.dSeparation(confounded)),
    (r: { graph: lib.Cpdag }) => lib.parents(r.graph, 'Y' as never),
  ],
}

describe.each(Object.entries(values))('%s', (_, [value, use]) => {
  it('comes back from JSON, equal and frozen, and means the same', () => {
    deepFreeze(value)
    const back = fromJson(JSON.stringify(toJson(value)))
    expect(back).toEqual(value)
    expect(lib.toJson(back)).toEqual(toJson(value))
    expect(use(back as never)).toEqual(use(value as never))
    expect(isDeeplyFrozen(back)).toBe(true)
    expect(fromJson(toJson(value))).toEqual(value)
  })

  it('comes back from structuredClone, and means the same', () => {
    const clone = structuredClone(value)
    expect(clone).toEqual(value)
    expect(use(clone as never)).toEqual(use(value as never))
  })
})

describe('toJson and fromJson', () => {
  it('keep numbers that JSON lacks, typed arrays, maps, sets and names of any kind', () => {
    const odd = deepFreeze({
      numbers: [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 1e-320],
      big: 12345678901234567890n,
      nothing: undefined,
      arrays: [Float64Array.of(1, Number.NaN, -0), Int32Array.of(-1), Uint8Array.of(255), BigInt64Array.of(-5n)],
      map: new Map<unknown, unknown>([
        ['a', [1]],
        [2, null],
      ]),
      set: new Set([1, 'b']),
      '': JSON.parse('{ "__proto__": 1, "constructor": 2 }'),
      marked: { $: 'number', value: 'NaN' },
      text: '\u2028"\\',
    })
    const back = fromJson<typeof odd>(JSON.stringify(toJson(odd)))
    expect(back).toStrictEqual(odd)
    expect(Object.keys(back)).toEqual(Object.keys(odd))
    expect(Object.keys(back[''])).toEqual(['__proto__', 'constructor'])
    expect(Object.is(back.numbers[3], -0)).toBe(true)
    expect(Object.is(back.arrays[0]![2], -0)).toBe(true)
  })

  it('keep one value one: a shared law stays shared', () => {
    const back = fromJson<lib.Scm>(JSON.stringify(toJson(linearModel)))
    expect(back.noiseCovariance[0]!.first.law).toBe(back.laws[1])
    // replacing Y takes the covariance away
    const fixed = lib.intervene(back, { Y: 0 })
    expect(lib.expectation(fixed, 'Z', { given: { X: 1 } }).value).toBeCloseTo(1, 12)
  })

  it('keep a list and what stands deep, without recursion', () => {
    let deep: unknown = 1
    for (let i = 0; i < 2000; i++) deep = [deep]
    expect(JSON.stringify(fromJson(JSON.stringify(toJson([deep, { deep }]))))).toBe(JSON.stringify([deep, { deep }]))
  })

  it('leave the influence of each row out of a result, and say so', () => {
    const effect = lib.estimateEffect(lib.fromCounts(lib.kidneyStones), {
      graph: dag('stone -> treatment -> recovered; stone -> recovered'),
      treatment: 'treatment',
      outcome: 'recovered',
      estimator: lib.ipw(),
    })
    const json = toJson(effect)
    expect(json.leftOut).toEqual(['influence'])
    expect(JSON.stringify(json).length).toBeLessThan(4000)
    const { influence: _, ...rest } = effect as typeof effect & { influence: unknown }
    expect(fromJson(JSON.stringify(json))).toEqual(rest)
  })

  it('say which variable comes about by a function, or where one stands', () => {
    const model = scm({ X: normal(0, 1), Y: lib.deterministic(['X'], ({ X }: { X: number }) => X + 1) })
    const error = expectCausalError(() => toJson(model), 'toJson', 'not-supported')
    expect(error.details['variable']).toBe('Y')
    const shifted = lib.intervene(model, { Y: lib.shift(1) })
    expect(expectCausalError(() => toJson(shifted), 'toJson', 'not-supported').details['variable']).toBe('Y')
    const place = expectCausalError(() => toJson({ rows: [{ use: () => 1 }] }), 'toJson', 'not-supported')
    expect(place.message).toContain('rows[0].use is a function')
  })

  it.each<[string, unknown, lib.CausalErrorCode]>([
    ['a text that is none', '{', 'parse'],
    ['a number', 3, 'invalid-argument'],
    ['null', 'null', 'invalid-argument'],
    ['a list', [], 'invalid-argument'],
    ['a record without a tag', {}, 'invalid-argument'],
    ['an unknown kind', { causalkit: 'tree' }, 'invalid-argument'],
    ['the kind constructor', { causalkit: 'constructor' }, 'invalid-argument'],
    ['a table whose rowCount is untrue', { ...toJson(numbers), rowCount: 2 ** 53 }, 'invalid-data'],
    ['a table without data', { ...toJson(numbers), data: undefined }, 'invalid-argument'],
    ['a factor with too few cells', { ...toJson(joint), values: { $: 'Float64Array', values: [1] } }, 'type-mismatch'],
    [
      'a factor with a cell that is missing',
      { ...toJson(joint), values: { $: 'Float64Array', values: [1, 0, 0, 'NaN'] } },
      'invalid-argument',
    ],
    ['a typed array of texts', { ...toJson(joint), values: { $: 'Float64Array', values: ['1'] } }, 'invalid-argument'],
    ['a code that is no integer', { causalkit: 'result', a: { $: 'Int32Array', values: [1.5] } }, 'invalid-argument'],
    ['an unknown mark', { causalkit: 'result', a: { $: 'Date', value: 1 } }, 'invalid-argument'],
    ['a pointer to nowhere', { causalkit: 'result', a: { $: 'same', at: ['b'] } }, 'invalid-argument'],
    ['a negative sd', { ...toJson(normal(0, 1)), parameters: { mean: 0, sd: -1 } }, 'invalid-argument'],
    ['a model without a law', { ...toJson(discrete), laws: [] }, 'invalid-argument'],
    ['an estimand of nothing', { causalkit: 'estimand', type: 'sum', over: [], body: null }, 'invalid-argument'],
  ])('refuse %s', (_, json, code) => {
    expectCausalError(() => fromJson(json), 'fromJson', code)
  })

  it('refuse to write what is not whole', () => {
    expectCausalError(() => toJson({ ...numbers, rowCount: 3 }), 'toJson', 'invalid-data')
    expectCausalError(() => toJson(null as never), 'toJson', 'invalid-argument')
    expectCausalError(() => toJson({ when: new Date(0) }), 'toJson', 'not-supported')
  })
})

function isDeeplyFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return true
  return Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen)
}
