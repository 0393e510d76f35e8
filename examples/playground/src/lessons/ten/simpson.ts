import { kidneyStones } from 'causalkit/gallery'
import { dag } from 'causalkit/graph'
import { isAdjustmentSet } from 'causalkit/identification'
import { categorical } from 'causalkit/probability'
import { cpt, expectation, scm } from 'causalkit/scm'
import { judgeAdjustment, judgeChoice } from '../judge'
import type { Lesson } from '../lesson'

const text = 'stone -> treatment\nstone -> recovered\ntreatment -> recovered'
const graph = dag(text.replaceAll('\n', '; '))
const query = { treatment: 'treatment', outcome: 'recovered' } as const

/** How many of the 700 patients: stone × treatment × recovered. */
const cells = kidneyStones.values
const count = (stone: number, treatment: number, recovered: number): number =>
  cells[stone * 4 + treatment * 2 + recovered]!
const group = (stone: number, treatment: number): number => count(stone, treatment, 0) + count(stone, treatment, 1)
const all = cells.reduce((sum, n) => sum + n, 0)
const rate = (stone: number, treatment: number): number => count(stone, treatment, 1) / group(stone, treatment)
const openIf = (stone: number) => {
  const open = group(stone, 1) / (group(stone, 0) + group(stone, 1))
  return { percutaneous: 1 - open, open }
}
const small = (group(0, 0) + group(0, 1)) / all
const model = scm({
  stone: categorical({ small, large: 1 - small }),
  treatment: cpt(['stone'], { small: openIf(0), large: openIf(1) }),
  recovered: cpt(['stone', 'treatment'], {
    small: { percutaneous: rate(0, 0), open: rate(0, 1) },
    large: { percutaneous: rate(1, 0), open: rate(1, 1) },
  }),
})
const seen = (treatment: 'percutaneous' | 'open', stone?: 'small' | 'large'): number =>
  expectation(model, 'recovered', { given: stone === undefined ? { treatment } : { treatment, stone } }).value!
const done = (treatment: 'percutaneous' | 'open'): number =>
  expectation(model, 'recovered', { do: { treatment } }).value!
const percent = (share: number): string => `${Math.round(100 * share)} %`
const better = (open: number, other: number): string => (open > other ? 'open surgery' : 'the small puncture')

const afterwards = dag('treatment -> pressure -> recovered; treatment -> recovered')

export const simpson: Lesson = {
  name: 'simpson',
  title: 'Simpson',
  idea: 'A comparison can turn round when groups are split; whether to split is said by the arrows, not by the numbers.',
  load: { text, treatment: 'treatment', outcome: 'recovered' },
  graph,
  sentences: [
    `These are real numbers of ${all} patients with kidney stones (Charig and others, 1986). They had open surgery or a small puncture (percutaneous).`,
    `Taken together, the puncture looks better: ${percent(seen('percutaneous'))} recovered, against ${percent(seen('open'))} after open surgery.`,
    'Split by the size of the stone, open surgery is better for small stones and for large ones. This turn is called Simpson’s paradox.',
    'Doctors chose open surgery for large stones, and those heal less often whatever is done.',
    'The size of the stone is a common cause of treatment and recovery, so it must be held still.',
  ],
  play: {
    invite:
      'Hold the size of the stone still, and see the comparison turn round. The numbers are shares of patients who recovered.',
    toggles: ['stone'],
    show: ({ chosen }) => {
      const { why } = judgeAdjustment(graph, query, chosen)
      return {
        numbers: chosen.includes('stone')
          ? [
              ['small stones: open surgery', seen('open', 'small')],
              ['small stones: puncture', seen('percutaneous', 'small')],
              ['large stones: open surgery', seen('open', 'large')],
              ['large stones: puncture', seen('percutaneous', 'large')],
              ['all, if everyone had open surgery', done('open')],
              ['all, if everyone had the puncture', done('percutaneous')],
            ]
          : [
              ['all: open surgery', seen('open')],
              ['all: puncture', seen('percutaneous')],
            ],
        sentence: why,
      }
    },
  },
  questions: [
    {
      kind: 'choice',
      ask: 'A patient has a small stone. Which treatment makes recovery more likely?',
      options: ['open surgery', 'the small puncture'],
      judge: (option) =>
        judgeChoice(
          option,
          better(seen('open', 'small'), seen('percutaneous', 'small')),
          `${percent(seen('open', 'small'))} against ${percent(seen('percutaneous', 'small'))} of the small stones.`,
          'That is what all patients together suggest. Hold the stone still above and read the rows of small stones.',
        ),
    },
    {
      kind: 'choice',
      ask: 'The size of the next patient’s stone is not known. Which treatment do you choose?',
      options: ['open surgery', 'the small puncture'],
      judge: (option) =>
        judgeChoice(
          option,
          better(done('open'), done('percutaneous')),
          `If everyone had it, ${percent(done('open'))} would recover, against ${percent(done('percutaneous'))}: each size weighed by how common it is.`,
          'The stone is small or large, and for either open surgery is better. Not knowing which cannot turn that round.',
        ),
    },
    {
      kind: 'choice',
      ask: 'Suppose the same numbers came with blood pressure after the treatment in place of the stone: treatment -> pressure -> recovered. You want the whole effect of the treatment. Do you split by pressure?',
      options: ['Yes, split', 'No, do not split'],
      judge: (option) => {
        const splits = isAdjustmentSet(afterwards, query, ['pressure']).valid
        return judgeChoice(
          option,
          splits ? 'Yes, split' : 'No, do not split',
          'Pressure is a part of how the treatment works. The same numbers, other arrows: another answer.',
          'Pressure is moved by the treatment: to hold it still takes away a part of the effect. The numbers are the same, the arrows are not.',
        )
      },
    },
  ],
}
