import type { Table } from '../../data/types.js'
import type { CausalErrorCode } from '../../errors.js'
import type { BootstrapTally, ReplicateForm } from './bootstrap-tally.js'

/** What a worker is asked: to run some replicates, or to leave off. */
export type Request =
  | {
      readonly causalkit: 'bootstrap'
      /** Tells this piece of work from all others, on this worker or another. */
      readonly run: string
      readonly table: Table<unknown, string>
      readonly seed: number | string
      readonly form: ReplicateForm
      readonly from: number
      readonly to: number
    }
  | { readonly causalkit: 'stop'; readonly run: string }

/** What a worker answers. `done` with 0 comes at once: it has begun. */
export type Answer =
  | { readonly causalkit: 'done'; readonly run: string; readonly done: number }
  | { readonly causalkit: 'tally'; readonly run: string; readonly tally: BootstrapTally }
  | {
      readonly causalkit: 'error'
      readonly run: string
      readonly code: CausalErrorCode | null
      readonly message: string
    }

/** What a message is: an answer, none of ours (null), or one of ours that is broken. */
export function readAnswer(message: unknown, replicates: number): Answer | 'broken' | null {
  if (typeof message !== 'object' || message === null || !('causalkit' in message)) return null
  const answer = message as Answer
  if (typeof answer.run !== 'string') return 'broken'
  switch (answer.causalkit) {
    case 'done':
      return isCount(answer.done, replicates) ? answer : 'broken'
    case 'tally':
      return isTally(answer.tally, replicates) ? answer : 'broken'
    case 'error':
      return typeof answer.message === 'string' ? answer : 'broken'
    default:
      return 'broken'
  }
}

function isCount(value: unknown, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most
}

function isTally(tally: BootstrapTally | null | undefined, replicates: number): boolean {
  if (typeof tally !== 'object' || tally === null) return false
  const { nodes, circles, graphs, failed, reason, edges } = tally
  if (!Array.isArray(nodes) || !nodes.every((name) => typeof name === 'string')) return false
  if (!isCount(graphs, replicates) || !isCount(failed, replicates) || graphs + failed !== replicates) return false
  if (typeof circles !== 'boolean' || !(reason === null || typeof reason === 'string')) return false
  if (!(edges instanceof Map)) return false
  const places = 9 * nodes.length * nodes.length
  return [...edges].every(([key, count]) => isCount(key, places - 1) && isCount(count, graphs))
}
