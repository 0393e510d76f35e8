// @ts-check
// A page of pictures: graphs of the gallery with the roles of their nodes, a path that is open, frequencies as widths, a graph over
// time, a diagram under surgery, light and dark.
// Title: A page of pictures
// Kind: Pictures and diagrams
// Question: What can be drawn of a causal graph, its paths and its roles?
// Believe: A picture shows what was asserted, not what is so. In one of them lines are the wider the more often resamples
//   find the edge: that is stability, not truth.
import {
  adjustmentSets,
  asiaGraph,
  backDoorGraph,
  bootstrapGraph,
  conditionalInstrumentGraph,
  cut,
  diagramOf,
  doubleNapkinGraph,
  fisherZ,
  frontDoorGraph,
  layoutGraph,
  mBiasGraph,
  pag,
  pc,
  sachsGraph,
  simulateLinear,
  smokingGraph,
  timeVaryingGraph,
  toSvg,
  vermaGraph,
  warmUpGraph,
} from 'causalkit'
import { printTable, savePicture } from './support.mjs'

/** @type {[name: string, text: string, svg: string][]} */
const pictures = []
/** @param {string} name @param {string} text @param {string} svg */
const show = (name, text, svg) => pictures.push([name, text, svg])

const question = /** @type {const} */ ({ treatment: 'Xi', outcome: 'Xj' })
const [set = []] = adjustmentSets(backDoorGraph, question)
show(
  'back-door',
  `Back door (Pearl 2009, figure 3.4): adjusting for ${set.join(' and ')} closes all of them.`,
  toSvg(backDoorGraph, { roles: { ...question, adjusted: set }, legend: true }),
)
show(
  'front-door',
  'Front door: the hidden cause is an arc.',
  toSvg(frontDoorGraph, { roles: { treatment: 'X', outcome: 'Y' }, legend: true }),
)
show('smoking', 'Smoking, tar and cancer.', toSvg(smokingGraph, { roles: { treatment: 'smoking', outcome: 'cancer' } }))
show(
  'm-bias',
  'M-bias: the path over M is closed, and adjusting for M opens it.',
  toSvg(mBiasGraph, {
    highlight: [
      { nodes: ['X', 'Y'], label: 'the effect' },
      {
        nodes: ['U1', 'M', 'U2'],
        edges: [
          ['X', 'U1'],
          ['U1', 'M'],
          ['M', 'U2'],
          ['U2', 'Y'],
        ],
        label: 'M-bias',
      },
    ],
    legend: true,
  }),
)
show(
  'instrument',
  'An instrument given a covariate.',
  toSvg(conditionalInstrumentGraph, {
    roles: { instrument: 'Z', treatment: 'X', outcome: 'Y', adjusted: 'W' },
    legend: true,
  }),
)
show('verma', 'Verma: a constraint that is no conditional independence.', toSvg(vermaGraph))
show('double-napkin', 'Double napkin, downwards.', toSvg(doubleNapkinGraph, { direction: 'down' }))
show(
  'time-varying',
  'Treatments over time, by their groups.',
  toSvg(timeVaryingGraph, { groups: { treatments: ['A', 'B'], covariates: ['L'] }, legend: true }),
)
show('asia', 'Asia, dark.', toSvg(asiaGraph, { theme: 'dark', highlight: ['smoke', 'lung', 'either', 'xray'] }))
show(
  'warm-up',
  'Warm-up and injury (Shrier & Platt 2008).',
  toSvg(warmUpGraph, {
    roles: { treatment: 'WarmUpExercises', outcome: 'Injury' },
    labels: {
      ConnectiveTissueDisorder: 'connective tissue disorder',
      IntraGameProprioception: 'proprioception in the game',
      NeuromuscularFatigue: 'neuromuscular fatigue',
      PreGameProprioception: 'proprioception before the game',
      WarmUpExercises: 'warm-up exercises',
    },
  }),
)

const { data } = simulateLinear(sachsGraph, 853, { seed: 'pictures', coefficients: [0.4, 1] })
const { consensus, edges } = bootstrapGraph(data, (m) => pc(fisherZ(m), { alpha: 0.01 }), {
  draws: 30,
  seed: 'pictures',
  as: 'moments',
})
show(
  'frequencies',
  'PC on 30 resamples: the thicker, the more often two proteins are adjacent.',
  toSvg(consensus, { widths: edges.map(({ x, y, adjacent }) => ({ from: x, to: y, value: adjacent })) }),
)
show(
  'circles',
  'A PAG: circles are marks that may be either.',
  toSvg(pag('A o-> B <-o C; C o-o D; B -> E; A o-> E'), { legend: true }),
)

/** @type {import('causalkit').LaggedGraph<'rain' | 'river' | 'price'>} */
const overTime = {
  kind: 'lagged-dag',
  nodes: ['rain', 'river', 'price'],
  maxLag: 2,
  edges: [
    { from: 'rain', to: 'rain', lag: 1, fromMark: 'tail', toMark: 'arrow' },
    { from: 'rain', to: 'river', lag: 0, fromMark: 'tail', toMark: 'arrow' },
    { from: 'river', to: 'river', lag: 1, fromMark: 'tail', toMark: 'arrow' },
    { from: 'river', to: 'price', lag: 2, fromMark: 'tail', toMark: 'arrow' },
    { from: 'price', to: 'price', lag: 1, fromMark: 'tail', toMark: 'arrow' },
  ],
}
show('slices', 'A graph over time, slice by slice.', toSvg(overTime))
show('summary', 'The same, one node a variable.', toSvg(overTime, { lags: 'summary' }))
show('surgery', 'A diagram whose smoking is set at random.', toSvg(cut(diagramOf(asiaGraph), 'smoke').diagram))

// a layout is a value: what stands where can be counted
printTable(
  ['graph', 'nodes', 'edges', 'width', 'height'],
  Object.entries({ backDoorGraph, frontDoorGraph, warmUpGraph, sachsGraph }).map(([name, graph]) => {
    const { positions, routes, size } = layoutGraph(graph)
    return [name, ...[positions.length, routes.length, size.width, size.height].map((value) => value.toFixed(0))]
  }),
)
for (const [name, , svg] of pictures) savePicture(`pictures-${name}.svg`, svg)
const figures = pictures.map(
  ([name, text]) => `<figure><img src="pictures-${name}.svg" alt="${text}"><figcaption>${text}</figcaption></figure>`,
)
savePicture(
  'pictures.html',
  `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Pictures of causal graphs</title>
<style>body{font:16px system-ui,sans-serif;margin:2rem}figure{display:inline-block;margin:1rem;vertical-align:top}img{max-width:100%}</style>
<h1>Pictures of causal graphs</h1>
${figures.join('\n')}
</html>
`,
)
