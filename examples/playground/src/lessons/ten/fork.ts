import { dag } from 'causalkit/graph'
import { normal } from 'causalkit/probability'
import { expectation, linear, scm } from 'causalkit/scm'
import { correlation } from '../correlation'
import { direction, directions, judgeAdjustment, judgeChoice } from '../judge'
import type { Lesson } from '../lesson'

const graph = dag('heat -> ice_cream; heat -> drownings')
const model = scm({
  heat: normal(0, 1),
  ice_cream: linear({ heat: 2 }, normal(0, 1)),
  drownings: linear({ heat: 1 }, normal(0, 1)),
})

export const fork: Lesson = {
  name: 'fork',
  title: 'Fork',
  idea: 'A common cause makes two things go together though neither moves the other: hold it still.',
  load: { text: 'heat -> ice_cream\nheat -> drownings', treatment: 'ice_cream', outcome: 'drownings' },
  graph,
  sentences: [
    'On hot days people eat more ice cream, and more people swim and drown.',
    'Heat causes both. Two arrows that leave one node are called a fork, and heat is called a confounder of the two.',
    'So days with much ice cream are days with many drownings, though ice cream harms no swimmer.',
    'Hold heat still, that is, compare days that are equally hot: the link is gone.',
    'To see is not to do: to see ice cream tells us that it is hot, but to hand it out does not make it hot.',
  ],
  play: {
    invite: 'Hold heat still, and watch the correlation of ice cream and drownings.',
    toggles: ['heat'],
    show: ({ chosen }) => {
      const { why, path } = judgeAdjustment(graph, { treatment: 'ice_cream', outcome: 'drownings' }, chosen)
      return {
        numbers: [['correlation of ice_cream and drownings', correlation(model, 'ice_cream', 'drownings', chosen)]],
        sentence: why,
        ...(path === undefined ? {} : { path }),
      }
    },
  },
  questions: [
    {
      kind: 'choice',
      ask: 'The town bans ice cream. What happens to the number of drownings?',
      options: [...directions],
      judge: (option) => {
        const at = (amount: number): number => expectation(model, 'drownings', { do: { ice_cream: amount } }).value!
        return judgeChoice(
          option,
          direction(at(0) - at(1)),
          'No arrow leads from ice cream to drownings: the days stay as hot as they were.',
          'The two go together, but follow the arrows: none leads from ice cream to drownings. A ban does not cool the day.',
        )
      },
    },
    {
      kind: 'nodes',
      ask: 'You have a list of days. What must you hold still, so that the comparison shows what ice cream truly does to drownings?',
      nodes: ['heat'],
      none: 'nothing',
      judge: (chosen) => judgeAdjustment(graph, { treatment: 'ice_cream', outcome: 'drownings' }, chosen),
    },
  ],
}
