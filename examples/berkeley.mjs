// @ts-check
// Berkeley 1973: did gender decide on admission? The total effect and the direct one are different questions.
// Title: Berkeley 1973: admissions
// Kind: Effects from observational data
// Question: Women were admitted to Berkeley less often than men. Did gender decide on admission?
// Believe: The total difference is 14 points against women; within departments it is 4 points in their favour. Both are right
//   answers to different questions. The direct effect holds only if nothing unmeasured drives both the choice of department and
//   admission; if something does, adjusting for the department opens a path and the 4 points mean little.
import { berkeleyAdmissions, counts, dag, estimateEffect, fromCounts, standardization, toSvg } from 'causalkit'
import { number, percent, printTable, pValue, savePicture } from './support.mjs'

const applicants = fromCounts(berkeleyAdmissions)
const graph = dag('gender -> department -> admitted; gender -> admitted')
console.log(`${berkeleyAdmissions.title}\n${berkeleyAdmissions.citation}\n`)

const { values, variables } = counts(applicants, ['department', 'gender', 'admitted'])
const rows = (variables[0]?.states ?? []).map((department, d) => {
  const [menOut = 0, menIn = 0, womenOut = 0, womenIn = 0] = values.slice(4 * d, 4 * d + 4)
  const [men, women] = [menOut + menIn, womenOut + womenIn]
  return [department, String(men), percent(menIn / men, 0), String(women), percent(womenIn / women, 0)]
})
printTable(['department', 'men', 'admitted', 'women', 'admitted'], rows)

const question = /** @type {const} */ ({
  graph,
  treatment: 'gender',
  outcome: 'admitted',
  estimator: standardization(),
})
const total = estimateEffect(applicants, question)
const direct = estimateEffect(applicants, { ...question, effect: 'direct' })
if (!total.estimated || !direct.estimated) throw new Error('no estimate')
printTable(
  ['women against men', 'difference', 'std. error', '95 % interval', 'p', 'adjusted for'],
  [total, direct].map((e, i) => [
    i === 0 ? 'total effect' : 'direct effect',
    number(e.estimate, 4),
    number(e.standardError, 4),
    `${number(e.interval[0], 4)} to ${number(e.interval[1], 4)}`,
    pValue(e.pValue),
    e.adjustment.join(', ') || 'nothing',
  ]),
)
console.log(`Total: ${total.formula}`)
console.log(`Direct: ${direct.formula}\n`)
console.log(
  'In words: women were admitted 14 points less often over all. But gender also moves what people apply for, and women',
)
console.log(
  'applied more to departments that admit few. Within departments, the chance of women was 4 points higher, if anything.',
)
console.log(
  'The department is a mediator, not a confounder: adjusting for it changes the question, from "what does gender do by',
)
console.log(
  'every way?" to "what does it do other than by the choice of department?" If something unmeasured drives both choice',
)
console.log('and admission, even that answer is biased, for a mediator with such a cause is a collider.\n')
savePicture('berkeley.svg', toSvg(graph, { highlight: ['gender', 'admitted'], title: 'Berkeley 1973' }))
