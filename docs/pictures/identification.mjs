// Identification, proofs and diagrams.
import * as causalkit from 'causalkit'
import { drawProof, toSvg } from 'causalkit'
import { intervals } from './charts.mjs'
import { guideValues } from './guide-values.mjs'
import { light, stacked } from './paper.mjs'

const { diagramOf, removeIncoming, removeOutgoing } = causalkit

export const identification = {
  'identifiable-open-path': async () => {
    const { clinic, mediated } = await guideValues('identifiable')
    const roles = { treatment: 'X', outcome: 'Y' }
    const { witness } = causalkit.isAdjustmentSet(clinic, { treatment: 'X', outcome: 'Y' }, ['W'])
    return stacked('A hidden common cause: no formula without a mediator, the front door with one', [
      {
        caption: 'No: the path over the hidden gene stays open,\nwhatever is adjusted for',
        svg: toSvg(clinic, { roles, highlight: [{ edges: witness.slice(1).map((node, i) => [witness[i], node]) }] }),
      },
      {
        caption: 'Yes: all of the effect passes M,\nand nothing hidden touches M',
        svg: toSvg(mediated, { roles, highlight: [{ nodes: ['M'] }] }),
      },
    ])
  },

  'reading-a-proof-separation': async () => {
    const { book, real, proof } = await guideValues('reading-a-proof')
    const [{ withoutInto, withoutOutOf }] = proof.lines[2].separations
    const mutilated = (graph) => removeOutgoing(removeIncoming(graph, withoutInto), withoutOutOf)
    return stacked('The separation that line 3 of the proof asks for, in two graphs', [
      {
        caption: 'The graph of the book, without edges into X\nand out of M: nothing joins M and Y given X',
        svg: toSvg(mutilated(book)),
      },
      {
        caption: 'The real graph, cut in the same way:\na hidden cause joins M and Y',
        svg: toSvg(mutilated(real), { highlight: [{ edges: [['M', 'Y']] }] }),
      },
    ])
  },

  'front-door-comb': async () => {
    const { market, comb } = await guideValues('front-door-comb')
    const gap = comb.teeth.filter(({ withTreatment }) => !withTreatment).map(({ variable }) => variable)
    return toSvg(diagramOf(market), {
      highlight: gap,
      title: 'The box of M reads X alone; all the rest is a comb around it',
    })
  },

  'bounds-ranges': async () => {
    const { trial, rows, effect, study, harmed } = await guideValues('bounds')
    const { boundsFromSample, counterfactualBounds, manskiBounds } = causalkit
    const range = (label, lower, upper, color = light.blue) => ({
      label,
      interval: [lower, upper],
      color,
      text: `${lower.toFixed(2)} to ${upper.toFixed(2)}`.replace(/-/g, '−'),
    })
    const of = (assumed) => counterfactualBounds(trial, [{ distribution: rows }], { sum: effect, ...assumed })
    const [nothing, iv, few, none] = [
      manskiBounds(study).effect,
      of({}),
      of({ assume: [{ event: harmed, atMost: 0.05 }] }),
      of({ monotone: [['taken', 'better']] }),
    ]
    const { interval } = boundsFromSample(trial, [{ distribution: rows }], { sum: effect })
    const naive = study.meanTreated - study.meanUntreated
    return intervals(
      'What is known of the effect of the drug, by what is assumed',
      [
        { label: 'takers against the others', estimate: naive, text: naive.toFixed(2), color: light.red },
        range('nothing assumed', ...nothing),
        range('the offer is an instrument', iv.lower, iv.upper),
        range('… with the doubt of 337 rows', ...interval, light.quiet),
        range('… and it harms at most one in twenty', few.lower, few.upper),
        range('… and it harms nobody', none.lower, none.upper),
      ],
      { x: 'effect: share that gets better', reference: { value: 0, label: 'no effect' }, domain: [-0.2, 1] },
    )
  },

  'surgery-model': async () =>
    toSvg((await guideValues('surgery')).model, { title: 'The story: smoking, tar, cancer and a hidden gene' }),
  'surgery-cut': async () =>
    toSvg((await guideValues('surgery')).trial.diagram, { title: 'Smoking cut: a uniform state in its place' }),
  'surgery-comb': async () => {
    const { effect } = await guideValues('surgery')
    return toSvg(effect.diagram, { title: 'The two combs plugged together after the cut' })
  },
  'proof-trial': async () =>
    toSvg((await guideValues('a-proof-drawn')).trial, {
      title: 'A trial: assignment, recovery, and a report read twice',
    }),
  'proof-drawn': async () => (await guideValues('a-proof-drawn')).picture,
  'proof-animated': async () => {
    const { proof, laws } = await guideValues('a-proof-drawn')
    return drawProof(proof, laws, { title: 'A blind trial with a fair coin is a cut', animated: true, seconds: 2.5 })
  },
}
