import { type CausalGraph, dag, dSeparated } from 'causalkit/graph'
import { normal } from 'causalkit/probability'
import { linear, scm } from 'causalkit/scm'
import { correlation } from '../correlation'
import { judgeAdjustment, judgeChoice } from '../judge'
import type { Lesson } from '../lesson'

const graph: CausalGraph = dag('exercise -> fitness -> health')
const model = scm({
  exercise: normal(0, 1),
  fitness: linear({ exercise: 1 }, normal(0, 1)),
  health: linear({ fitness: 1 }, normal(0, 1)),
})

export const chain: Lesson = {
  name: 'chain',
  title: 'Chain',
  idea: 'Hold still what lies in the middle of a chain, and you lose the effect that flows through it.',
  load: { text: 'exercise -> fitness -> health', treatment: 'exercise', outcome: 'health' },
  graph,
  sentences: [
    'An arrow says that one thing causes another. Here exercise makes people fit, and fitness keeps them healthy.',
    'Exercise reaches health only through fitness. Such a row of arrows is called a chain, and the thing in the middle a mediator.',
    'To hold fitness still means: compare only people who are equally fit.',
    'Among such people, whether they got fit by exercise or by luck no longer matters for their health.',
    'The correlation is a number from −1 to 1: how well one thing tells about another. 0 means: not at all.',
  ],
  play: {
    invite: 'Hold fitness still, and let go again. What does exercise tell about health?',
    toggles: ['fitness'],
    show: ({ chosen }) => ({
      numbers: [['correlation of exercise and health', correlation(model, 'exercise', 'health', chosen)]],
      sentence: dSeparated(graph, 'exercise', 'health', chosen)
        ? 'The chain is cut in the middle: among equally fit people, exercise tells nothing more about health.'
        : 'The chain is open: those who exercise more are healthier.',
    }),
  },
  questions: [
    {
      kind: 'choice',
      ask: 'Two people are equally fit; one of them exercises, the other does not. Does this graph say that one of them is likely to be healthier?',
      options: ['Yes, the one who exercises', 'No, there is nothing to choose between them'],
      judge: (option) => {
        const separated = dSeparated(graph, 'exercise', 'health', ['fitness'])
        return judgeChoice(
          option,
          separated ? 'No, there is nothing to choose between them' : 'Yes, the one who exercises',
          'All that exercise does for health it does through fitness, and that is the same for both.',
          'Exercise does help, but only by making fit. These two are equally fit already: no other arrow leads from exercise to health.',
        )
      },
    },
    {
      kind: 'nodes',
      ask: 'You want to know all that exercise does for health. What should you hold still when you compare people?',
      nodes: ['fitness'],
      none: 'nothing',
      judge: (chosen) => judgeAdjustment(graph, { treatment: 'exercise', outcome: 'health' }, chosen),
    },
  ],
}
