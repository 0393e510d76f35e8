import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { exampleBlocks } from '../../docs/blocks.mjs'
import { exampleScript } from './example-script.js'

/** An example may wait for what it is told later. */
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as FunctionConstructor

type AnyFunction = (...args: readonly unknown[]) => unknown

/** A call of a public function, or of a function that one made (a test, a score, a kernel), as an example made it. */
export interface RecordedCall {
  /** The public function: in front of every message of an error. */
  readonly name: string
  readonly call: AnyFunction
  readonly args: readonly unknown[]
  /** How long it took, in milliseconds. */
  readonly took: number
}

/** Every call that went well in the `@example` blocks under `src`, by a copy of the library that keeps a record. */
export async function recordedCalls(library: Readonly<Record<string, unknown>>): Promise<RecordedCall[]> {
  const calls: RecordedCall[] = []
  const originals = new Map<unknown, unknown>()
  const recording = (name: string, call: AnyFunction): AnyFunction => {
    const recorder: AnyFunction = (...given) => {
      const args = given.map((arg) => original(arg, originals, 3))
      const start = performance.now()
      const result = call(...args)
      calls.push({ name, call, args, took: performance.now() - start })
      // a function that was handed in and comes back is the caller's own
      const made = typeof result === 'function' && !args.includes(result)
      return made ? recording(name, result as AnyFunction) : result
    }
    // what a function carries besides (a name, a sample size) stays with it
    const copy = Object.defineProperties(recorder, Object.getOwnPropertyDescriptors(call))
    originals.set(copy, call)
    return copy
  }
  const names = Object.keys(library)
  const parts = names.map((name) => {
    const value = library[name]
    const isVerb = typeof value === 'function' && !/^[A-Z]/.test(name)
    return isVerb ? recording(name, value as AnyFunction) : value
  })
  for (const file of readdirSync('src', { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('.ts')) continue
    for (const { code } of exampleBlocks(readFileSync(join('src', file), 'utf8'))) {
      const run = new AsyncFunction('__equal', '__throws', '__close', ...names, exampleScript(code).script)
      const throws = (refused: () => unknown): void => {
        try {
          refused()
        } catch {
          // as the example says
        }
      }
      await run(
        () => undefined,
        throws,
        (value: number) => value,
        ...parts,
      )
    }
  }
  return calls
}

/** The value with the library's own functions in place of those that record. */
function original(value: unknown, originals: ReadonlyMap<unknown, unknown>, depth: number): unknown {
  if (typeof value === 'function') return originals.get(value) ?? value
  if (depth === 0 || typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  if (Array.isArray(value)) return value.map((part) => original(part, originals, depth - 1))
  if (Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, original(part, originals, depth - 1)]))
}
