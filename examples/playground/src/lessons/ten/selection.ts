import { dag, dSeparated } from 'causalkit/graph'
import { bernoulli } from 'causalkit/probability'
import { averageTreatmentEffect, cpt, expectation, scm } from 'causalkit/scm'
import { direction, directions, judgeChoice } from '../judge'
import type { Lesson } from '../lesson'

const text = 'course -> skill\nskill -> hired\ncourse -> hired'
const graph = dag(text.replaceAll('\n', '; '))
const modelWith = (weight: number) =>
  scm({
    course: bernoulli(0.5),
    skill: cpt(['course'], { 0: 0.3, 1: 0.6 }),
    hired: cpt(['course', 'skill'], { 0: { 0: 0.05, 1: 0.5 }, 1: { 0: 0.05 + weight, 1: 0.5 + 0.7 * weight } }),
  })
type Model = ReturnType<typeof modelWith>
const amongHired = (model: Model): number => {
  const share = (course: 0 | 1): number => expectation(model, 'skill', { given: { course, hired: 1 } }).value!
  return share(1) - share(0)
}
const effectIn = (model: Model): number =>
  averageTreatmentEffect(model, { treatment: 'course', outcome: 'skill' }).value!
const usual = modelWith(0.6)

export const selection: Lesson = {
  name: 'selection',
  title: 'Selection',
  idea: 'If what you study decided who is in your data, the data show links that the world does not have.',
  load: { text, treatment: 'course', outcome: 'skill', selection: ['hired'] },
  graph,
  sentences: [
    'Does a course make people skilled? A firm looks at its own staff to find out.',
    'But to be hired one needed skill, or the certificate of the course. Both arrows meet in hired.',
    'Staff who never took the course must have been hired for their skill. Staff with the certificate may have little.',
    'So among the staff the course looks bad, though it makes everyone who takes it more skilled.',
    'Nobody chose to hold hired still: it happened when the data were gathered. This is called selection bias.',
  ],
  play: {
    invite: 'Let the certificate count for less or more when people are hired.',
    sliders: [{ name: 'weight', label: 'weight of the certificate', min: 0, max: 0.7, step: 0.05, first: 0.6 }],
    show: ({ values }) => {
      const model = modelWith(values['weight'] ?? 0)
      const found = amongHired(model)
      return {
        numbers: [
          ['true effect: share skilled, with course minus without', effectIn(model)],
          ['the same difference among the staff', found],
        ],
        sentence:
          found < 0
            ? 'Among the staff, those with the course are the less skilled: the sign has turned round.'
            : 'Among the staff, the course still looks useful, but less than it is: skill decides who is hired.',
      }
    },
  },
  questions: [
    {
      kind: 'choice',
      ask: 'In the whole population, when more people take the course, the share of skilled people …',
      options: [...directions],
      judge: (option) =>
        judgeChoice(
          option,
          direction(effectIn(usual)),
          'That is the arrow from course to skill, and it does not care who is hired later.',
          'What is true among the staff need not be true for everyone. The course makes skilled: that is its arrow.',
        ),
    },
    {
      kind: 'choice',
      ask: 'Where the certificate counts for much (0.6 above), compare staff without the course to staff with it. The share of skilled people …',
      options: [...directions],
      judge: (option) =>
        judgeChoice(
          option,
          direction(amongHired(usual)),
          'Staff without the certificate had to be skilled to be there at all.',
          'Ask how someone without the certificate got the job. It must have been skill. Set the slider to 0.6 and read the number.',
        ),
    },
    {
      kind: 'choice',
      ask: 'Another firm hires by the certificate alone and never tests skill: course -> skill, course -> hired. Do its staff show the effect of the course on skill truly?',
      options: ['Yes', 'No'],
      judge: (option) => {
        const harmless = dSeparated(dag('course -> skill; course -> hired'), 'hired', 'skill', ['course'])
        return judgeChoice(
          option,
          harmless ? 'Yes' : 'No',
          'Once the course is known, being hired tells nothing more about skill: this selection does no harm to the comparison.',
          'Not every selection harms. Here, once the course is known, being hired tells nothing more about skill.',
        )
      },
    },
  ],
}
