import { admg } from 'causalkit/graph'
import { adjustmentSets, frontDoorSets } from 'causalkit/identification'
import { normal } from 'causalkit/probability'
import { averageTreatmentEffect, latent, linear, populationRegression, scm } from 'causalkit/scm'
import { judgeChoice, judgeNumber } from '../judge'
import type { Lesson } from '../lesson'

const graph = admg('smoking -> tar -> cancer; smoking <-> cancer; smoking -> yellow_teeth')
const query = { treatment: 'smoking', outcome: 'cancer' } as const
const doors = ['tar', 'yellow_teeth'] as const
const modelWith = (hidden: number, first = 1, second = 0.5) =>
  scm({
    U: latent(normal(0, 1)),
    smoking: linear({ U: hidden }, normal(0, 1)),
    tar: linear({ smoking: first }, normal(0, 1)),
    cancer: linear({ tar: second, U: hidden }, normal(0, 1)),
  })
const asked = modelWith(1, 2, 0.4)

export const frontDoor: Lesson = {
  name: 'front-door',
  title: 'Front door',
  idea: 'A hidden common cause can be got round if you measure the whole way by which the cause acts.',
  load: {
    text: 'smoking -> tar -> cancer\nsmoking <-> cancer\nsmoking -> yellow_teeth',
    treatment: 'smoking',
    outcome: 'cancer',
  },
  graph,
  sentences: [
    'Does smoking cause cancer? Perhaps a gene makes people smoke and also makes them ill. Nobody has measured it.',
    'The dashed arrow with two heads stands for such a hidden common cause. It cannot be held still.',
    'But smoking acts through tar in the lungs, and tar can be measured.',
    'Step one: what smoking does to tar. No hidden cause disturbs that.',
    'Step two: what tar does to cancer. Hold smoking still, and the hidden cause no longer disturbs that either.',
    'In a model of straight lines the whole effect is the product of the two steps. This is called the front door.',
  ],
  play: {
    invite: 'Make the hidden cause stronger. Which number stays at the truth?',
    sliders: [{ name: 'hidden', label: 'strength of the hidden cause', min: 0, max: 3, step: 0.1, first: 1 }],
    show: ({ values }) => {
      const model = modelWith(values['hidden'] ?? 0)
      const seen = populationRegression(model, 'cancer', ['smoking']).smoking
      const steps =
        populationRegression(model, 'tar', ['smoking']).smoking *
        populationRegression(model, 'cancer', ['tar', 'smoking']).tar
      return {
        numbers: [
          ['difference that is seen', seen],
          ['by the front door', steps],
          ['true effect', averageTreatmentEffect(model, query).value!],
        ],
        sentence:
          (values['hidden'] ?? 0) === 0
            ? 'There is no hidden cause now, and all three agree.'
            : 'What is seen mixes the effect with the hidden cause. The front door does not.',
      }
    },
  },
  questions: [
    {
      kind: 'choice',
      ask: 'Can you find the effect by holding some measured things still and comparing smokers with others?',
      options: ['Yes', 'No'],
      judge: (option) => {
        const [found] = adjustmentSets(graph, query)
        return judgeChoice(
          option,
          found === undefined ? 'No' : 'Yes',
          'The path over the hidden cause stays open whatever is held still, and tar is a part of the effect itself.',
          'Tar is a part of the effect, and teeth are no help. The path smoking <-> cancer would stay open.',
        )
      },
    },
    {
      kind: 'nodes',
      ask: 'Which node serves as the front door? (Smoking also makes yellow teeth.)',
      nodes: doors,
      none: 'no node does',
      judge: (chosen) => {
        const exclude = doors.filter((node) => !chosen.includes(node))
        const include = doors.filter((node) => chosen.includes(node))
        const [found] = frontDoorSets(graph, { ...query, include, exclude })
        if (found !== undefined && found.length > 0)
          return {
            right: true,
            why: chosen.includes('yellow_teeth')
              ? 'Tar is the front door. To measure the teeth as well does no harm, but tar alone is enough.'
              : 'All of the effect runs through tar, and nothing hidden touches tar.',
          }
        return {
          right: false,
          why: chosen.includes('yellow_teeth')
            ? 'Yellow teeth are made by smoking, but no arrow leads on from them to cancer: the effect does not run through them.'
            : 'Look for a node through which the whole effect runs and to which no dashed arrow leads.',
        }
      },
    },
    {
      kind: 'number',
      ask: 'Each cigarette adds 2 units of tar. Among people who smoke equally, each unit of tar adds 0.4 to the risk of cancer. By how much does one cigarette raise the risk?',
      judge: (value) =>
        judgeNumber(
          value,
          averageTreatmentEffect(asked, query).value!,
          'The effect is one step times the other: 2 × 0.4.',
          [
            [
              2.4,
              'The steps follow one another: each unit of tar adds 0.4, and there are 2 of them. Multiply, do not add.',
            ],
            [0.4, 'That is what one unit of tar does. A cigarette adds 2 units.'],
          ],
        ),
    },
  ],
}
