import { describe, expect, it } from 'vitest'
import { fromCounts, kidneyStones, linear, logistic, normal, sample, scm, toCsv, toRows } from '../../src/index.js'
import { fits } from '../../src/tools/core/check-input.js'
import { type ToolAnswer, toolDefinitions } from '../../src/tools/index.js'

const model = scm({
  age: normal(0, 1),
  dose: logistic({ age: 1 }),
  health: linear({ age: -1, dose: 2 }, normal(0, 1)),
  visits: linear({ health: -0.7 }, normal(0, 1)),
})
const patients = sample(model, 600, { seed: 1 })
const graph = 'age -> dose -> health -> visits; age -> health'
const tools = toolDefinitions({ tables: { patients } })
const run = (name: string, input: unknown): ToolAnswer => tools.find((tool) => tool.name === name)!.run(input)
const asked = { table: 'patients', graph, treatment: 'dose', outcome: 'health' }

/** One good call of each tool. */
const calls: Readonly<Record<string, object>> = {
  describe_table: { table: 'patients' },
  diagnose_table: { table: 'patients' },
  suggest_method: { table: 'patients', question: 'graph' },
  learn_graph: { table: 'patients' },
  test_graph: { table: 'patients', graph },
  check_separation: { graph, x: 'age', y: 'visits', given: ['health'] },
  list_adjustment_sets: { graph, treatment: 'dose', outcome: 'health' },
  identify_effect: { graph, treatment: 'dose', outcome: 'health' },
  estimate_effect: asked,
  refute_effect: { ...asked, estimator: 'regression', refuters: ['subset'] },
  check_sensitivity: asked,
  find_root_causes: {
    before: 'patients',
    after: { rows: toRows(sample(model, 40, { seed: 2 })) },
    graph,
    target: 'visits',
  },
  draw_graph: { graph, treatment: 'dose', outcome: 'health' },
  write_report: { ...asked, estimator: 'regression', refuters: ['subset'], title: 'What the dose does' },
}
const dataOf = (answer: ToolAnswer): Readonly<Record<string, unknown>> => {
  if (!answer.ok) throw new Error(answer.text)
  return answer.data
}

