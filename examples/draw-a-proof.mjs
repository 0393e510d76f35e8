// @ts-check
// A proof about a trial, found, re-checked and drawn: why blind assignment and a fair coin make a trial a cut.
// Title: A proof, found and drawn
// Kind: Pictures and diagrams
// Question: Why may a blind trial with a fair coin be read as an intervention? A proof by string diagrams, step by step.
// Believe: That a trial in which the treatment is tossed by a fair coin, blind to the patient, is the same as an
//   intervention: it follows from three stated laws by a proof of three steps that is re-checked, and fails the check when a
//   step is left out. Without blindness it fails: in a story where everybody is given the first treatment the two differ.
//   Whether a real trial obeys the laws is not proved.
import { drawProof, equalModulo, normalForm, parseDiagram, toSvg, toText, verifyTrace } from 'causalkit'
import { printTable, savePicture } from './support.mjs'

// Z is how ill somebody is, X the treatment, Y what comes of it, R a report that two clerks read off
const trial = parseDiagram(`
  Z[-> Z] ; copy[Z] ; (assign[Z -> X] * id[Z]) ; (copy[X] * id[Z]) ;
  (id[X] * recover[X, Z -> Y]) ; (id[X] * copy[Y]) ; (id[X] * read[Y -> R] * read)
`)
const cut = parseDiagram(`
  (Z[-> Z] * uniform[X]) ; swap[Z, X] ; (copy[X] * id[Z]) ;
  (id[X] * recover[X, Z -> Y]) ; (id[X] * read[Y -> R]) ; (id[X] * copy[R])
`)
const laws = [
  {
    law: 'assignment is blind',
    left: parseDiagram('assign[Z -> X]'),
    right: parseDiagram('discard[Z] ; coin[-> X]'),
  },
  { law: 'the coin is fair', left: parseDiagram('coin[-> X]'), right: parseDiagram('uniform[X]') },
  {
    law: 'both clerks read the same',
    left: parseDiagram('copy[Y] ; (read[Y -> R] * read)'),
    right: parseDiagram('read[Y -> R] ; copy[R]'),
  },
]

console.log('The trial:', toText(trial))
console.log('The cut:  ', toText(cut), '\n')
const answer = equalModulo(trial, cut, laws)
if (answer.verdict !== 'equal') throw new Error(answer.message)
const { proof } = answer
console.log(`They are equal; the proof has ${proof.steps.length + proof.back.length} steps.`)
console.log('Re-checked:', verifyTrace(trial, proof, laws).valid)
console.log('With a step left out:', verifyTrace(trial, { ...proof, steps: proof.steps.slice(1) }, laws).valid, '\n')

const normal = normalForm(trial, laws)
printTable(
  ['step', 'law', 'boxes exchanged'],
  normal.steps.map(({ law, matched }, k) => [`${k + 1}`, law, matched.join(', ')]),
)

// without blinding: is there a story in which trial and cut differ?
const fair = parseDiagram(toText(cut).replace('uniform[X]', 'coin[-> X]'))
const without = equalModulo(trial, fair, laws.slice(2))
console.log('Without the first law, and with a coin of any kind:', without.verdict)
if (without.verdict === 'different' && without.witness !== null) {
  const chances = without.witness.boxes.get('assign') ?? []
  console.log('A story in which they differ gives the two treatments, by kind of patient, with these chances:')
  for (const [kind, row] of chances.entries()) console.log(`  kind ${kind + 1}: ${row.join(' and ')}`)
  console.log()
}

savePicture('proof-trial.svg', toSvg(trial, { title: 'A trial: assignment, recovery, and a report read twice' }))
savePicture(
  'proof-drawn.svg',
  drawProof(proof, laws, { title: 'A blind trial with a fair coin is a cut', direction: 'down' }),
)
savePicture(
  'proof-animated.svg',
  drawProof(proof, laws, { title: 'A blind trial with a fair coin is a cut', animated: true, seconds: 2.5 }),
)
