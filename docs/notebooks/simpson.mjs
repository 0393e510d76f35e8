// Simpson's paradox as a notebook: seeing, doing, and how the one turns against the other.
import { bernoulli, cpt, dag, expectation, scm, toSvg } from '../../dist/index.js'
import { slider } from './runtime.mjs'

export const title = "Notebook: Simpson's paradox"
export const intro =
  'Doctors give open surgery to those with large stones. Move the sliders: the better treatment can look worse in the table of all patients, however many they are. Every number is exact, from the model.'

const percent = (share) => `${(100 * share).toFixed(1)} %`

export const cells = {
  severe: () => slider('share of patients with large stones', { min: 0.05, max: 0.95, step: 0.05, value: 0.5 }),
  habit: () => slider('chance of open surgery for a large stone', { min: 0.05, max: 0.95, step: 0.05, value: 0.8 }),
  other: () => slider('chance of open surgery for a small stone', { min: 0.05, max: 0.95, step: 0.05, value: 0.2 }),
  gain: () =>
    slider('what open surgery adds to the chance of recovery', { min: -0.1, max: 0.1, step: 0.01, value: 0.05 }),
  picture: () =>
    toSvg(dag('large -> open -> recovered; large -> recovered'), {
      roles: { treatment: 'open', outcome: 'recovered', adjusted: 'large' },
      legend: true,
      title: 'The size of the stone decides on surgery and on recovery',
    }),
  model: ({ severe, habit, other, gain }) =>
    scm({
      large: bernoulli(severe),
      open: cpt(['large'], { 0: other, 1: habit }),
      recovered: cpt(['large', 'open'], { 0: { 0: 0.85, 1: 0.85 + gain }, 1: { 0: 0.65, 1: 0.65 + gain } }),
    }),
  answers: ({ model }) => {
    const mean = (options) => expectation(model, 'recovered', options).value
    const seen = [1, 0].map((open) => mean({ given: { open } }))
    const done = [1, 0].map((open) => mean({ do: { open } }))
    return { seen: seen[0] - seen[1], done: done[0] - done[1], rows: { seen, done } }
  },
  comparison: ({ answers: { rows, seen, done } }) => [
    {
      question: 'seen: who had it',
      open: percent(rows.seen[0]),
      other: percent(rows.seen[1]),
      difference: percent(seen),
    },
    {
      question: 'done: if all had it',
      open: percent(rows.done[0]),
      other: percent(rows.done[1]),
      difference: percent(done),
    },
  ],
  verdict: ({ answers: { seen, done } }) => {
    const [table, effect] = [seen, done].map((each) => Math.sign(Math.round(each * 1e6)))
    if (effect === 0) return 'Surgery changes nothing: whatever difference is seen comes from the stones.'
    if (table === effect)
      return 'Both point the same way; by the same amount only where surgery ignores the size of the stone.'
    if (table === 0) return 'The table of all patients shows no difference where there is one.'
    return 'Reversed: the table of all patients points the wrong way. Only the size of the stone tells why.'
  },
}
