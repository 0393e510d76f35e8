import { CausalError, calledOnResult } from '../../errors.js'
import { estimandText } from '../../estimand/text/estimand-text.js'
import { checkedList } from '../../names.js'
import type { ClassIdentification, ClassStep } from '../classes/class-types.js'
import type { CounterfactualIdentification } from '../counterfactual/answer.js'
import type { DerivationStep } from '../derivation/derivation.js'
import type { DoSearchResult } from '../derivation/do-search.js'
import type { Identification } from '../id/identify.js'
import type { GeneralIdentification } from '../id/identify-from-experiments.js'
import type { SearchResult } from '../recovery/search-result.js'
import { searchSentences, stepSentences } from './explain-search.js'
import { thicketSentences } from './explain-thicket.js'
import type { IdentificationProof } from './proof-types.js'
import { capital, listed, reason } from './sentences.js'

/**
 * An answer about identification in sentences: what was found, and why, step by step.
 *
 * It takes what {@link identify}, {@link identifyFromExperiments}, {@link transport}, {@link identifyPolicy}, {@link doSearch},
 * {@link identifyCounterfactual}, {@link recoverFromSelection}, {@link recoverFromMissingness} and {@link proveIdentification} give. Hedges,
 * thickets, conflicts between worlds, open edges and searches that ended get a sentence of their own.
 *
 * @param answer - the answer
 * @returns the sentences, the conclusion first
 * @throws CausalError `invalid-argument` for what is none of these
 * @complexity O(s) for s steps
 * @category Identification
 * @example
 * explainIdentification(identify(admg('X -> Y; X <-> Y'), { do: 'X', outcome: 'Y' }))[0]
 * //=> 'No formula of the observed distribution gives the effect: hidden common causes link all of X and Y, and all of Y, ' +
 * //   'which is the part of them that is not set, with Y at the root of both (a hedge). Two models that agree on everything ' +
 * //   'observed differ in the effect.'
 * const proof = proveIdentification(dag('Z -> X -> Y; Z -> Y'), { do: 'X', outcome: 'Y' })!
 * explainIdentification(proof)[2]
 * //=> 'P(Y | do(X), Z) = P(Y | X, Z) by rule 2 of the do-calculus (doing is as good as seeing): Y is separated from X by Z ' +
 * //   'in the graph without edges out of X.'
 */
export function explainIdentification<N extends string>(
  answer:
    | Identification<N>
    | ClassIdentification<N>
    | GeneralIdentification<N>
    | CounterfactualIdentification<N>
    | SearchResult<N>
    | IdentificationProof<N>
    | DoSearchResult<N>,
): readonly string[] {
  return calledOnResult('explainIdentification', 'identify or of another function of identification', () => {
    if (typeof answer !== 'object' || answer === null) throw noAnswer()
    if ('status' in answer) {
      const said = searchSentences(answer)
      if (said.length === 0) throw noAnswer()
      return Object.freeze(said)
    }
    if ('lines' in answer) return Object.freeze(proofSentences(answer))
    if ('experimental' in answer || 'district' in answer) return Object.freeze(counterfactualSentences(answer))
    if ('thicket' in answer || 'sources' in answer) return Object.freeze(generalSentences(answer))
    if (!('derivation' in answer)) throw noAnswer()
    const steps = checkedList('derivation', answer.derivation as readonly (DerivationStep | ClassStep)[])
    return Object.freeze([headline(answer), ...steps.map(stepSentence)])
  })
}

function noAnswer(): CausalError {
  return new CausalError(
    'invalid-argument',
    'expected an answer of identify, identifyFromExperiments, transport, doSearch, identifyCounterfactual, recoverFromSelection, recoverFromMissingness or proveIdentification.',
  )
}

function headline(answer: Identification | ClassIdentification): string {
  if (!answer.identifiable) {
    if ('hedge' in answer) return hedgeSentence(answer.hedge)
    return capital(answer.message)
  }
  const how = {
    'no-effect': 'what is set does not cause the outcome',
    'back-door': `by the back door, adjusting for ${listed(answer.set)}`,
    adjustment: `by adjusting for ${listed(answer.set)}`,
    'front-door': `by the front door through ${listed(answer.set)}`,
    general: 'by no single set, but step by step',
  }[answer.strategy]
  return `The effect is identified: ${how}. It is ${estimandText(answer.estimand)}.`
}

