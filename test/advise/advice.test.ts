import { describe, expect, it } from 'vitest'
import {
  type Advice,
  admg,
  bernoulli,
  type CausalGraph,
  cpt,
  dag,
  diagnose,
  fromJson,
  linear,
  logistic,
  normal,
  normals,
  randomStream,
  report,
  runSuggestion,
  sample,
  scm,
  simulateLinear,
  suggest,
  type Table,
  table,
  toJson,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'
import { made } from './tables.js'

describe('from a table to a report', () => {
  it.each(Object.entries(made))('%s: every suggestion runs', (name, { data, options, first, hidden }) => {
    const diagnosis = diagnose(data, options)
    const advice = suggest(diagnosis, 'graph')
    expect(advice.suggestions[0]?.code).toBe(first)
    const open = suggest(diagnosis, { ask: 'graph', hiddenCauses: true })
    expect(open.suggestions[0]?.code).toBe(hidden)
    const found = [...advice.suggestions, ...open.suggestions].map((one) => runSuggestion(data, one))
    for (const one of found)
      expect(Object.keys(one as object)).toContain('graph' in (one as object) ? 'graph' : 'cause')
    const graphs = found.filter((one) => 'graph' in (one as object))
    const test = suggest(diagnosis, 'test').suggestions
    expect(test).toHaveLength(1)
    expect(typeof runSuggestion(data, test[0]!)).toBe('function')
    const { markdown, pictures } = report({ [name]: diagnosis, Advice: advice, Graphs: graphs })
    expect(pictures).toHaveLength(graphs.length)
    expect(markdown).toContain(`\`\`\`ts\n${first}\n\`\`\``)
    for (const { file, svg } of pictures) {
      expect(markdown).toContain(`![Graphs](${file})`)
      expect(svg.startsWith('<svg')).toBe(true)
    }
  })

  it('gives each suggestion its reason, reference and grounds, and says what is better left', () => {
    for (const { data, options } of Object.values(made)) {
      const { suggestions, against } = suggest(diagnose(data, options), 'graph')
      for (const { reason, assumes, reference } of suggestions) {
        expect(reason.length).toBeGreaterThan(20)
        expect(assumes).toMatch(/\.$/)
        expect(reference).toMatch(/\d{4}/)
      }
      expect(against.length).toBeGreaterThan(0)
    }
  })

  it('is the same advice for the same diagnosis, and survives JSON', () => {
    const { data } = made['linear Gaussian']!
    const diagnosis = diagnose(data)
    const [advice, again] = [suggest(diagnosis, 'graph'), suggest(diagnose(data), 'graph')]
    expect(again).toEqual(advice)
    const read = fromJson(JSON.stringify(toJson(advice))) as unknown as Advice
    expect(read).toEqual(advice)
    expect(runSuggestion(data, read.suggestions[0]!)).toEqual(runSuggestion(data, advice.suggestions[0]!))
    expect(suggest(JSON.parse(JSON.stringify(diagnosis)), 'graph')).toEqual(advice)
  })
})

const confounded = { graph: dag('Z -> T -> Y; Z -> Y'), treatment: 'T', outcome: 'Y', ask: 'effect' } as const
const run = <T>(data: Table<T>, advice: Advice) =>
  advice.suggestions.map((one) => runSuggestion(data, one) as { estimate: number; interval: readonly [number, number] })

describe('an effect', () => {
  const amounts = sample(
    scm({ Z: normal(0, 1), T: linear({ Z: 1 }, normal(0, 1)), Y: linear({ T: 2, Z: -3 }, normal(0, 1)) }),
    500,
    { seed: 1 },
  )
  it('of an amount: regression where no bend was found, and machine learning beside it', () => {
    const advice = suggest(diagnose(amounts), confounded)
    expect(advice.suggestions.map(({ code }) => /estimator: (\w+)/.exec(code)![1])).toEqual([
      'regressionAdjustment',
      'doubleMachineLearning',
    ])
    for (const { estimate } of run(amounts, advice)) expect(Math.abs(estimate - 2)).toBeLessThan(0.25)
  })
  it('of two levels: doubly robust', () => {
    const data = sample(
      scm({ Z: normal(0, 1), T: logistic({ Z: 1 }), Y: linear({ T: 2, Z: -3 }, normal(0, 1)) }),
      500,
      { seed: 1 },
    )
    const advice = suggest(diagnose(data), confounded)
    expect(advice.suggestions[0]!.code).toContain('aipw()')
    for (const { estimate } of run(data, advice)) expect(Math.abs(estimate - 2)).toBeLessThan(0.5)
  })
  it('by a front door, an instrument, a formula', () => {
    const front = { ...confounded, graph: admg('T -> M -> Y; T <-> Y') }
    const hiddenCause = normals(randomStream('u'), 600).values
    const [a, b, c] = ['a', 'b', 'c'].map((seed) => normals(randomStream(seed), 600).values) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ]
    const T = a.map((v, i) => v + hiddenCause[i]!)
    const M = b.map((v, i) => v + T[i]!)
    const through = table({ T, M, Y: c.map((v, i) => v + 2 * M[i]! + 3 * hiddenCause[i]!) })
    const advice = suggest(diagnose(through), front)
    expect(advice.suggestions[0]!.code).toContain("frontDoorEstimator({ model: 'linear' })")
    expect(Math.abs(run(through, advice)[0]!.estimate - 2)).toBeLessThan(0.5)
    const Z = b
    const moved = Z.map((v, i) => 2 * v + hiddenCause[i]! + 0.5 * a[i]!)
    const withInstrument = table({ Z, T: moved, Y: moved.map((v, i) => 2 * v + 3 * hiddenCause[i]! + c[i]!) })
    const iv = suggest(diagnose(withInstrument), { ...confounded, graph: admg('Z -> T -> Y; T <-> Y') })
    expect(iv.suggestions[0]!.method).toBe('two-stage least squares')
    expect(Math.abs(run(withInstrument, iv)[0]!.estimate - 2)).toBeLessThan(0.4)
    const none = suggest(diagnose(through), { ...confounded, graph: admg('T -> Y; T <-> Y; M') })
    expect(none.suggestions).toEqual([])
    expect(none.warnings[0]).toMatch(/no formula/)
    const nothing = suggest(diagnose(through), { ...confounded, graph: dag('Y -> T') })
    expect([nothing.suggestions, nothing.warnings[0]]).toEqual([[], expect.stringMatching(/the effect is 0/)])
    const states = sample(
      scm({
        W: bernoulli(0.5),
        Z: cpt(['W'], { 0: 0.3, 1: 0.7 }),
        T: cpt(['Z'], { 0: 0.2, 1: 0.8 }),
        Y: cpt(['T'], { 0: 0.3, 1: 0.8 }),
      }),
      500,
      { seed: 8 },
    )
    const napkin = admg('W -> Z -> T -> Y; W <-> T; W <-> Y')
    const formula = suggest(diagnose(states), { ...confounded, graph: napkin })
    expect(formula.suggestions.map(({ code }) => code)).toEqual([expect.stringContaining('plugIn()')])
    expect(Math.abs(run(states, formula)[0]!.estimate - 0.5)).toBeLessThan(0.2)
  })
  it('without a graph: what the class leaves open, or a word why not', () => {
    const advice = suggest(diagnose(amounts), { ask: 'effect', treatment: 'T', outcome: 'Y' })
    const found = runSuggestion(amounts, advice.suggestions[0]!) as { effects: { effect: number }[] }
    expect(found.effects.some(({ effect }) => Math.abs(effect - 2) < 0.25)).toBe(true)
    const { data } = made['states']!
    expect(suggest(diagnose(data), { ask: 'effect', treatment: 'A', outcome: 'C' }).suggestions).toEqual([])
  })
})

