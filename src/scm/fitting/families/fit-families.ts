import { CausalError } from '../../../errors.js'
import { show } from '../../../show.js'
import type { Law } from '../../mechanisms/law.js'
import { boostedLaw } from './fit-boosting.js'
import { logisticFit } from './fit-design.js'
import { checkedDesign, gammaLaw, poissonLaw } from './fit-log-linear.js'
import { multinomialLaw } from './fit-multinomial.js'
import { ordinalLaw } from './fit-ordinal.js'
import { plainDesign, regression } from './fit-regression.js'
import { bestPenalty, splineDesign } from './fit-spline.js'
import { tableOfFrequencies } from './fit-table.js'
import { zeroInflatedLaw } from './fit-zero-inflated.js'
import { type Lesson, type MechanismFamily, numbers } from './lesson.js'

export const fitters: Readonly<Record<MechanismFamily, (lesson: Lesson) => Law>> = {
  linear: (lesson) => regression(lesson, 0, plainDesign(lesson), false),
  empirical: (lesson) => regression(lesson, 0, plainDesign(lesson), true),
  additive: (lesson) => {
    const design = splineDesign(lesson)
    return regression(lesson, bestPenalty(lesson, design), design, false)
  },
  logistic: (lesson) => logisticLaw(lesson),
  cpt: (lesson) => tableOfFrequencies(lesson),
  multinomial: multinomialLaw,
  gamma: gammaLaw,
  poisson: poissonLaw,
  'zero-inflated': zeroInflatedLaw,
  ordinal: ordinalLaw,
  boosting: boostedLaw,
}

function logisticLaw(lesson: Lesson): Law {
  const { name, parents, columns, response } = lesson
  const y = numbers(lesson)
  if (!y.every((value) => value === 0 || value === 1)) {
    throw new CausalError('invalid-data', `${show(name)} must hold zeros and ones for a logistic mechanism.`, {
      variable: name,
    })
  }
  for (const parent of parents) {
    if (columns.get(parent) instanceof Float64Array) continue
    const message = `${show(parent)} is categorical: a logistic mechanism needs numeric parents. Code it as numbers, or use cpt.`
    throw new CausalError('invalid-data', message, { variable: name, parent })
  }
  const beta = logisticFit(name, checkedDesign(lesson), y)
  const zero = Object.freeze([0, ...parents.map(() => 0)])
  return Object.freeze({
    family: 'choice',
    parents: Object.freeze([...parents]),
    states: Object.freeze([0, 1]),
    parentStates: null,
    table: null,
    logits: Object.freeze([zero, Object.freeze([...beta])]),
    response,
  })
}
