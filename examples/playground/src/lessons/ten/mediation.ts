import { admg, dag } from 'causalkit/graph'
import { isAdjustmentSet } from 'causalkit/identification'
import { bernoulli, normal } from 'causalkit/probability'
import { averageTreatmentEffect, linear, naturalDirectEffect, naturalIndirectEffect, scm } from 'causalkit/scm'
import { judgeChoice, judgeNumber } from '../judge'
import type { Lesson } from '../lesson'

const text = 'training -> confidence\nconfidence -> salary\ntraining -> salary'
const graph = dag(text.replaceAll('\n', '; '))
const modelWith = (first: number, second: number, direct: number) =>
  scm({
    training: bernoulli(0.5),
    confidence: linear({ training: first }, normal(0, 1)),
    salary: linear({ confidence: second, training: direct }, normal(0, 1)),
  })
const query = { treatment: 'training', outcome: 'salary' } as const
const through = { ...query, mediators: ['confidence'] } as const
const asked = modelWith(2, 3, 1)

export const mediation: Lesson = {
  name: 'mediation',
  title: 'Mediation',
  idea: 'A total effect is what goes through the mediator and what goes past it; to part them needs more than to find their sum.',
  load: { text, treatment: 'training', outcome: 'salary' },
  graph,
  sentences: [
    'Training raises salaries in two ways: it makes people confident, and it teaches them things.',
    'What goes through confidence is the indirect effect; what goes past it is the direct effect.',
    'Along a way the numbers on the arrows multiply. The ways then add up to the total effect.',
    'To see the direct effect, hold the mediator (confidence) still: compare trained and untrained people of equal confidence.',
    'That works only if nothing hidden moves both confidence and salary: else confidence is a collider as well.',
  ],
  play: {
    invite: 'Set the three arrows. How much of the effect goes through confidence?',
    sliders: [
      { name: 'first', label: 'training to confidence', min: -2, max: 2, step: 0.1, first: 1 },
      { name: 'second', label: 'confidence to salary', min: -2, max: 2, step: 0.1, first: 1 },
      { name: 'direct', label: 'training to salary', min: -2, max: 2, step: 0.1, first: 0.5 },
    ],
    show: ({ values }) => {
      const { first = 1, second = 1, direct = 0.5 } = values
      const model = modelWith(first, second, direct)
      const along = naturalIndirectEffect(model, through).value!
      const past = naturalDirectEffect(model, through).value!
      return {
        numbers: [
          ['indirect effect (through confidence)', along],
          ['direct effect (past it)', past],
          ['total effect', averageTreatmentEffect(model, query).value!],
        ],
        sentence:
          along * past < 0
            ? 'The two ways pull in opposite directions: the total hides how much goes on.'
            : 'The two ways add up to the total.',
      }
    },
  },
  questions: [
    {
      kind: 'number',
      ask: 'Training raises confidence by 2. Each step of confidence raises salary by 3. Training itself adds 1. What is the total effect of training?',
      judge: (value) =>
        judgeNumber(value, averageTreatmentEffect(asked, query).value!, '2 × 3 through confidence, and 1 past it.', [
          [6, 'That is the indirect effect alone. The direct arrow adds to it.'],
          [1, 'That is the direct effect alone. What goes through confidence adds to it.'],
          [5, 'Along a way numbers multiply: 2 steps of confidence bring 3 each.'],
          [2 + 3 + 1, 'Along a way numbers multiply; only the ways are added.'],
        ]),
    },
    {
      kind: 'number',
      ask: 'In the same numbers: trained and untrained people of equal confidence are compared. What difference in salary is seen?',
      judge: (value) =>
        judgeNumber(
          value,
          naturalDirectEffect(asked, through).value!,
          'With confidence held still only the direct arrow is left.',
          [
            [7, 'That is the total effect. Holding confidence still takes away what goes through it.'],
            [6, 'That is what goes through confidence: the part that is taken away when it is held still.'],
          ],
        ),
    },
    {
      kind: 'choice',
      ask: 'Suppose talent, which nobody measured, raises both confidence and salary. Does comparing people of equal confidence still give the direct effect?',
      options: ['Yes', 'No'],
      judge: (option) => {
        const spoiled = admg('training -> confidence -> salary; training -> salary; confidence <-> salary')
        const { valid } = isAdjustmentSet(spoiled, { ...query, effect: 'direct' }, ['confidence'])
        return judgeChoice(
          option,
          valid ? 'Yes' : 'No',
          'Training and talent meet in confidence. Untrained people who are as confident must have more talent: the comparison is not fair.',
          'Training and talent both make confident, so confidence is a collider. Untrained people of equal confidence have more talent, and talent pays.',
        )
      },
    },
  ],
}
