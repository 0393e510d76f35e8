/** States that can be gone back to, the present one, and those that were undone. */
export interface History<T> {
  readonly past: readonly T[]
  readonly present: T
  readonly future: readonly T[]
  /** What made the present state, and when: changes of a kind that follow each other closely are one. */
  readonly kind: string
  readonly at: number
}

const most = 200
const closely = 900

export function historyOf<T>(present: T): History<T> {
  return { past: [], present, future: [], kind: '', at: 0 }
}

/**
 * The history with a new state. Typing, or moving a node, is one step as long as it goes on without a pause; other kinds
 * of change are a step each.
 */
export function recorded<T>(history: History<T>, state: T, kind: 'typing' | 'moving' | 'edit', at: number): History<T> {
  const goesOn = kind !== 'edit' && kind === history.kind && at - history.at < closely
  const past = goesOn ? history.past : [...history.past, history.present].slice(-most)
  return { past, present: state, future: [], kind, at }
}

export function undone<T>(history: History<T>): History<T> {
  const last = history.past.at(-1)
  if (last === undefined) return history
  return {
    past: history.past.slice(0, -1),
    present: last,
    future: [history.present, ...history.future],
    kind: '',
    at: 0,
  }
}

export function redone<T>(history: History<T>): History<T> {
  const next = history.future[0]
  if (next === undefined) return history
  return {
    past: [...history.past, history.present],
    present: next,
    future: history.future.slice(1),
    kind: '',
    at: 0,
  }
}
