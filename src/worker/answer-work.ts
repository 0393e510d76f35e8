import { CausalError, calledAs } from '../errors.js'
import { checkedObject } from '../names.js'
import { show } from '../show.js'
import { decoded } from '../workers/coded.js'
import { later, listen, type MessageEnd } from '../workers/message-end.js'
import type { Part, Request } from '../workers/messages.js'
import { place } from '../workers/place.js'
import { builtin } from '../workers/start-worker.js'
import { answersOf } from './answers-of.js'
import { kinds } from './kinds.js'
import { makers } from './makers.js'

/**
 * The worker's side of `inWorkers`: from now on this worker does the tasks that it is asked for.
 *
 * Write it into the file that your workers are started from, where they need functions of your own. In a module that the page
 * loads too it does nothing.
 *
 * @param functions - functions of your own, or records of such, by the names that `named` gives them on the other side
 * @returns whether this is a worker
 * @throws CausalError `invalid-argument` for what is neither a function nor a record
 * @category Workers
 * @example
 * // search.js, the file of the workers: answerWork({ search })
 * // page.js: const pool = workers(2, { start: () => new Worker(new URL('./search.js', import.meta.url), { type: 'module' }) })
 * const search = (replicate: Table<{ A: number; B: number }>) => pc(fisherZ(replicate))
 * named('search', search) === search
 * //=> true
 */
export function answerWork(functions: Readonly<Record<string, object>> = {}): boolean {
  return calledAs('answerWork', () => {
    for (const [name, value] of Object.entries(checkedObject('functions', functions))) {
      if (typeof value === 'function' || (typeof value === 'object' && value !== null)) continue
      throw new CausalError('invalid-argument', `${show(name)} must be a function or a record, got ${show(value)}.`)
    }
    const end = ownEnd()
    if (end === null) return false
    place.isWorker = true
    answerAt(end, new Map(Object.entries(functions)))
    return true
  })
}

/** The end of messages of this worker; null where this is none. */
function ownEnd(): MessageEnd | null {
  const threads = builtin('node:worker_threads') as { readonly parentPort?: MessageEnd | null } | undefined
  // Deno has Node's module too, but its module workers are those of a browser
  if (threads?.parentPort) return threads.parentPort
  const { WorkerGlobalScope } = globalThis as { readonly WorkerGlobalScope?: unknown }
  return WorkerGlobalScope === undefined ? null : (globalThis as unknown as MessageEnd)
}

/** Answers what comes from an end. */
function answerAt(end: MessageEnd, functions: ReadonlyMap<string, object>): void {
  const parts = new Map<number, Part>()
  const made = new Map<number, unknown>()
  const partOf = (id: number): unknown => {
    if (!made.has(id)) made.set(id, makeOf(parts.get(id)!, functions, partOf))
    return made.get(id)
  }
  /** What answers the tasks of each job, made when the first is asked for. */
  const jobs = new Map<number, () => (task: number) => unknown>()
  listen(end, {
    onMessage: (message) => {
      const request = message as Request | null
      if (request?.causalkit === 'job') {
        for (const part of request.parts) parts.set(part.id, part)
        let answer: ((task: number) => unknown) | undefined
        jobs.set(request.job, () => {
          answer ??= workOf(request.kind)(decoded(request.input, partOf))
          return answer
        })
      } else if (request?.causalkit === 'tasks') {
        const { job, from, to } = request
        end.postMessage({ causalkit: 'answers', job, from, ...answersOf(jobs.get(job)!, from, to) })
      } else if (request?.causalkit === 'forget') {
        jobs.delete(request.job)
        for (const id of request.parts) {
          parts.delete(id)
          made.delete(id)
        }
      }
    },
  })
  later(() => end.postMessage({ causalkit: 'ready' }))
}

function makeOf(part: Part, functions: ReadonlyMap<string, object>, partOf: (id: number) => unknown): unknown {
  if (part.name !== null) {
    const own = functions.get(part.name)
    if (own !== undefined) return own
    throw new CausalError(
      'unknown-name',
      `the worker knows no function named ${show(part.name)}: start the workers from a file that calls answerWork({ ${part.name}: … }).`,
      { name: part.name },
    )
  }
  const maker = makers.get(part.maker ?? '')
  if (maker === undefined) throw notKnown(`the function ${part.maker}`)
  return maker(...(decoded(part.given, partOf) as unknown[]))
}

function workOf(kind: string): (input: unknown) => (task: number) => unknown {
  const work = kinds[kind]
  if (work === undefined) throw notKnown(`the work ${kind}`)
  return work as (input: unknown) => (task: number) => unknown
}

function notKnown(what: string): CausalError {
  return new CausalError('worker', `the worker does not know ${what}: is it of this version of causalkit?`)
}
