/**
 * Work that may be done elsewhere: from an input, which is plain data but for what this library made, a function of the number
 * of a task. A task's answer is plain data and follows from the input and the number alone.
 */
export type Work<I, V> = (input: I) => (task: number) => V

/** How a loop is watched. A verb alone calls `before` or `after` around each task; others call them as tasks are done, with how many. */
export interface Watch {
  readonly signal?: { readonly aborted: boolean } | undefined
  /** Called with the number of tasks done: 0 … count − 1. */
  readonly before?: (done: number) => void
  /** Called with the number of tasks done: 1 … count. */
  readonly after?: (done: number) => void
}

/** A loop that is handed out. */
export interface SharedLoop {
  readonly kind: string
  readonly input: unknown
  readonly count: number
  readonly watch: Watch
}

/** Whoever does the loops in place of the verb. */
export interface Crew {
  /** The answers of a loop, in the order of its tasks; null where the verb is to do it itself. */
  readonly answers: (loop: SharedLoop) => Iterable<unknown> | null
  /** What answers the tests of a search, and can have some made ahead. */
  readonly tests: <Q>(queries: Q, watch: Watch) => Q
  /** Whether the verb is run over answers, and has been where it is now before. */
  readonly isReplay: () => boolean
}

let crew: Crew | null = null

/** Runs a call whose loops are handed to a crew. */
export function withCrew<R>(others: Crew, call: () => R): R {
  const before = crew
  crew = others
  try {
    return call()
  } finally {
    crew = before
  }
}

/** Whether loops are handed out. */
export const hasCrew = (): boolean => crew !== null

/** Whether what is reported now was reported before. */
export const isReplay = (): boolean => crew?.isReplay() ?? false

/**
 * The answers of the tasks 0 … count − 1, in this order: each made when it is asked for, or, under `inWorkers`, all made in
 * workers before. What is done with them is the same, and so is every bit of it.
 *
 * @param kind - the name under which workers know the work
 */
export function sharedWork<I, V>(
  kind: string,
  work: Work<I, V>,
  input: I,
  count: number,
  watch: Watch = {},
): Iterable<V> {
  const answers = crew?.answers({ kind, input, count, watch }) ?? null
  return answers === null ? alone(work, input, count, watch) : (answers as Iterable<V>)
}

/** What answers the tests of a search: where nothing is shared, what answered before. */
export const testsByCrew = <Q>(queries: Q, { signal }: Watch): Q => crew?.tests(queries, { signal }) ?? queries

function* alone<I, V>(work: Work<I, V>, input: I, count: number, { before, after }: Watch): Generator<V> {
  const answer = work(input)
  for (let task = 0; task < count; task++) {
    before?.(task)
    yield answer(task)
    after?.(task + 1)
  }
}
