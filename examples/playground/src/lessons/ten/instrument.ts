import { admg } from 'causalkit/graph'
import { instruments } from 'causalkit/identification'
import { normal } from 'causalkit/probability'
import { averageTreatmentEffect, latent, linear, populationRegression, scm } from 'causalkit/scm'
import { judgeNumber } from '../judge'
import type { Lesson } from '../lesson'

const graph = admg('lottery -> training -> earnings; training <-> earnings')
const query = { treatment: 'training', outcome: 'earnings' } as const
const modelWith = (strength: number, leak: number) =>
  scm({
    drive: latent(normal(0, 1)),
    lottery: normal(0, 1),
    training: linear({ lottery: strength, drive: 1 }, normal(0, 1)),
    earnings: linear({ training: 2, drive: 2, lottery: leak }, normal(0, 1)),
  })
const isInstrument = (text: string, node: string): boolean =>
  Array.from(instruments(admg(text), query)).some((found) => found.instrument === node)
const arrows = {
  'The lottery’s prize money itself raises earnings':
    'lottery -> training -> earnings; training <-> earnings; lottery -> earnings',
  'Some winners do not take the training': 'lottery -> training -> earnings; training <-> earnings',
} as const

export const instrument: Lesson = {
  name: 'instrument',
  title: 'Instrument',
  idea: 'Something like a lottery that moves the cause, and the outcome only through it, reveals the effect.',
  load: {
    text: 'lottery -> training -> earnings\ntraining <-> earnings',
    treatment: 'training',
    outcome: 'earnings',
  },
  graph,
  sentences: [
    'Does training raise earnings? People with much drive train more and earn more anyway; drive is hidden.',
    'But places were given out by a lottery. It pushes some people into training, and it knows nothing of their drive.',
    'So winners and losers differ in nothing but their training.',
    'If winning moves training by 1 and earnings by 2, then training by 1 must move earnings by 2: divide the two.',
    'Such a push from outside is called an instrument. It must move the cause, and reach the outcome by no other way.',
  ],
  play: {
    invite: 'Weaken the lottery, or let it leak into earnings by another way.',
    sliders: [
      { name: 'strength', label: 'how far the lottery moves training', min: 0, max: 2, step: 0.1, first: 1 },
      { name: 'leak', label: 'leak: lottery to earnings directly', min: -1, max: 1, step: 0.1, first: 0 },
    ],
    show: ({ values }) => {
      const { strength = 1, leak = 0 } = values
      const model = modelWith(strength, leak)
      const onEarnings = populationRegression(model, 'earnings', ['lottery']).lottery
      const onTraining = populationRegression(model, 'training', ['lottery']).lottery
      const ratio = Math.abs(onTraining) < 1e-9 ? undefined : onEarnings / onTraining
      return {
        numbers: [
          ['difference that is seen', populationRegression(model, 'earnings', ['training']).training],
          ['lottery on training', onTraining],
          ['lottery on earnings', onEarnings],
          ['their ratio', ratio],
          ['true effect', averageTreatmentEffect(model, query).value!],
        ],
        sentence:
          ratio === undefined
            ? 'A lottery that moves nobody says nothing: there is nothing to divide by.'
            : leak === 0
              ? 'The ratio is the effect, though drive is hidden.'
              : `The leak is taken for an effect of training, and the weaker the lottery, the more a leak harms.`,
      }
    },
  },
  questions: [
    {
      kind: 'choice',
      ask: 'Which node is an instrument for the effect of training on earnings?',
      options: ['lottery', 'training', 'earnings'],
      judge: (option) => {
        const found = Array.from(instruments(graph, query), (each) => each.instrument as string)
        return found.includes(option)
          ? { right: true, why: 'It moves training, and reaches earnings by no other way.' }
          : {
              right: false,
              why: `${option} is a part of the question itself. An instrument pushes the cause from outside.`,
            }
      },
    },
    {
      kind: 'choice',
      ask: 'Which of these would spoil the lottery as an instrument?',
      options: Object.keys(arrows),
      judge: (option) => {
        const text = Object.hasOwn(arrows, option) ? arrows[option as keyof typeof arrows] : ''
        return text !== '' && !isInstrument(text, 'lottery')
          ? {
              right: true,
              why: 'Now the lottery reaches earnings by an arrow of its own, and the ratio counts that too.',
            }
          : {
              right: false,
              why: 'That only makes the lottery weaker: it still moves training, and earnings only through it.',
            }
      },
    },
    {
      kind: 'number',
      ask: 'Winners train 0.5 years more than losers and earn 1 more. What does a year of training bring?',
      judge: (value) => {
        const model = modelWith(0.5, 0)
        const right =
          populationRegression(model, 'earnings', ['lottery']).lottery /
          populationRegression(model, 'training', ['lottery']).lottery
        return judgeNumber(value, right, 'Half a year brought 1, so a year brings 2.', [
          [1, 'That is what winning brings. But winning adds only half a year of training.'],
          [0.5, 'Divide the other way round: the change in earnings by the change in training.'],
        ])
      },
    },
  ],
}
