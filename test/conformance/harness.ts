import { existsSync, readFileSync, writeSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { kinds } from './kinds.js'

const asked = process.env['CAUSALKIT_CONFORMANCE']

/** Whether all reference cases are there, the real data too, or only the sample that the repository holds. */
export const whole = asked !== undefined && asked !== ''
/** The folder of reference cases: the one asked for, or the sample. */
export const folder = asked ? resolve(asked) : 'test/conformance/cases'

/** Prints a line past Vitest's capture, so that it stands in the log as it is. */
export function print(line: string): void {
  writeSync(1, `${line}\n`)
}

/** The JSON document at `path` below the folder of cases. One that is not there is a failure. */
export function readDocument<D>(path: string): D {
  const file = join(folder, path)
  if (!existsSync(file))
    throw new Error(`${file} is not there: set CAUSALKIT_CONFORMANCE to the folder of reference cases.`)
  return JSON.parse(readFileSync(file, 'utf8')) as D
}

/** Real data that only the whole folder holds: says that a test was skipped where there is the sample alone. */
export function skippedWithout(what: string): boolean {
  if (!whole) print(`${what}: skipped, for it needs the real data of the whole folder (CAUSALKIT_CONFORMANCE)`)
  return !whole
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
    const items = cases(readDocument<D>(path))
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
    expect(items.length, `${kind} has no case`).toBeGreaterThan(0)
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
