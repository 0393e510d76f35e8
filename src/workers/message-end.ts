import { CausalError } from '../errors.js'

/**
 * Either end of a channel of messages: a `Worker` (of a browser or of Node), `self` in a browser's worker, `parentPort` in
 * Node's, or a `MessagePort`.
 *
 * @category Workers
 */
export interface MessageEnd {
  /** Sends a message. */
  postMessage(message: unknown): void
  /** How browsers listen: a function of a type and a listener. */
  readonly addEventListener?: unknown
  /** How browsers stop listening. */
  readonly removeEventListener?: unknown
  /** How Node listens: the same, and messages come without an event around them. */
  readonly on?: unknown
  /** How Node stops listening. */
  readonly off?: unknown
  /** A function that a MessagePort needs to be called. */
  readonly start?: unknown
}

/** What an end may tell. */
export interface EndEvents {
  readonly onMessage: (message: unknown) => void
  /** The other side is gone, or what it sent cannot be read: why, in words. */
  readonly onFailure?: (why: string) => void
}

type Listener = (event: unknown) => void
type Register = (this: MessageEnd, type: string, listener: Listener) => void

/** Listens to an end. Messages come without the envelope that browsers put around them. Returns how to stop. */
export function listen(end: MessageEnd, { onMessage, onFailure }: EndEvents): () => void {
  const inNode = typeof end?.on === 'function'
  const add = (inNode ? end.on : end?.addEventListener) as Register | undefined
  const remove = (inNode ? end.off : end?.removeEventListener) as Register | undefined
  if (typeof add !== 'function' || typeof end.postMessage !== 'function') {
    throw new CausalError('invalid-argument', 'expected an end of messages: a worker or a port.')
  }
  // a browser says nothing where a file cannot be had
  const textOf = (event: unknown): string =>
    (event as { message?: string } | null)?.message || (inNode ? String(event) : 'its file could not be loaded.')
  const listeners: Record<string, Listener> = {
    message: (event) => onMessage(inNode ? event : (event as { data?: unknown }).data),
    ...(onFailure && {
      error: (event) => onFailure(textOf(event)),
      messageerror: () => onFailure('it sent something that cannot be read.'),
      exit: (code) => onFailure(`it ended (exit code ${code}).`),
      close: () => onFailure('its port was closed.'),
    }),
  }
  for (const [type, listener] of Object.entries(listeners)) add.call(end, type, listener)
  if (typeof end.start === 'function') (end.start as () => void).call(end)
  return () => {
    for (const [type, listener] of Object.entries(listeners)) remove?.call(end, type, listener)
  }
}

interface Timers {
  setTimeout(run: () => void, milliseconds: number): unknown
  clearTimeout(timer: unknown): void
}

/** The timers that browsers and Node share. */
export const timers: Timers = globalThis as unknown as Timers

/** Runs something once the messages that wait have been heard. */
export function later(run: () => void): void {
  const { setImmediate } = globalThis as { readonly setImmediate?: (run: () => void) => unknown }
  if (setImmediate !== undefined) setImmediate(run)
  else timers.setTimeout(run, 0)
}
