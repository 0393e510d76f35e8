import { existsSync, readFileSync, writeSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { kinds } from './kinds.js'

const asked = process.env['CAUSALKIT_CONFORMANCE']

/** The folder of reference cases: the one asked for, or the one beside the project. */
export const folder = resolve(asked ?? '../shared/conformance')
export const present = existsSync(folder)
/** With the variable set, a missing folder or an empty kind is a failure. */
export const required = asked !== undefined && asked !== ''

/** Prints a line past Vitest's capture, so that it stands in the log as it is. */
export function print(line: string): void {
  writeSync(1, `${line}\n`)
}

/** The JSON document at `path` below the folder of cases, or null when it is not there. */
export function readDocument<D>(path: string): D | null {
  const file = join(folder, path)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as D) : null
}

/**
 * Runs every case of one kind, and prints `folder/kind: N passed, N failed`.
 *
 * @param kind - its name in kinds.ts, such as `ident/dSeparated`
 * @param path - the file below the folder of cases
 * @param cases - takes the kind's cases out of the document, all of them
 * @param check - throws when a case fails
 */
export function conformance<C, D = unknown>(
  kind: string,
  path: string,
  cases: (document: D) => readonly C[],
  check: (item: C) => void | Promise<void>,
): void {
  it(kind, async () => {
    expect(kinds[kind], `${kind} must be switched on in kinds.ts`).toBe('on')
    const document = readDocument<D>(path)
    if (document === null) {
      if (required) throw new Error(`${kind}: ${join(folder, path)} is missing`)
      return
    }
    const items = cases(document)
    const failures: string[] = []
    for (const [i, item] of items.entries()) {
      try {
        await check(item)
      } catch (error) {
        const id = (item as { id?: unknown }).id ?? i
        failures.push(`${id}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
    print(`${kind}: ${items.length - failures.length} passed, ${failures.length} failed`)
    if (required) expect(items.length, `${kind} has no case`).toBeGreaterThan(0)
    expect(failures.slice(0, 5)).toEqual([])
  }, 120_000)
}

/** Equal within an absolute tolerance (plus a relative one); null only equals null. */
export function expectClose(
  actual: number | null | undefined,
  wanted: number | null,
  absolute: number,
  relative = 0,
  what = '',
): void {
  if (actual == null || wanted == null) {
    expect(actual, what).toBe(wanted)
    return
  }
  const gap = Math.abs(actual - wanted)
  if (!(gap <= absolute + relative * Math.abs(wanted))) {
    throw new Error(`${what} expected ${wanted}, got ${actual} (off by ${gap})`)
  }
}

/** A set of sets in one order, for comparing lists of sets. */
export function setOfSets(sets: Iterable<readonly string[]>): string[] {
  return [...sets].map((set) => JSON.stringify([...set].sort())).sort()
}