describe('a root cause', () => {
  it('is found by both ways, and reported', () => {
    const before = 300
    const e = ['db', 'api', 'page'].map((name) => normals(randomStream(name), 400).values)
    const db = new Float64Array(400)
    const [api, page] = [new Float64Array(400), new Float64Array(400)]
    for (let t = 0; t < 400; t++) {
      db[t] = 0.5 * (db[t - 1] ?? 0) + e[0]![t]!
      api[t] = 0.8 * (db[t - 1] ?? 0) + e[1]![t]! + (t >= before ? 5 : 0)
      page[t] = 0.8 * (api[t - 1] ?? 0) + e[2]![t]!
    }
    const data = table({ db, api, page })
    const advice = suggest(diagnose(data), { ask: 'root cause', target: 'page', step: before })
    const answers = advice.suggestions.map((one) => runSuggestion(data, one)) as { causes: { variable: string }[] }[]
    expect(answers.map(({ causes }) => causes[0]!.variable)).toEqual(['api', 'api'])
    expect(report({ Cause: answers }).markdown).toContain('| api |')
  })
})

describe('suggest', () => {
  const diagnosis = diagnose(simulateLinear(dag('A -> B'), 100, { seed: 1 }).data)
  it('has nothing for a table that holds nothing', () => {
    for (const diagnosis of [
      diagnose(table({ a: [1], b: [2] })),
      diagnose(table({ a: [1, 1, 1], b: ['x', 'x', 'x'] })),
    ]) {
      const { suggestions, warnings } = suggest(diagnosis, 'graph')
      expect(suggestions).toEqual([])
      expect(warnings[0]).toMatch(/a graph needs two/)
    }
    const few = suggest(diagnose(table({ a: [1.5, 2, 4], b: [3.5, 1, 4] })), 'graph')
    expect(few.warnings[0]).toMatch(/too few/)
  })
  it.each([
    ['an unknown kind of question', 'weather', 'invalid-argument'],
    ['an unknown kind in a record', { ask: 'prediction' }, 'invalid-argument'],
    ['an unknown word', { ask: 'graph', hidden: true }, 'unknown-option'],
    ['a treatment that is no column', { ask: 'effect', treatment: 'Q', outcome: 'B' }, 'unknown-name'],
    ['an effect on itself', { ask: 'effect', treatment: 'A', outcome: 'A' }, 'overlap'],
    ['a step outside', { ask: 'root cause', target: 'A', step: 100 }, 'invalid-argument'],
    ['hiddenCauses that is a text', { ask: 'graph', hiddenCauses: 'yes' }, 'invalid-argument'],
  ] as const)('refuses %s', (_, question, code) => {
    expectCausalError(() => suggest(diagnosis, question as never), 'suggest', code)
  })
  it('refuses what is no diagnosis', () => {
    expectCausalError(() => suggest({} as never, 'graph'), 'suggest', 'invalid-argument')
  })
})

