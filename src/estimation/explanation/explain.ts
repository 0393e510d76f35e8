import { CausalError, calledOnResult } from '../../errors.js'
import { checkedObject, quoteNames } from '../../names.js'
import { show } from '../../show.js'
import type { EffectEstimate, EstimatedEffect } from '../core/types/effect.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import type { Refutation } from '../refutation/types.js'
import type { Sensitivity } from '../sensitivity/types.js'

/**
 * An answer about an effect in sentences: what was asked, what is assumed, what was computed and found, and what would overturn
 * it.
 *
 * @param result - an effect or a refusal from `estimateEffect`, a refutation, or a sensitivity analysis
 * @returns a text of some sentences
 * @throws CausalError `invalid-argument` for anything else
 * @complexity constant
 * @category Estimation
 * @example
 * const t = table({ T: [0, 0, 0, 1, 1, 1], Y: [1, 2, 3, 3, 5, 7] })
 * const e = estimateEffect(t, { graph: dag('T -> Y'), treatment: 'T', outcome: 'Y', estimator: regressionAdjustment() })
 * explain(e).split('\n')[0]
 * //=> 'Asked: the mean of Y if everybody had T = 1, less that if everybody had T = 0 (ATE).'
 */
export function explain(result: EffectEstimate | Refutation | Sensitivity): string {
  return calledOnResult('explain', 'estimateEffect, refute or sensitivity', () => {
    const given = checkedObject('result', result) as unknown as Readonly<Record<string, unknown>>
    if (given['estimated'] === false) return explainRefusal(result as RefusedEffect)
    if (given['estimated'] === true && 'specification' in given) return explainEffect(result as EstimatedEffect)
    if ('robustnessValue' in given || 'refuter' in given) return explainMessage(result as Refutation | Sensitivity)
    throw new CausalError(
      'invalid-argument',
      `explain takes what estimateEffect, refute or sensitivity returned, got ${show(result)}.`,
      {},
    )
  })
}

function explainRefusal({ reason, message }: RefusedEffect): string {
  return `There is no estimate (${reason}): ${message}`
}

function explainMessage(result: Refutation | Sensitivity): string {
  if ('robustnessValue' in result) return [result.message, ...result.warnings].join('\n')
  return `${result.refuter}. Tested: ${result.hypothesis}. ${result.message}`
}

/** A number to four digits. */
const told = (value: number): string => String(Number(value.toPrecision(4)))

function explainEffect(effect: EstimatedEffect): string {
  const { warnings } = effect
  return [
    asked(effect),
    `Assumed: ${assumptions(effect)}`,
    computed(effect),
    found(effect),
    `It would be overturned by ${overturned(effect)}`,
    ...(warnings.length > 0 ? [`Beware: ${warnings.join(' ')}`] : []),
  ].join('\n')
}

const whose: Readonly<Record<string, string>> = {
  ATE: 'everybody',
  ATT: 'everybody who was treated',
  ATC: 'everybody who was not treated',
  ATO: 'everybody of the overlap population (who might have had either)',
  LATE: 'everybody whom the instrument moves',
}

function asked({ contrast, population, measure, specification }: EstimatedEffect): string {
  const { outcome } = specification
  const who = whose[population]!
  const what = {
    difference: `the mean of ${outcome}`,
    'risk-ratio': `the risk of ${outcome}`,
    'rate-ratio': `the rate of ${outcome}`,
    'odds-ratio': `the odds of ${outcome}`,
  }[measure]
  const how = measure === 'difference' ? 'less that' : 'over that'
  return `Asked: ${what} if ${who} had ${contrast.to}, ${how} if ${who} had ${contrast.from} (${population}).`
}

function assumptions({ strategy, specification, adjustment }: EstimatedEffect): string {
  const { treatment, outcome } = specification
  const set =
    adjustment.length > 0 ? `once ${quoteNames([...adjustment])} ${adjustment.length > 1 ? 'are' : 'is'} equal` : ''
  switch (strategy) {
    case 'back-door':
      return `nothing hidden causes both ${treatment} and ${outcome}${set === '' ? '' : ` ${set}`}; both treatments occur among all kinds of rows; a row's outcome hangs on its own treatment alone.`
    case 'front-door':
      return `all of the effect goes through ${'mediators' in specification ? quoteNames([...specification.mediators]) : 'the mediators'}, and nothing hidden causes these and ${treatment}, or these and ${outcome} apart from ${treatment}.`
    case 'instrument':
      return `${'instruments' in specification ? quoteNames([...specification.instruments]) : 'the instruments'} move ${outcome} through ${treatment} alone${set === '' ? '' : ` ${set}`}, share no hidden cause with it, and move nobody's ${treatment} the other way.`
    default:
      return `the graph is right: every missing arrow and every missing hidden cause counts.`
  }
}

function computed({ estimator, formula, n, standardErrorMethod }: EstimatedEffect): string {
  return `Computed: ${formula}, by ${estimator} from ${n} rows; error by ${standardErrorMethod}.`
}

function found({ estimate, interval, confidence, pValue, measure }: EstimatedEffect): string {
  const none = measure === 'difference' ? 0 : 1
  const [low, high] = interval
  const clear = low > none || high < none
  return `Found: ${told(estimate)}, with ${told(100 * confidence)} % confidence between ${told(low)} and ${told(high)} (p = ${told(pValue)}): ${clear ? `the data speak against no effect (${none})` : `the data do not rule out no effect (${none})`}.`
}

function overturned({ strategy }: EstimatedEffect): string {
  if (strategy === 'back-door')
    return 'a hidden common cause that is strong enough (sensitivity, eValue), a negative control that shows an effect, or a placebo that does not show none (refute).'
  if (strategy === 'front-door') return 'an arrow past the mediators, or a hidden cause that reaches them.'
  if (strategy === 'instrument')
    return 'another way from the instrument to the outcome, a hidden cause that it shares, or its weakness (see firstStageF and andersonRubin in the diagnostics).'
  return 'an arrow or a hidden cause that the graph leaves out.'
}
