import { CausalError, calledAs } from '../../../errors.js'
import { checkOptions } from '../../../options.js'
import { show } from '../../../show.js'
import { withoutCycles } from '../core/cut-cycles.js'
import { stationary } from '../core/stationary.js'
import type { Incident, RootCauseMethod } from '../incident-types.js'

/**
 * Settings of {@link pageRank}.
 *
 * @category Attribution
 */
export interface PageRankOptions {
  /** The chance to follow an edge rather than to start anew, 0.85 unless told. */
  readonly damping?: number
}

/**
 * Root causes by PageRank after cycles are cut (the diagnosis of RUN).
 *
 * While the graph has a cycle, the edge on a cycle whose ends are correlated least before the trigger is deleted. PageRank then walks
 * from effects to causes; it starts anew at variables without a cause with the weight 1, at others with 0.5. No step of it looks at
 * the incident: it ranks by place in the graph, and accuses every variable but the target.
 *
 * @param options - `damping`
 * @returns the method, for {@link rootCauses}; it needs a graph
 * @throws CausalError `invalid-argument`
 * @category Attribution
 * @see Lin, Chang, Wang, Wang & Peng 2024, "Root cause analysis in microservice using neural Granger causal discovery", AAAI
 * @example
 * pageRank().name
 * //=> 'PageRank (damping 0.85)'
 */
export function pageRank(options: PageRankOptions = {}): RootCauseMethod {
  return calledAs('pageRank', () => {
    checkOptions('options', options, ['damping'], { damping: 'number' })
    const { damping = 0.85 } = options
    if (!(damping > 0 && damping < 1))
      throw new CausalError('invalid-argument', `damping is ${show(damping)}: give a number between 0 and 1.`, {
        damping,
      })
    return Object.freeze({
      name: `PageRank (damping ${damping})`,
      needs: Object.freeze(['graph'] as const),
      mayCycle: true,
      suspect: (incident) => ranked(incident, damping),
    } satisfies RootCauseMethod)
  })
}

function ranked({ names, graph, target, before }: Incident, damping: number) {
  const n = names.length
  const { causes, deleted } = withoutCycles(graph!, before, names)
  const steps = new Float64Array(n * n)
  const home = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    for (const cause of causes[i]!) steps[i * n + cause] = 1 / causes[i]!.length
    home[i] = causes[i]!.length === 0 ? 1 : 0.5
  }
  const whole = home.reduce((sum, h) => sum + h, 0)
  return {
    scores: stationary(
      steps,
      n,
      1 - damping,
      home.map((h) => h / whole),
    ),
    accused: Uint8Array.from(names, (_, i) => (i === target ? 0 : 1)),
    warnings: deleted.map(
      ([from, to]) =>
        `the edge from ${show(names[from]!)} to ${show(names[to]!)} was cut: it lay on a cycle, and is its weakest.`,
    ),
  }
}
