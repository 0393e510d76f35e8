import type { Table } from '../../data/types.js'
import {
  dummyOutcome,
  explain,
  placeboTreatment,
  type Refutation,
  type Refuter,
  randomCommonCause,
  refute,
  subset,
} from '../../estimation/index.js'
import { effectOf, effectTakes } from '../core/effect-arguments.js'
import { list, oneOf, records, type Tool, type ToolInput, yesNo } from '../core/tool.js'
import type { JsonSchema } from '../types.js'

const refuters: Readonly<Record<string, (seed: number) => Refuter>> = {
  'placebo treatment': (seed) => placeboTreatment({ seed }),
  'dummy outcome': (seed) => dummyOutcome({ seed }),
  'random common cause': (seed) => randomCommonCause({ seed }),
  subset: (seed) => subset({ seed }),
}

/** What refuting takes beside the effect. */
export const refuteTakes: Readonly<Record<string, JsonSchema>> = {
  refuters: list(oneOf(Object.keys(refuters), 'A refuter.'), 'Which refuters; all unless told.'),
  seed: { type: 'number', description: 'Seeds the shuffles: same seed, same answer; 1 unless told.' },
}

/** The refutations that are asked for, of an effect that was estimated. */
export function refutationsOf(input: ToolInput, table: Table, question: object): readonly Refutation[] {
  const seed = (input['seed'] as number | undefined) ?? 1
  const asked = (input['refuters'] as readonly string[] | undefined) ?? Object.keys(refuters)
  return asked.map((name) => refute(table, question as never, refuters[name]!(seed)))
}

export const refuteEffect: Tool = {
  name: 'refute_effect',
  description:
    'Tries to refute an estimated effect: shuffled treatments and outcomes must have none, random covariates and fewer rows must not change it.',
  takes: { ...effectTakes, ...refuteTakes },
  required: ['table', 'graph', 'treatment', 'outcome'],
  gives: {
    estimated: yesNo('Whether there was an effect to refute.'),
    refutations: records('One a refuter: refuter, refuted (null where it could not be said), pValue, mean, message.'),
  },
  answer: (input, tables) => {
    const { effect, table, question } = effectOf(input, tables)
    if (!effect.estimated) return { text: explain(effect), data: { estimated: false, refutations: [] } }
    const refutations = refutationsOf(input, table, question).map(({ refuter, refuted, pValue, mean, message }) => ({
      refuter,
      refuted,
      pValue,
      mean,
      message,
    }))
    return { text: refutations.map(({ message }) => `- ${message}`).join('\n'), data: { estimated: true, refutations } }
  },
}
