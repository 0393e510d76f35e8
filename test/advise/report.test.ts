import { describe, expect, it } from 'vitest'
import {
  admg,
  balance,
  dag,
  diagnose,
  diagramOf,
  estimateEffect,
  eValue,
  identify,
  laggedGraph,
  linear,
  logistic,
  normal,
  overlap,
  placeboTreatment,
  refute,
  regressionAdjustment,
  report,
  sample,
  scm,
  scoreAnswers,
  sensitivity,
  suggest,
  table,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const data = sample(scm({ Z: normal(0, 1), T: logistic({ Z: 1 }), Y: linear({ T: 2, Z: 1 }, normal(0, 1)) }), 300, {
  seed: 4,
})
const graph = dag('Z -> T -> Y; Z -> Y')
const question = { graph, treatment: 'T', outcome: 'Y' } as const
const effect = estimateEffect(data, { ...question, estimator: regressionAdjustment() })

describe('report', () => {
  it('tells each kind of result, draws graphs and plots estimates', () => {
    if (!effect.estimated) throw new Error(effect.message)
    const refused = estimateEffect(data, {
      ...question,
      graph: admg('T -> Y; T <-> Y; Z'),
      estimator: regressionAdjustment(),
    })
    const { markdown, pictures, plots } = report(
      {
        'The graph': graph,
        'As a diagram': diagramOf(graph),
        'Over time': laggedGraph('A[t-1] -> B'),
        'Is it identified?': [
          identify(graph, { do: 'T', outcome: 'Y' }),
          identify(admg('T -> Y; T <-> Y'), { do: 'T', outcome: 'Y' }),
        ],
        'How much?': [effect, refused],
        'Does it stand?': refute(effect, placeboTreatment({ draws: 20 })),
        'What would overturn it?': sensitivity(effect),
        Arms: [
          overlap(data, { treatment: 'T', covariates: ['Z'] }),
          balance(data, { treatment: 'T', covariates: ['Z'] }),
        ],
        Scores: scoreAnswers([{ id: 'a', kind: 'k', answer: 'x' }], []),
      },
      { title: 'All kinds' },
    )
    expect(markdown.startsWith('# All kinds\n\n## The graph\n\n![The graph](the-graph.svg)\n')).toBe(true)
    expect(pictures.map(({ file }) => file)).toEqual(['the-graph.svg', 'as-a-diagram.svg', 'over-time.svg'])
    expect(plots.map(({ file }) => file)).toEqual([
      'how-much.vl.json',
      'what-would-overturn-it.vl.json',
      'arms.vl.json',
      'arms-2.vl.json',
    ])
    expect(markdown).toContain('a hedge')
    expect(markdown).toContain('There is no estimate (not-identifiable)')
    expect(markdown).toContain('- Asked: the mean of Y if everybody had T = 1')
    expect(markdown).toContain('| k | 1 | 0 of 0 | – | – | – | 1 | 1 |')
  })

  it('says once for all looks of a kind why they were not made', () => {
    const few = diagnose(table({ a: [1, 2, 3, 5], b: [2, 1, 4, 4], c: [0, 1, 1, 0] }))
    const { markdown } = report({ Rows: few })
    const [, told = ''] = markdown.split('Not looked at:')
    const lines = told.split('\n').filter((line) => line.startsWith('- '))
    const reasons = lines.map((line) => line.slice(line.indexOf('; ')))
    expect(few.notLooked.length).toBeGreaterThan(lines.length)
    expect(new Set(reasons).size).toBe(reasons.length)
    for (const { topic } of few.notLooked) expect(told).toContain(topic)
  })
  it('puts pictures into the page where that is asked for', () => {
    const { markdown, pictures } = report({ G: graph }, { inline: true })
    expect(pictures).toEqual([])
    expect(markdown).toContain('<svg')
  })

  it('lets no name of a column write Markdown or HTML', () => {
    const odd = table({ 'a|b': [1, 1, 1], '<b>*': ['x', 'y', 'x'], '`c`': [1, 2, 4] })
    const diagnosis = diagnose(odd)
    const { markdown } = report({ 'T|`<script>': [diagnosis, suggest(diagnosis, 'graph')] })
    const bare = markdown.replace(/\\./g, '')
    expect(bare).not.toMatch(/<b>|<script>/)
    const lines = bare.split('\n').filter((line) => line.startsWith('| a'))
    expect(lines.map((line) => line.split('|').length)).toEqual([7])
  })

  it('names files apart where titles are alike', () => {
    const { pictures } = report({ 'A graph': [graph, graph], 'a graph!': graph, '***': graph })
    expect(pictures.map(({ file }) => file)).toEqual(['a-graph.svg', 'a-graph-2.svg', 'a-graph-3.svg', 'part.svg'])
  })

  it.each([
    ['nothing', {}, {}, 'invalid-argument'],
    ['a list', [graph], {}, 'invalid-argument'],
    ['an empty list under a title', { A: [] }, {}, 'invalid-argument'],
    ['a number', { A: 3 }, {}, 'invalid-argument'],
    ['a record of another kind', { A: eValue({ riskRatio: 2 }) }, {}, 'invalid-argument'],
    ['a record that was changed', { A: { findings: 1, notLooked: 2, usable: 3 } }, {}, 'invalid-argument'],
    ['an unknown option', { A: graph }, { format: 'html' }, 'unknown-option'],
    ['a title that is no text', { A: graph }, { title: 7 }, 'invalid-argument'],
  ] as const)('refuses %s', (_, results, options, code) => {
    expectCausalError(() => report(results as never, options as never), 'report', code)
  })
})
