import { expect, it } from 'vitest'
import type { Judgement, Question } from '../../../examples/playground/src/lessons/lesson'
import { lessons } from '../../../examples/playground/src/lessons/lessons'
import { readGraph } from '../../../examples/playground/src/reading'

/** The right answers, worked out by hand: the lessons themselves hold none, they ask the library. */
const right: Readonly<Record<string, readonly (string | number | readonly (readonly string[])[])[]>> = {
  chain: ['No, there is nothing to choose between them', [[]]],
  fork: ['stays the same', [['heat']]],
  collider: ['No', 'goes down', [['fame', 'followers']]],
  'm-bias': [[[]], [['income'], ['genes'], ['income', 'genes']], 'False'],
  'front-door': ['No', [['tar'], ['tar', 'yellow_teeth']], 0.8],
  instrument: ['lottery', 'The lottery’s prize money itself raises earnings', 2],
  simpson: ['open surgery', 'open surgery', 'No, do not split'],
  selection: ['goes up', 'goes down', 'Yes'],
  mediation: [7, 1, 'No'],
  counterfactual: [2, 10, 'both the same'],
}

function subsets(names: readonly string[]): string[][] {
  return Array.from({ length: 2 ** names.length }, (_, bits) => names.filter((_name, i) => (bits >> i) % 2 === 1))
}

/** Every answer that can be given, with its judgement; of numbers those from -3 to 12 by halves. */
function allAnswers(question: Question): { answer: string | number | readonly string[]; judged: Judgement }[] {
  if (question.kind === 'choice') return question.options.map((answer) => ({ answer, judged: question.judge(answer) }))
  if (question.kind === 'nodes')
    return subsets(question.nodes).map((answer) => ({ answer, judged: question.judge(answer) }))
  const numbers = [0.8, ...Array.from({ length: 31 }, (_, i) => i / 2 - 3)]
  return numbers.map((answer) => ({ answer, judged: question.judge(answer) }))
}

it('knows the right answers of this test', () => {
  expect(lessons.map(({ name }) => name)).toEqual(Object.keys(right))
  for (const { name, questions } of lessons) expect(right[name]).toHaveLength(questions.length)
})

for (const lesson of lessons)
  it(`judges each answer in "${lesson.title}" and says why`, () => {
    for (const [i, question] of lesson.questions.entries()) {
      const expected = right[lesson.name]![i]!
      const isRight = (answer: string | number | readonly string[]): boolean =>
        Array.isArray(expected)
          ? expected.some((set) => JSON.stringify(set) === JSON.stringify(answer))
          : answer === expected
      const all = allAnswers(question)
      for (const { answer, judged } of all) {
        expect(judged.right, `${question.ask} — ${JSON.stringify(answer)}`).toBe(isRight(answer))
        expect(judged.why.length).toBeGreaterThan(20)
      }
      expect(all.some(({ judged }) => judged.right)).toBe(true)
      expect(all.some(({ judged }) => !judged.right)).toBe(true)
      const reasons = (good: boolean) =>
        all.filter(({ judged }) => judged.right === good).map(({ judged }) => judged.why)
      expect(reasons(true).filter((why) => reasons(false).includes(why))).toEqual([])
    }
  })

it('is short: four to eight sentences, two or three questions, and a graph that can be read', () => {
  for (const { sentences, questions, load, graph } of lessons) {
    expect(sentences.length).toBeGreaterThanOrEqual(4)
    expect(sentences.length).toBeLessThanOrEqual(8)
    expect(questions.length).toBeGreaterThanOrEqual(2)
    expect(questions.length).toBeLessThanOrEqual(3)
    const read = readGraph(load.text)
    if (!read.read) throw new Error(read.message)
    expect([...read.graph.nodes].sort()).toEqual([...graph.nodes].sort())
    expect(read.graph.edges).toHaveLength(graph.edges.length)
    const named = [load.treatment, load.outcome, ...(load.latents ?? []), ...(load.selection ?? [])]
    for (const name of named) expect(graph.nodes).toContain(name)
  }
})

it('shows finite numbers wherever the sliders and toggles stand', () => {
  for (const { play } of lessons) {
    const { toggles = [], sliders = [] } = play
    const corners = sliders.reduce<Record<string, number>[]>(
      (all, { name, min, max, first }) =>
        all.flatMap((at) => [min, first, max].map((value) => ({ ...at, [name]: value }))),
      [{}],
    )
    for (const values of corners)
      for (const chosen of subsets(toggles)) {
        const { numbers, sentence } = play.show({ chosen, values })
        expect(numbers.length).toBeGreaterThan(0)
        expect(sentence).not.toBe('')
        for (const [label, value] of numbers)
          if (label !== 'their ratio') expect(Number.isFinite(value), label).toBe(true)
      }
  }
})

it('cannot divide by a lottery that moves nobody, and says so', () => {
  const { play } = lessons.find(({ name }) => name === 'instrument')!
  const { numbers, sentence } = play.show({ chosen: [], values: { strength: 0, leak: 0 } })
  expect(new Map(numbers).get('their ratio')).toBeUndefined()
  expect(sentence).toMatch(/nothing to divide by/)
})

it('shows the lie and the truth of each paradox', () => {
  const at = (name: string, chosen: string[], values: Record<string, number> = {}) =>
    lessons
      .find((lesson) => lesson.name === name)!
      .play.show({ chosen, values })
      .numbers.map(([, value]) => value!)
  const [withoutStone] = [at('simpson', [])]
  expect(withoutStone[0]).toBeCloseTo(273 / 350, 12)
  expect(withoutStone[1]).toBeCloseTo(289 / 350, 12)
  const withStone = at('simpson', ['stone'])
  expect(withStone.slice(0, 4)).toEqual(
    [81 / 87, 234 / 270, 192 / 263, 55 / 80].map((share) => expect.closeTo(share, 12)),
  )
  // standardised by hand: 357 small and 343 large stones
  expect(withStone[4]).toBeCloseTo((357 / 700) * (81 / 87) + (343 / 700) * (192 / 263), 12)
  expect(at('fork', [])[0]).toBeCloseTo(2 / Math.sqrt(10), 12)
  expect(at('fork', ['heat'])[0]).toBe(0)
  expect(at('collider', [])[0]).toBe(0)
  // covariance of two unit causes given their sum with noise 0.5: -1 / 2.25 against 1 - 1 / 2.25
  expect(at('collider', ['fame'])[0]).toBeCloseTo(-1 / 2.25 / (1 - 1 / 2.25), 12)
  const [seen, door, truth] = at('front-door', [], { hidden: 3 })
  expect(door).toBeCloseTo(truth!, 12)
  expect(seen! - truth!).toBeCloseTo(9 / 10, 12)
  const [effect, hired] = at('selection', [], { weight: 0.6 })
  expect(effect).toBeCloseTo(0.3, 12)
  expect(hired).toBeLessThan(0)
})
