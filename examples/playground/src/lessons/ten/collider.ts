import { type CausalGraph, dag, dSeparated } from 'causalkit/graph'
import { normal } from 'causalkit/probability'
import { linear, scm } from 'causalkit/scm'
import { correlation } from '../correlation'
import { direction, directions, judgeChoice } from '../judge'
import type { Lesson } from '../lesson'

const graph: CausalGraph = dag('talent -> fame <- looks; fame -> followers')
const model = scm({
  talent: normal(0, 1),
  looks: normal(0, 1),
  fame: linear({ talent: 1, looks: 1 }, normal(0, 0.5)),
  followers: linear({ fame: 1 }, normal(0, 0.5)),
})

export const collider: Lesson = {
  name: 'collider',
  title: 'Collider',
  idea: 'Hold still what two things cause, and you make a link between them that is not there.',
  load: { text: 'talent -> fame <- looks\nfame -> followers', treatment: 'talent', outcome: 'looks' },
  graph,
  sentences: [
    'Talent makes famous, and so do good looks. In the whole population the two have nothing to do with each other.',
    'Two arrows meet in fame. A node where arrows meet is called a collider.',
    'A collider blocks its path by itself: nothing flows from talent to looks.',
    'Now look only at famous people. If one of them has little talent, it must have been the looks.',
    'So among the famous, talent tells about looks: holding a collider still opens the path.',
    'What a collider causes, such as followers, tells about it, and so opens the path a little too.',
  ],
  play: {
    invite: 'Hold fame or followers still. Watch a link appear from nothing.',
    toggles: ['fame', 'followers'],
    show: ({ chosen }) => ({
      numbers: [['correlation of talent and looks', correlation(model, 'talent', 'looks', chosen)]],
      sentence: dSeparated(graph, 'talent', 'looks', chosen)
        ? 'The collider is left alone, and the path is closed: talent tells nothing about looks.'
        : 'The path through the collider is open: the less talent, the better the looks must have been.',
      ...(chosen.length > 0 ? { path: ['talent', 'fame', 'looks'] } : {}),
    }),
  },
  questions: [
    {
      kind: 'choice',
      ask: 'In the whole population: does knowing someone’s talent help to guess their looks?',
      options: ['Yes', 'No'],
      judge: (option) =>
        judgeChoice(
          option,
          dSeparated(graph, 'talent', 'looks') ? 'No' : 'Yes',
          'The only path runs through fame, where two arrows meet: it is closed.',
          'There is a path, talent -> fame <- looks, but two arrows meet in it. Nothing flows through a collider that is left alone.',
        ),
    },
    {
      kind: 'choice',
      ask: 'Among equally famous people: as talent goes up, what do looks do on average?',
      options: [...directions],
      judge: (option) =>
        judgeChoice(
          option,
          direction(correlation(model, 'talent', 'looks', ['fame'])),
          'With the fame the same, the more of it talent explains, the less is left for looks.',
          'Think of two equally famous people. The one with less talent needed something else to get there.',
        ),
    },
    {
      kind: 'nodes',
      ask: 'Which of these make a link between talent and looks when they are held still? Choose every one that does so by itself.',
      nodes: ['fame', 'followers'],
      none: 'none of them',
      judge: (chosen) => {
        const opening = ['fame', 'followers'].filter((node) => !dSeparated(graph, 'talent', 'looks', [node]))
        const missed = opening.filter((node) => !chosen.includes(node))
        if (missed.length === 0 && chosen.length === opening.length)
          return { right: true, why: 'The collider itself, and what it causes: followers are a trace of fame.' }
        return {
          right: false,
          why: missed.includes('fame')
            ? 'Fame is where the two arrows meet: held still, it opens the path.'
            : 'Followers are caused by fame: to know them is to know something about fame, and that opens the path too.',
        }
      },
    },
  ],
}