function hedgeSentence({
  F,
  Fprime,
  roots,
}: {
  readonly F: readonly string[]
  readonly Fprime: readonly string[]
  readonly roots: readonly string[]
}): string {
  return `No formula of the observed distribution gives the effect: hidden common causes link all of ${listed(F)}, and all of ${listed(Fprime)}, which is the part of them that is not set, with ${listed(roots)} at the root of both (a hedge). Two models that agree on everything observed differ in the effect.`
}

function counterfactualSentences(answer: CounterfactualIdentification): string[] {
  if (!answer.identifiable) {
    const { reason: why, message, variable, district } = answer
    if (why === 'impossible-condition') return [capital(message)]
    return [
      `No formula gives the probability, not even one in experiments: ${message}`,
      `${listed(district)} ${district.length > 1 ? 'share hidden causes' : 'has hidden causes'}, which act in all of these worlds at once, and ${listed([variable])} has one value in each experiment. Two models that agree on every experiment differ in the probability.`,
    ]
  }
  if (answer.hedge === null)
    return [`The probability is identified from ${answer.from}. It is ${estimandText(answer.estimand)}.`]
  return [
    `The probability is identified from experiments. It is ${estimandText(answer.estimand)}.`,
    hedgeSentence(answer.hedge),
  ]
}

function fromDistributions(estimand: Parameters<typeof estimandText>[0]): string {
  return `The effect is identified from these distributions. It is ${estimandText(estimand)}.`
}

function generalSentences(answer: GeneralIdentification): string[] {
  if (answer.identifiable) {
    return [
      fromDistributions(answer.estimand),
      ...answer.sources.map(
        ({ district, available }) => `The factor of ${listed(district)} is taken from distribution ${available + 1}.`,
      ),
      ...stepSentences(answer.derivation),
    ]
  }
  if (answer.thicket === null) return [capital(answer.message)]
  return thicketSentences(answer.thicket)
}

function proofSentences({ effect, lines, conclusion }: IdentificationProof): string[] {
  return [
    `${estimandText(effect)} = ${estimandText(conclusion)}, and here is why.`,
    ...checkedList('lines', lines).map(
      (line) => `${estimandText(line.before)} = ${estimandText(line.after)} ${reason(line)}.`,
    ),
    `Put into one another, these equations give ${estimandText(effect)} = ${estimandText(conclusion)}.`,
  ]
}

function stepSentence(step: DerivationStep | ClassStep): string {
  const [first = [], second = []] = step.sets
  const says: Readonly<Record<(DerivationStep | ClassStep)['rule'], string>> = {
    'no-effect': `No causal path can lead from ${listed(step.do)} to ${listed(step.outcome)}`,
    'back-door': `${listed(first)} ${first.length > 1 ? 'close' : 'closes'} every back door and ${first.length > 1 ? 'lie' : 'lies'} below no treatment`,
    adjustment: `${listed(first)} can be adjusted for`,
    'front-door': `All of the effect goes through ${listed(first)}, which no back door joins to the treatment, and whose own back doors the treatment closes`,
    exchange: `To see ${listed(first)} is here as good as to set it`,
    observe: `To set ${listed(first)} is here as good as to see it`,
    irrelevant: `Once the rest is known it does not matter that ${listed(first)} is seen`,
    condition: `The condition on ${listed(first)} is a joint probability divided by a marginal one`,
    'no-treatment': 'Nothing is set any more: the distribution at hand is summed',
    ancestors: `Only ${listed(first)} can matter: nothing else leads to ${listed(step.outcome)}`,
    'extra-treatments': `To set ${listed(first)} too changes nothing`,
    districts: `The rest falls into districts without common hidden causes, identified one by one: ${step.sets.map(listed).join('; ')}`,
    hedge: `Here it ends: ${listed(first)} and, inside it, ${listed(second)} form a hedge`,
    district: `${listed(first)} is a district of the whole, so its factor is a product of conditionals`,
    'wider-district': `Only the district ${listed(first)} matters: its factor is a product of conditionals, and the question is asked in it`,
    buckets: `The ancestors of the outcome fall into groups whose inner directions do not matter, each given its parents: ${step.sets.map(listed).join('; ')}`,
    'possible-ancestors': `Only the possible ancestors ${listed(first)} matter`,
    marginal: `All but ${listed(first)} is summed out`,
    'without-bucket': `${listed(first)} can be set too: no hidden cause can lie between it and what it may cause`,
    split: `The factor splits into those of ${listed(first)} and of ${listed(second)}`,
    whole: `The factor of ${listed(step.outcome)} is at hand`,
  }
  return `${says[step.rule]} (${step.reference}).`
}