describe('tools', () => {
  it('have names, descriptions and schemas that agents take', () => {
    expect(tools.map(({ name }) => name).sort()).toEqual(Object.keys(calls).sort())
    for (const { name, description, inputSchema, outputSchema } of tools) {
      expect(name).toMatch(/^[a-z_]+$/)
      expect(description.length).toBeGreaterThan(20)
      for (const schema of [inputSchema, outputSchema]) {
        expect(schema['type']).toBe('object')
        expect(JSON.parse(JSON.stringify(schema))).toEqual(schema)
      }
    }
  })

  for (const [name, input] of Object.entries(calls)) {
    it(`${name} answers in text and in data of its schema`, () => {
      const before = JSON.stringify(input)
      const answer = run(name, input)
      const data = dataOf(answer)
      expect(answer.text.length).toBeGreaterThan(10)
      const { outputSchema } = tools.find((tool) => tool.name === name)!
      expect(fits(outputSchema, data), JSON.stringify(data).slice(0, 500)).toBe(true)
      expect(JSON.parse(JSON.stringify(data))).toEqual(data)
      expect(JSON.stringify(input)).toBe(before)
    })

    it(`${name} says what is wrong with what it is given`, () => {
      for (const bad of [
        {},
        { ...input, colour: 'red' },
        7,
        [],
        'text',
        { ...input, table: 'nothing', graph: 'X -> ' },
      ]) {
        const answer = run(name, bad)
        expect(answer.ok).toBe(false)
        expect(answer.text.startsWith(`${name}: `), answer.text).toBe(true)
      }
      expect(run(name, Object.fromEntries(Object.keys(input).map((key) => [key, 7]))).ok).toBe(false)
    })
  }

  it('give what the verbs give', () => {
    const stones = toolDefinitions({ tables: { stones: fromCounts(kidneyStones) } })
    const estimate = stones.find(({ name }) => name === 'estimate_effect')!
    const answer = dataOf(
      estimate.run({
        table: 'stones',
        graph: 'stone -> treatment -> recovered; stone -> recovered',
        treatment: 'treatment',
        outcome: 'recovered',
        estimator: 'strata',
      }),
    )
    expect(answer['estimate']).toBeCloseTo(0.053671, 6)
    expect(answer['adjustment']).toEqual(['stone'])
    expect(dataOf(run('check_separation', { graph, x: 'age', y: 'visits' }))['openPath']).toEqual([
      'age',
      'health',
      'visits',
    ])
    expect(dataOf(run('list_adjustment_sets', calls['list_adjustment_sets']))['sets']).toEqual([['age']])
  })

  it('refuse an effect as an answer, not as an error', () => {
    const hidden = { ...asked, graph: 'dose -> health; dose <-> health' }
    const answer = run('estimate_effect', hidden)
    expect(answer.ok && answer.data['estimated']).toBe(false)
    expect(
      dataOf(run('identify_effect', { graph: 'X -> Y; X <-> Y', treatment: 'X', outcome: 'Y' }))['identifiable'],
    ).toBe(false)
  })

  it('take a table as a text, as columns and as rows, and null for what is left out', () => {
    const csv = toCsv(patients)
    const forms = [{ csv }, { rows: toRows(patients) }, 'patients']
    const estimates = forms.map(
      (table) => dataOf(run('estimate_effect', { ...asked, table, adjustment: null }))['estimate'],
    )
    expect(new Set(estimates).size).toBe(1)
    const answer = run('describe_table', { table: { columns: { constructor: [1, 2], 'a b': ['x', null] } } })
    expect(answer.text).toContain('constructor: numbers from 1 to 2')
    expect(answer.text).toContain('1 missing')
  })

  it('read a learned graph back', () => {
    const learned = dataOf(run('learn_graph', { table: 'patients', hiddenCauses: true }))
    const written = String(learned['graph'])
    expect(
      dataOf(run('check_separation', { graph: written, x: 'age', y: 'visits', given: ['health'] }))['separated'],
    ).toBe(true)
    const numbers = sample(
      scm({ A: normal(0, 1), B: linear({ A: 1 }, normal(0, 1)), C: linear({ B: 1 }, normal(0, 1)) }),
      500,
      { seed: 3 },
    )
    const known = toolDefinitions({ tables: { numbers } })
    const chain = known.find(({ name }) => name === 'learn_graph')!.run({ table: 'numbers' })
    const effect = run('identify_effect', { graph: String(dataOf(chain)['graph']), treatment: 'A', outcome: 'C' })
    expect(effect.ok).toBe(true)
  })

  it('say that rows with gaps were left out', () => {
    const rows = toRows(patients).map((row, i) => (i < 10 ? { ...row, age: null } : row))
    expect(run('learn_graph', { table: { rows } }).text).toContain('10 of 600 rows miss a value')
  })

  it('write a report of an effect, and of why there is none', () => {
    const told = run('write_report', { ...asked, estimator: 'regression', refuters: ['placebo treatment'] })
    const data = dataOf(told)
    expect(data['markdown']).toBe(told.text)
    const headings = told.text.split('\n').filter((line) => line.startsWith('#'))
    expect(headings).toEqual([
      '# The effect of dose on health',
      '## The table',
      '## The graph',
      '## Identification',
      '## The estimate',
      '## Attempts at refutation',
      '## Sensitivity to hidden causes',
    ])
    const estimate = dataOf(run('estimate_effect', { ...asked, estimator: 'regression' }))
    expect(told.text).toContain(Number(estimate['estimate']).toPrecision(4))
    const files = [...told.text.matchAll(/\]\(([^)]+)\)/g)].map(([, file]) => file)
    const given = [...(data['pictures'] as { file: string }[]), ...(data['plots'] as { file: string }[])]
    expect(given.map(({ file }) => file).sort()).toEqual(files.sort())

    const hidden = run('write_report', { ...asked, graph: 'dose -> health; dose <-> health' })
    expect(dataOf(hidden)['estimated']).toBe(false)
    expect(hidden.text).toContain('No formula of the observed distribution')
    expect(hidden.text).not.toContain('Attempts at refutation')
  })

  it('are made from tables alone', () => {
    expect(() => toolDefinitions({ tables: { bad: 7 as never } })).toThrow('toolDefinitions: ')
    expect(() => toolDefinitions({ table: {} } as never)).toThrow('tables')
  })
})

describe('answers about wide and long tables', () => {
  const rows = Array.from({ length: 300 }, (_, i) => ({
    id: `u${i}`,
    ...Object.fromEntries(Array.from({ length: 9 }, (_, j) => [`v${j}`, Math.sin(i * (j + 1)) + Math.cos(i * i + j)])),
  }))

  it('are short: few levels of a column of names, one line for what is not found in many columns', () => {
    const [id] = dataOf(run('describe_table', { table: { rows } }))['columns'] as {
      distinct: number
      levels: unknown[]
    }[]
    expect(id).toMatchObject({ distinct: 300 })
    expect(id!.levels).toHaveLength(20)
    const found = run('diagnose_table', { table: { rows } }).text
    expect(found.match(/heavy tails/g)).toHaveLength(1)
    expect(found).toContain('the same holds of 8 other columns.')
  })

  it('leave out what names the rows, and say so', () => {
    const learnt = run('learn_graph', { table: { rows } })
    expect(learnt.text).toContain('"id" names the rows and was left out')
    expect(dataOf(learnt)['graph']).not.toContain('id')
    expect(run('learn_graph', { table: { rows: rows.map(({ id }) => ({ id })) } })).toMatchObject({ ok: false })
  })

  it('say which words a list may hold', () => {
    expect(run('refute_effect', { ...asked, refuters: ['nonsense'] }).text).toContain('Each is one of "')
  })
})
