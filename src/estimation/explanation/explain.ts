import { CausalError, calledOnResult } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { show } from '../../show.js'
import type { EstimatedEffect } from '../core/types/effect.js'
import type { Estimate } from '../core/types/estimate.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import type { MediationEffects } from '../mediation/types.js'
import type { PooledEffect } from '../missing/pooled.js'
import type { Refutation } from '../refutation/types.js'
import type { Sensitivity } from '../sensitivity/types.js'
import type { Specification } from '../specification/types.js'
import { askedBy } from './asked.js'
import { type Grounds, groundsOf } from './grounds.js'

/** The fields of every `Estimate` that the sentences are made from. */
const needed = ['estimate', 'interval', 'confidence', 'pValue', 'n', 'formula', 'estimator', 'standardErrorMethod']

/**
 * An answer in sentences: what was asked, what is assumed, what was computed and found, and what would overturn it.
 *
 * It takes whatever is an `Estimate`: effects, experiments, differences in differences, synthetic controls, discontinuities,
 * panels, mediation, and estimates pooled over completed tables; refusals, refutations and sensitivity analyses too.
 *
 * @param result - an estimate or a refusal, a refutation, or a sensitivity analysis
 * @returns a text of some sentences, one line each
 * @throws CausalError `invalid-argument` for anything else
 * @complexity constant
 * @category Estimation
 * @example
 * const t = table({ T: [0, 0, 0, 1, 1, 1], Y: [1, 2, 3, 3, 5, 7] })
 * const e = estimateEffect(t, { graph: dag('T -> Y'), treatment: 'T', outcome: 'Y', estimator: regressionAdjustment() })
 * explain(e).split('\n')[0]
 * //=> 'Asked: the mean of Y if everybody had T = 1, less that if everybody had T = 0 (ATE).'
 * explain(differenceInMeans(t, { treatment: 'T', outcome: 'Y' })).split('\n')[1]
 * //=> 'Assumed: which T a row had was drawn by chance; nobody was lost because of it; an outcome hangs on its own treatment alone.'
 */
export function explain(result: Estimate | RefusedEffect<string> | Refutation | Sensitivity): string {
  return calledOnResult('explain', 'estimateEffect, another estimator, refute or sensitivity', () => {
    const given = checkedObject('result', result) as unknown as Readonly<Record<string, unknown>>
    if (given['estimated'] === false) return explainRefusal(result as RefusedEffect<string>)
    if ('robustnessValue' in given || 'refuter' in given) return explainMessage(result as Refutation | Sensitivity)
    if (given['estimated'] === true && needed.every((key) => given[key] !== undefined))
      return explainEstimate(result as Estimate)
    throw new CausalError(
      'invalid-argument',
      `explain takes an estimate (of estimateEffect, an experiment, a design, a panel …), a refusal, or what refute or sensitivity returned, got ${show(result)}.`,
      {},
    )
  })
}

function explainRefusal({ reason, message }: RefusedEffect<string>): string {
  return `There is no estimate (${reason}): ${message}`
}

function explainMessage(result: Refutation | Sensitivity): string {
  if ('robustnessValue' in result) return [result.message, ...result.warnings].join('\n')
  return `${result.refuter}. Tested: ${result.hypothesis}. ${result.message}`
}

/** A number to four digits. */
const told = (value: number): string => String(Number(value.toPrecision(4)))

function explainEstimate(effect: Estimate): string {
  const { specification } = effect as Estimate & { readonly specification?: Specification }
  const { assumed, overturned } = specification === undefined ? bareGrounds(effect) : groundsOf(effect, specification)
  const { warnings, formula, estimator, n, standardErrorMethod } = effect
  return [
    `Asked: ${specification === undefined ? `${formula}.` : askedBy(effect, specification)}`,
    `Assumed: ${assumed}`,
    `Computed: ${formula}, by ${estimator} from ${n} rows; error by ${standardErrorMethod}.`,
    found(effect),
    ...parts(effect),
    `It would be overturned by ${overturned}`,
    ...(warnings.length > 0 ? [`Beware: ${warnings.join(' ')}`] : []),
  ].join('\n')
}

/** The grounds of an estimate that does not say its design. */
function bareGrounds(effect: Estimate): Grounds {
  const { imputations, missingInformation } = effect as Partial<PooledEffect>
  if (imputations === undefined || missingInformation === undefined) {
    return {
      assumed: `what ${effect.estimator} needs for this to be an effect: the answer itself names no design.`,
      overturned: `a hidden cause that the formula does not take out.`,
    }
  }
  return {
    assumed: `what each of the ${imputations} estimates assumes (explain one of them); and what is missing hangs on what was observed alone, as the imputation models say.`,
    overturned: `what overturns the single estimates, or values that are missing because of what they are: ${told(100 * missingInformation)} % of what complete data would tell is missing.`,
  }
}

function found(effect: Estimate): string {
  const { estimate, interval, confidence, pValue } = effect
  const { measure = 'difference' } = effect as Partial<EstimatedEffect>
  const none = measure === 'difference' ? 0 : 1
  const [low, high] = interval
  const clear = low > none || high < none
  return `Found: ${told(estimate)}, with ${told(100 * confidence)} % confidence between ${told(low)} and ${told(high)} (p = ${told(pValue)}): ${clear ? `the data speak against no effect (${none})` : `the data do not rule out no effect (${none})`}.`
}

/** What mediation finds beside the indirect effect. */
function parts(effect: Estimate): string[] {
  const { direct, total } = effect as Partial<MediationEffects>
  if (direct === undefined || total === undefined) return []
  return [`Beside it the direct effect is ${told(direct.estimate)} and the total ${told(total.estimate)}.`]
}
