import { CausalError } from '../../errors.js'
import type { CausalGraph } from '../../graph/types.js'
import { identify } from '../../identification/id/identify.js'
import { instruments } from '../../identification/instruments/instruments.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'
import type { CallArgument, SuggestedCall } from '../calls/call-types.js'
import { call, TABLE } from '../calls/make-call.js'
import { withoutGraph } from './effect-without-graph.js'
import type { Advised, Way } from './make-suggestion.js'
import type { Profile } from './profile.js'
import type { AdvisedAgainst, EffectAsked } from './suggestion-types.js'

const none: Advised = { ways: [], against: [], warnings: [] }

/** The effect of a treatment on an outcome. */
export function effectOf(profile: Profile, question: EffectAsked): Advised {
  return question.graph === undefined ? withoutGraph(profile, question) : byGraph(profile, question, question.graph)
}

function byGraph(profile: Profile, question: EffectAsked, graph: CausalGraph): Advised {
  const { treatment, outcome } = question
  const found = identify(graph, { do: treatment, outcome })
  if (!found.identifiable) return unidentified(profile, question, graph)
  const strategy = 'strategy' in found ? found.strategy : 'general'
  if (strategy === 'no-effect')
    return {
      ...none,
      warnings: [
        `By the graph ${show(treatment)} does not cause ${show(outcome)}: the effect is 0, and there is nothing to estimate.`,
      ],
    }
  if (strategy === 'front-door') return { ...none, ways: [frontDoor(profile, question, graph)] }
  if (strategy === 'general') return general(profile, question, graph)
  return backDoor(profile, question, graph)
}

/** The call of `estimateEffect` with what the question says. */
function estimated(
  profile: Profile,
  question: EffectAsked,
  graph: CausalGraph,
  estimator: SuggestedCall,
): SuggestedCall {
  const { treatment, outcome, contrast } = question
  const { unit } = profile.diagnosis
  const named = new Set([...graph.nodes, unit])
  const columns = profile.diagnosis.columns.filter(({ name }) => named.has(name))
  const gaps = columns.some(({ missing }) => missing > 0)
  const data = gaps
    ? call(
        'completeRows',
        TABLE,
        columns.map(({ name }) => name),
      )
    : TABLE
  return call('estimateEffect', data, {
    graph: graph as unknown as CallArgument,
    treatment,
    outcome,
    ...(contrast !== undefined && { contrast: { ...contrast } }),
    ...(unit !== null && { cluster: unit }),
    estimator,
  })
}

function backDoor(profile: Profile, question: EffectAsked, graph: CausalGraph): Advised {
  const { treatment } = question
  const type = profile.diagnosis.columns.find(({ name }) => name === treatment)!.type
  const assumes = 'The graph is right: every missing arrow and every missing hidden cause counts.'
  const way = (method: string, estimator: SuggestedCall, reason: string, reference: Way['reference']): Way => ({
    method,
    call: estimated(profile, question, graph, estimator),
    reason,
    assumes,
    reference,
  })
  const aipw = way(
    'augmented inverse probability weighting',
    call('aipw'),
    `${show(treatment)} has two levels to compare: right if the model of the outcome or that of the treatment is.`,
    'aipw',
  )
  const regression = way(
    'regression adjustment',
    call('regressionAdjustment'),
    profile.lookedForBends && !profile.bent
      ? 'no bend was found: a linear model of the outcome, least error where it is right.'
      : 'a linear model of the outcome: to be held against the other.',
    'regression',
  )
  const dml = way(
    'double machine learning, partially linear',
    call('doubleMachineLearning', { model: 'partially-linear', learner: call('splines') }),
    `${show(treatment)} is an amount, and ${profile.bent ? `${profile.bend} was found` : 'bends could not be looked for'}: what the other columns do is learned without a form.`,
    'dml',
  )
  const ways =
    type === 'continuous' || type === 'discrete'
      ? profile.lookedForBends && !profile.bent
        ? [regression, dml]
        : [dml, regression]
      : [aipw, regression]
  const against: AdvisedAgainst[] = [
    {
      method: 'the difference of means alone',
      reason: 'it mixes the effect with what causes both, unless the graph says that nothing does.',
    },
  ]
  if (profile.selective)
    against.push({
      method: 'completeRows without a thought',
      reason: 'gaps hang on other columns: compare with multipleImputation.',
    })
  return { ways, against, warnings: dependence(profile) }
}

function dependence({ follows }: Profile): readonly string[] {
  return follows
    ? ['Rows follow the rows before them: name the recordings as `unit`, or standard errors are too small.']
    : []
}

const frontDoor = (profile: Profile, question: EffectAsked, graph: CausalGraph): Way => ({
  method: 'front door',
  call: estimated(
    profile,
    question,
    graph,
    profile.holds === 'states' ? call('frontDoorEstimator') : call('frontDoorEstimator', { model: 'linear' }),
  ),
  reason: 'a hidden cause of both is in the way, and the graph has what passes the whole effect on.',
  assumes: 'All of the effect goes through the mediators, and nothing hidden causes them.',
  reference: 'frontDoor',
})

function general(profile: Profile, question: EffectAsked, graph: CausalGraph): Advised {
  if (profile.holds !== 'states')
    return {
      ...none,
      warnings: [
        'The effect is identified by a formula that is neither a back door nor a front door: it is computed from states. Cut the numbers into a few states, or estimate the formula of identify by hand.',
      ],
    }
  return {
    ...none,
    ways: [
      {
        method: 'the formula of algorithm ID, filled with shares',
        call: estimated(profile, question, graph, call('plugIn')),
        reason: 'the graph identifies the effect by neither a back door nor a front door.',
        assumes: 'The graph is right, and every combination of states in the formula has rows.',
        reference: 'plugIn',
      },
    ],
    warnings: dependence(profile),
  }
}

function unidentified(profile: Profile, question: EffectAsked, graph: CausalGraph): Advised {
  const { treatment, outcome } = question
  const against: AdvisedAgainst[] = [
    { method: 'aipw, regressionAdjustment', reason: 'by the graph no adjustment removes what causes both.' },
  ]
  const [first] = graph.kind === 'dag' || graph.kind === 'admg' ? [...instruments(graph, { treatment, outcome })] : []
  if (first === undefined)
    return {
      ...none,
      against,
      warnings: [
        'By the graph no formula gives the effect, and there is no instrument: bounds (manskiBounds) say what is left, an experiment more.',
      ],
    }
  const own = [treatment, outcome, first.instrument].map(
    (name) => profile.diagnosis.columns.find((one) => one.name === name)!,
  )
  if (own.some((column) => column === undefined || !(column.numeric || column.type === 'binary')))
    throw new CausalError(
      'not-supported',
      `an instrument needs numbers or two categories in ${quoteNames(own.flatMap((c) => c?.name ?? []))}.`,
    )
  return {
    ways: [
      {
        method: 'two-stage least squares',
        call: estimated(profile, question, graph, call('twoStageLeastSquares')),
        reason: `by the graph no adjustment does, but ${show(first.instrument)} moves ${show(treatment)} and nothing else of ${show(outcome)}.`,
        assumes: 'The instrument acts through the treatment alone, moves nobody the other way, and is not weak.',
        reference: 'instruments',
      },
    ],
    against,
    warnings: dependence(profile),
  }
}
