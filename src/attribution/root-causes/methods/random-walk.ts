import { CausalError, calledAs } from '../../../errors.js'
import { checkOptions } from '../../../options.js'
import { show } from '../../../show.js'
import { correlation } from '../core/correlation.js'
import { stationary } from '../core/stationary.js'
import type { Incident, RootCauseMethod } from '../incident-types.js'

/**
 * Settings of {@link randomWalk}.
 *
 * @category Attribution
 */
export interface RandomWalkOptions {
  /** The chance to start again at the alert, 0.15 unless told. */
  readonly restart?: number
  /** How much an edge counts that is walked from cause to effect, 0.1 unless told. */
  readonly backward?: number
}

/**
 * Root causes by a random walk with restart: from the alert against the edges, the more often the more a variable moves with the
 * alert (MonitorRank).
 *
 * From each variable the walk goes to a cause with the weight |correlation with the alert| in the steps after, to an effect with
 * `backward` times that, and stays with what its own correlation has above those of its causes. Scores are the shares of time. It
 * tests nothing: it accuses every variable that the walk visits, and ranks what is near and alike. Edges without direction count as
 * leading to a cause either way; cycles do no harm.
 *
 * @param options - `restart` and `backward`
 * @returns the method, for {@link rootCauses}; it needs a graph and a target
 * @throws CausalError `invalid-argument`
 * @category Attribution
 * @see Kim, Sumbaly & Shah 2013, "Root cause detection in a service-oriented architecture", SIGMETRICS
 * @example
 * randomWalk({ restart: 0.2 }).name
 * //=> 'random walk (restart 0.2, backward 0.1)'
 */
export function randomWalk(options: RandomWalkOptions = {}): RootCauseMethod {
  return calledAs('randomWalk', () => {
    checkOptions('options', options, ['restart', 'backward'], { restart: 'number', backward: 'number' })
    const { restart = 0.15, backward = 0.1 } = options
    if (!(typeof restart === 'number' && restart > 0 && restart < 1))
      throw new CausalError('invalid-argument', `restart is ${show(restart)}: give a number between 0 and 1.`, {
        restart,
      })
    if (!(typeof backward === 'number' && backward >= 0 && backward <= 1))
      throw new CausalError('invalid-argument', `backward is ${show(backward)}: give a number from 0 to 1.`, {
        backward,
      })
    return Object.freeze({
      name: `random walk (restart ${restart}, backward ${backward})`,
      needs: Object.freeze(['graph', 'target'] as const),
      mayCycle: true,
      suspect: (incident) => {
        const scores = walked(incident, restart, backward)
        return { scores, accused: Uint8Array.from(scores, (s, i) => (s > 0 && i !== incident.target ? 1 : 0)) }
      },
    } satisfies RootCauseMethod)
  })
}

function walked({ names, graph, target, after }: Incident, restart: number, backward: number): Float64Array {
  const n = names.length
  const alike = Float64Array.from(after, (column) => Math.abs(correlation(column, after[target!]!)))
  const steps = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    const towards = [...graph!.causes[i]!, ...graph!.undirected[i]!]
    let strongest = 0
    for (const cause of towards) {
      steps[i * n + cause] = alike[cause]!
      steps[cause * n + i] = Math.max(steps[cause * n + i]!, backward * alike[i]!)
      strongest = Math.max(strongest, alike[cause]!)
    }
    steps[i * n + i] = i === target ? 0 : Math.max(0, alike[i]! - strongest)
  }
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let j = 0; j < n; j++) sum += steps[i * n + j]!
    if (sum > 0) for (let j = 0; j < n; j++) steps[i * n + j]! /= sum
  }
  const home = new Float64Array(n)
  home[target!] = 1
  return stationary(steps, n, restart, home)
}