describe('runSuggestion', () => {
  const { data } = simulateLinear(dag('A -> B'), 100, { seed: 1 })
  it.each([
    ['a function that no suggestion calls', { call: 'eval', with: [] }, 'unknown-name'],
    ['one by a name of objects', { call: 'constructor', with: [] }, 'unknown-name'],
    ['no call', { verb: 'pc' }, 'invalid-argument'],
    [
      'a field that is not there',
      {
        call: 'pc',
        with: [{ field: 'graf', of: { call: 'pc', with: [{ call: 'fisherZ', with: [{ use: 'table' }] }] } }],
      },
      'unknown-name',
    ],
    ['what the function called refuses', { call: 'fisherZ', with: [3] }, 'invalid-argument'],
  ] as const)('refuses %s', (_, call, code) => {
    expectCausalError(() => runSuggestion(data, { call } as never), 'runSuggestion', code)
  })
  it('stops at calls without an end', () => {
    const call: { call: string; with: unknown[] } = { call: 'fisherZ', with: [] }
    call.with.push(call)
    expectCausalError(() => runSuggestion(data, { call } as never), 'runSuggestion', 'too-large')
  })
  it('runs on another table with the same columns', () => {
    const [first] = suggest(diagnose(data), 'graph').suggestions
    const other = simulateLinear(dag('A -> B'), 200, { seed: 9 }).data
    expect((runSuggestion(other, first!) as { graph: CausalGraph }).graph.edges).toHaveLength(1)
  })
})
