import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { covariateOf } from '../core/columns/coded-columns.js'
import { treatmentOf } from '../core/columns/coded-treatment.js'
import {
  checkDesign,
  checkedConfidence,
  checkedWhole,
  checkedWord,
  checkRoles,
  numbersAt,
  requireRoles,
} from '../core/designs/read-question.js'
import type { RefusedDesign } from '../core/designs/types.js'
import { constant, designOf } from '../core/regression/design.js'
import type { MediationData } from './linear-mediation.js'
import { reportMediation } from './report-mediation.js'
import type { MediationAnalysisQuestion, MediationEffects, MediationOptions } from './types.js'

/**
 * Mediation by linear models: how much of a treatment's effect goes through a mediator, and how much past it.
 *
 * Indirect and direct effects are those of counterfactuals (natural effects) where nothing unmeasured confounds treatment and
 * outcome, treatment and mediator, or, what no experiment ensures, mediator and outcome: `sensitivity` says how strongly the
 * errors of both would have to be correlated to undo the indirect effect. With `interaction` the mediator's effect may differ
 * with treatment. Right where both models are.
 *
 * @param table - a row for each unit
 * @param question - treatment, mediator, outcome; `adjustment`: what was there before treatment
 * @param options - interaction, standard errors, confidence
 * @returns indirect (`estimate`), direct and total effect, the proportion, coefficients, sensitivity; or a refusal where they are not determined
 * @throws CausalError `unknown-name`, `missing-values`, `constant-column`, `collinear`, `too-few-rows` for columns that cannot be used
 * @complexity O(n k²), a bootstrap `draws` times that
 * @category Estimation
 * @see Baron & Kenny 1986; Imai, Keele & Yamamoto 2010, Statistical Science 25; Imai, Keele & Tingley 2010; VanderWeele 2015
 * @example
 * const rows = Array.from({ length: 60 }, (_, i) => {
 *   const t = i % 2
 *   const m = 2 * t + ((i * 7) % 5) / 5
 *   return { t, m, y: 3 * m + t + ((i * 11) % 7) / 70 }
 * })
 * const e = mediationEffects(table(rows), { treatment: 't', mediator: 'm', outcome: 'y' })
 * e.estimated && [Math.round(e.indirect.estimate), Math.round(e.direct.estimate), Math.round(e.total.estimate)]
 * //=> [6, 1, 7]
 */
export function mediationEffects<T>(
  table: Table<T>,
  question: MediationAnalysisQuestion<NoInfer<keyof T & string>>,
  options: MediationOptions = {},
): MediationEffects | RefusedDesign {
  return calledAs('mediationEffects', () => {
    checkOptions('question', question, [
      'strategy',
      'treatment',
      'mediator',
      'outcome',
      'contrast',
      'adjustment',
      'population',
    ])
    checkOptions('options', options, ['interaction', 'standardErrors', 'draws', 'seed', 'confidence'], {
      interaction: 'boolean',
    })
    const { interaction = false } = options
    if (typeof interaction !== 'boolean') {
      throw new CausalError('invalid-argument', `interaction must be true or false, got ${show(interaction)}.`)
    }
    const rules = {
      standardErrors: checkedWord('standardErrors', options.standardErrors ?? 'sandwich', [
        'sandwich',
        'classical',
        'maximum-likelihood',
        'bootstrap',
      ]),
      draws: checkedWhole('draws', options.draws ?? 1000, 100),
      seed: options.seed ?? 1,
      confidence: checkedConfidence(options.confidence),
    }
    const source = table as Table<unknown, string>
    checkDesign(source, question, 'mediation')
    requireRoles(question, ['treatment', 'mediator', 'outcome'])
    const { treatment, mediator, outcome, adjustment = [], contrast } = question
    checkRoles(source, { treatment, mediator, outcome, adjustment })
    if (question.population !== undefined && question.population !== 'ATE') {
      throw new CausalError('not-supported', `linear mediation is everyone's, 'ATE', not ${show(question.population)}.`)
    }
    const coded = treatmentOf(source, treatment, contrast, true)
    const [t0, t1] = coded.arms !== null ? [0, 1] : [Number(contrast?.from ?? 0), Number(contrast?.to ?? 1)]
    if (coded.arms === null && contrast === undefined && interaction) {
      throw new CausalError(
        'invalid-argument',
        `with an interaction the effects depend on where ${show(treatment)} starts: give { contrast: { from, to } } in numbers.`,
        { option: 'contrast' },
      )
    }
    const kept = Int32Array.from([...coded.values.keys()].filter((i) => coded.arms === null || coded.values[i]! >= 0))
    const pick = (values: Float64Array): Float64Array => Float64Array.from(kept, (i) => values[i]!)
    const [m, y] = [pick(numbersAt(source, mediator, 'mediator')), pick(numbersAt(source, outcome, 'outcome'))]
    for (const [name, values] of [
      [mediator, m],
      [outcome, y],
    ] as const)
      if (values.every((value) => value === values[0])) throw constant(name)
    const covariates = adjustment.map((name) => {
      const { values, levels } = covariateOf(source, name)
      const taken = values instanceof Float64Array ? pick(values) : Int32Array.from(kept, (i) => values[i]!)
      return { name, values: taken, ...(levels === undefined ? {} : { levels }) }
    })
    const n = kept.length
    const design = designOf(covariates, n)
    const most = design.k + (interaction ? 3 : 2)
    if (n <= most) {
      throw new CausalError(
        'too-few-rows',
        `there are ${n} rows for ${most} coefficients: adjust for less, or find more data.`,
        {
          rows: n,
          coefficients: most,
        },
      )
    }
    const data: MediationData = { n, treatment: pick(coded.values), mediator: m, outcome: y, design, interaction }
    const specification = {
      strategy: 'mediation',
      treatment,
      mediator,
      outcome,
      ...(coded.asked === undefined ? {} : { contrast: coded.asked }),
      population: 'ATE',
      adjustment: Object.freeze([...adjustment]),
    } as const
    return reportMediation(data, specification, [t0, t1], rules, coded.warnings)
  })
}
