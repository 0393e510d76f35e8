import { CausalError } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import { show } from '../../show.js'
import type { EffectProblem, Estimator, FormulaNames, PreparedEstimator } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { type NuisanceOptions, nuisancePlan, planInWords } from '../doubly-robust/nuisance.js'
import { linearFrontDoor } from './linear-front-door.js'
import { plugInFrontDoor } from './plug-in-front-door.js'
import { semiparametricFrontDoor } from './semiparametric-front-door.js'

/**
 * Options of `frontDoorEstimator`.
 *
 * @category Estimation
 */
export interface FrontDoorOptions
  extends Pick<NuisanceOptions, 'outcomeLearner' | 'propensityLearner' | 'folds' | 'seed'> {
  /**
   * What is assumed of the relations: nothing (`plug-in`, the default: treatment and mediators must be discrete), or that
   * they are all linear (`linear`): then Σ_j a_j b_j is computed, which is wrong where the mediators' effect depends on the
   * treatment or on a hidden cause of it. `semiparametric` takes mediators of any kind and a treatment with two values: it
   * needs the outcome's mean given mediators in each arm (linear, or a learner) and the chance of treatment given them
   * (logistic, or a learner).
   */
  readonly model?: 'plug-in' | 'linear' | 'semiparametric'
}

const models = ['plug-in', 'linear', 'semiparametric'] as const
const names = { 'plug-in': 'plug-in', linear: 'linear, two stages', semiparametric: 'semiparametric, one step' }

/**
 * The front-door estimator: what the treatment does to the mediators, and what these do to the outcome when the treatment
 * is held fixed and averaged over, Σ_m (P(m | to) − P(m | from)) Σ_t E[Y | m, t] P(t).
 *
 * The mediators are those of the graph's first minimal front-door set that is measured; the treatment may be confounded
 * with the outcome by hidden causes. Without a model, every probability and mean is taken from the rows, and the standard
 * error from the influence values; a combination that never occurs is refused by name. With `model: 'linear'` the standard
 * error stacks the estimating equations of both regressions, categorical mediators enter as indicators, and `warnings` says so
 * when the data show that what the mediators do differs with the treatment.
 *
 * Pearl 1995, theorem 2; its linear form for `linear`; Fulcher et al. 2020 for `semiparametric`.
 *
 * @param options - the model
 * @returns an estimator for `estimateEffect`
 * @throws CausalError `invalid-argument` for an unknown model or options that do not go together
 * @complexity O(n k) for k mediators; O(n k²) for k coefficients if linear
 * @category Estimation
 * @example
 * const t = table({ T: [0, 0, 0, 0, 1, 1, 1, 1], M: [0, 0, 0, 1, 0, 1, 1, 1], Y: [1, 2, 3, 6, 3, 7, 8, 9] })
 * const graph = admg('T -> M -> Y; T <-> Y')
 * const e = estimateEffect(t, { graph, treatment: 'T', outcome: 'Y', estimator: frontDoorEstimator() })
 * if (!e.estimated) throw new Error(e.message)
 * e.estimate
 * //=> 2.25
 * e.formula
 * //=> "Σ_M P(M | T) Σ_T' P(Y | M, T') P(T')"
 * e.diagnostics['mediators']
 * //=> ['M']
 */
export function frontDoorEstimator(options: FrontDoorOptions = {}): Estimator {
  return madeBy('frontDoorEstimator', [options], () => {
    checkOptions('options', options, ['model', 'outcomeLearner', 'propensityLearner', 'folds', 'seed'], {
      folds: 'number',
    })
    const { model = 'plug-in', ...learning } = checkedObject('options', options)
    if (!models.includes(model)) {
      throw new CausalError('invalid-argument', `model must be one of ${models.join(', ')}, got ${show(model)}.`, {
        model,
      })
    }
    const learnt = (['outcomeLearner', 'propensityLearner', 'folds', 'seed'] as const).find((key) => key in options)
    if (learnt !== undefined && model !== 'semiparametric') {
      throw new CausalError('invalid-argument', `\`${learnt}\` is for the model 'semiparametric': leave it out.`, {
        option: learnt,
      })
    }
    const plan = nuisancePlan(learning)
    const linear = model === 'linear'
    return Object.freeze({
      name: `front-door (${names[model]})${planInWords(plan)}`,
      population: 'ATE',
      strategy: 'front-door',
      numbers: linear,
      weighted: true,
      ...(linear ? { formula: linearFormula } : {}),
      prepare: (problem: EffectProblem): PreparedEstimator | RefusedEffect =>
        linear
          ? linearFrontDoor(problem)
          : model === 'semiparametric'
            ? semiparametricFrontDoor(problem, plan)
            : plugInFrontDoor(problem),
    })
  })
}

/** Σ_j a_j b_j with the two regressions that the coefficients come from. */
function linearFormula({ treatment, outcome, through }: FormulaNames): string {
  const mark = (letter: string, j: number): string => (through.length === 1 ? letter : `${letter}${j + 1}`)
  const products = through.map((_, j) => `${mark('a', j)} ${mark('b', j)}`).join(' + ')
  const first = through.map((name, j) => `E[${name} | ${treatment}] = … + ${mark('a', j)} ${treatment}`).join(', ')
  const second = through.map((name, j) => `${mark('b', j)} ${name}`).join(' + ')
  return `${products} where ${first} and E[${outcome} | ${through.join(', ')}, ${treatment}] = … + ${second} + c ${treatment}, all linear`
}
