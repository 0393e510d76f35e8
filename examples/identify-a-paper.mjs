// @ts-check
// Seven published identification problems: for each the formula, its proof checked and as LaTeX, or the reason why there is none.
// Title: Seven published problems
// Kind: Counterfactuals and identification
// Question: Can the effect be computed from what was measured, by which formula, and does the proof hold?
// Believe: Each formula comes with a proof whose every line was re-checked, or with the reason why there is none. The formulas
//   hold for the graphs as drawn; nothing here tests whether a graph is true of the world.
import {
  admg,
  dag,
  explainIdentification,
  identify,
  proofToLatex,
  proveIdentification,
  toSvg,
  toText,
  verifyProof,
} from 'causalkit'
import { savePicture } from './support.mjs'

/** @type {readonly ({ paper: string, graph: import('causalkit').Dag | import('causalkit').Admg } & import('causalkit').CausalQuery)[]} */
const problems = [
  {
    paper: 'The front door (Pearl 1995, "Causal diagrams for empirical research", figure 3)',
    graph: admg('smoking -> tar -> cancer; smoking <-> cancer'),
    do: ['smoking'],
    outcome: ['cancer'],
  },
  {
    paper: "Soil fumigants and eelworms (Pearl 1995, figure 1): last year's worms Z0 and the birds B are not measured",
    graph: dag({
      nodes: ['Z0', 'B', 'X', 'Z1', 'Z2', 'Z3', 'Y'],
      directed: [
        ['Z0', 'X'],
        ['Z0', 'Z1'],
        ['Z0', 'B'],
        ['B', 'Z3'],
        ['X', 'Z2'],
        ['Z1', 'Z2'],
        ['X', 'Y'],
        ['Z2', 'Z3'],
        ['Z2', 'Y'],
        ['Z3', 'Y'],
      ],
      latents: ['Z0', 'B'],
    }),
    do: ['X'],
    outcome: ['Y'],
  },
  {
    paper: 'The napkin (Pearl & Mackenzie 2018, The Book of Why, chapter 7)',
    graph: admg('W -> Z -> X -> Y; W <-> X; W <-> Y'),
    do: ['X'],
    outcome: ['Y'],
  },
  {
    paper: 'A sequence of treatments (after Pearl & Robins 1995, "Probabilistic evaluation of sequential plans")',
    graph: admg('X1 -> Z -> X2 -> Y; X1 -> Y; Z <-> Y; X1 <-> Z'),
    do: ['X1', 'X2'],
    outcome: ['Y'],
  },
  {
    paper: 'The bow: treatment and outcome share a hidden cause (Shpitser & Pearl 2006, figure 1a)',
    graph: admg('X -> Y; X <-> Y'),
    do: ['X'],
    outcome: ['Y'],
  },
]

for (const [k, { paper, graph, ...query }] of problems.entries()) {
  console.log(`\n${paper}`)
  const answer = identify(graph, query)
  const proof = proveIdentification(graph, query)
  if (!answer.identifiable || proof === null) {
    console.log(explainIdentification(answer)[0])
    continue
  }
  console.log(`${toText(proof.effect)} = ${toText(answer.estimand)}`)
  const verdict = verifyProof(graph, query, proof)
  console.log(`The proof has ${proof.lines.length} lines and ${verdict.valid ? 'holds' : `fails: ${verdict.message}`}:`)
  for (const sentence of explainIdentification(proof).slice(1, -1)) console.log(`  ${sentence}`)
  if (k === 0) console.log(`For a paper, the same proof as LaTeX:\n${proofToLatex(proof)}`)
  savePicture(`identify-a-paper-${k + 1}.svg`, toSvg(graph, { title: paper.split(' (')[0] ?? paper }))
}

/** @type {readonly { paper: string, graph: import('causalkit').Dag | import('causalkit').Admg, query: import('causalkit').ProofQuery }[]} */
const others = [
  {
    paper: 'The effect of treatment on the treated (Pearl 2009, section 8.2.5)',
    graph: dag('Z -> X -> Y; Z -> Y'),
    query: { event: { variable: 'Y', value: 1, do: { X: 0 } }, given: { variable: 'X', value: 1 } },
  },
  {
    paper: 'Two variables that hide each other (Mohan, Pearl & Tian 2013, theorem 2)',
    graph: dag('A -> B; A -> RB; B -> RA'),
    query: {
      outcome: ['A', 'B'],
      missing: [
        { variable: 'A', observed: 'RA' },
        { variable: 'B', observed: 'RB' },
      ],
    },
  },
]

for (const { paper, graph, query } of others) {
  console.log(`\n${paper}`)
  const proof = proveIdentification(graph, query)
  if (proof === null) continue
  const verdict = verifyProof(graph, query, proof)
  console.log(`${toText(proof.effect)} = ${toText(proof.conclusion)}`)
  console.log(`The proof has ${proof.lines.length} lines and ${verdict.valid ? 'holds' : `fails: ${verdict.message}`}:`)
  for (const sentence of explainIdentification(proof).slice(1, -1)) console.log(`  ${sentence}`)
}
