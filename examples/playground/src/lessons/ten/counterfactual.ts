import { dag } from 'causalkit/graph'
import { normal } from 'causalkit/probability'
import { expectation, linear, noiseOf, counterfactual as otherWorld, scm } from 'causalkit/scm'
import { judgeChoice, judgeNumber } from '../judge'
import type { Lesson } from '../lesson'

const text = 'study -> score\nsleep -> score'
const graph = dag(text.replaceAll('\n', '; '))
const model = scm({
  study: normal(3, 1),
  sleep: normal(7, 1),
  score: linear({ study: 1, sleep: 0.5 }, normal(0, 2), { intercept: 1 }),
})
const ann = { study: 2, sleep: 6, score: 8 }
const ben = { study: 2, sleep: 6, score: 5 }
const wouldBe = (person: typeof ann, study: number): number =>
  expectation(otherWorld(model, { given: person, do: { study } }), 'score').value!
const average = (study: number): number => expectation(model, 'score', { do: { study, sleep: ann.sleep } }).value!
const luck = noiseOf(model, ann).score as number

export const counterfactual: Lesson = {
  name: 'counterfactual',
  title: 'Counterfactual',
  idea: 'What would have happened to this person: infer their luck, change one thing, keep the luck.',
  load: { text, treatment: 'study', outcome: 'score' },
  graph,
  sentences: [
    'In this model the score is 1, plus 1 for each hour of study, plus 0.5 for each hour of sleep, plus luck.',
    `Ann studied ${ann.study} hours, slept ${ann.sleep}, and scored ${ann.score}. What would she have scored with more study?`,
    'Step one, abduction: find her luck. It is what her score has beyond what study and sleep explain.',
    'Step two, action: change the hours of study, and nothing else.',
    'Step three, prediction: compute the score anew, with the same luck.',
    'The average student is not Ann. "What if everyone studied more" and "what if Ann had" are different questions.',
  ],
  play: {
    invite: 'Change the hours that Ann studied.',
    sliders: [{ name: 'study', label: 'hours of study', min: 0, max: 8, step: 0.5, first: 2 }],
    show: ({ values }) => {
      const { study = ann.study } = values
      return {
        numbers: [
          ['Ann’s luck', luck],
          ['Ann’s score, had she studied so', wouldBe(ann, study)],
          ['average of all, with her sleep, if made to study so', average(study)],
        ],
        sentence:
          study === ann.study
            ? 'With the hours that she did study, she scores what she did score.'
            : 'Ann stays above the average by her luck, whatever she studies.',
      }
    },
  },
  questions: [
    {
      kind: 'number',
      ask: 'How much luck did Ann have? (Study 2, sleep 6, score 8.)',
      judge: (value) =>
        judgeNumber(value, luck, '1 + 2 + 0.5 × 6 makes 6; her score has 2 more.', [
          [-2, 'She scored more than study and sleep explain: her luck is above zero.'],
          [0, 'Without luck she would have 1 + 2 + 0.5 × 6 = 6. She has 8.'],
          [3, 'Do not forget the 1 that everyone gets.'],
        ]),
    },
    {
      kind: 'number',
      ask: 'What would Ann have scored, had she studied 4 hours?',
      judge: (value) =>
        judgeNumber(value, wouldBe(ann, 4), 'Two hours more, and her luck stays with her.', [
          [average(4), 'That is the average of students with 4 hours of study and 6 of sleep. Ann’s luck is missing.'],
          [wouldBe(ann, 4) + 2, 'An hour of study brings 1, and she would have studied 2 hours more, not 4.'],
        ]),
    },
    {
      kind: 'choice',
      ask: `Ben studied and slept as much as Ann, but scored ${ben.score}. Who would have gained more by studying 4 hours?`,
      options: ['Ann', 'Ben', 'both the same'],
      judge: (option) => {
        const gap = wouldBe(ann, 4) - ann.score - (wouldBe(ben, 4) - ben.score)
        return judgeChoice(
          option,
          Math.abs(gap) < 1e-9 ? 'both the same' : gap > 0 ? 'Ann' : 'Ben',
          'Their luck differs, but in this model luck is added: it does not change what an hour of study brings.',
          'Their luck differs, but in this model it is only added to the score. An hour of study brings the same to both.',
        )
      },
    },
  ],
}
