import { type Corruption, CorruptRead, corrupted, seeded, unknownKey } from './corrupted.js'
import type { RecordedCall } from './recorded-calls.js'

/** What went wrong in a call with one field corrupted. */
export interface SweepFailure {
  readonly kind: 'not a CausalError' | 'wrong name' | 'NaN' | 'unknown key taken'
  readonly name: string
  /** The corruption and what came of it, for the report. */
  readonly report: string
}

/** One corrupted call: number `i` is always the same one. */
export function sweepCall(
  calls: readonly RecordedCall[],
  i: number,
): { call: RecordedCall; corruption: Corruption } | null {
  const random = seeded(i)
  const call = calls[Math.floor(random() * calls.length)]!
  const corruption = corrupted(call.args, random)
  return corruption === null ? null : { call, corruption }
}

/** Makes one corrupted call; null where it gave a result or a CausalError under its own name. */
export async function sweepOne(
  calls: readonly RecordedCall[],
  i: number,
  optionsAt: ReadonlyMap<string, ReadonlySet<number>>,
): Promise<SweepFailure | null> {
  const found = sweepCall(calls, i)
  if (found === null) return null
  const { call, corruption } = found
  const { name } = call
  const report = (said: string): string => `${describeCorruption(name, corruption)}: ${said}`
  try {
    let result = await call.call(...corruption.args)
    if (isIterator(result)) result = result.next().value
    const isNaNNow = hasNaN(result)
    if (isNaNNow && corruption.what !== 'an unknown key') return { kind: 'NaN', name, report: report('NaN') }
    const { path, what } = corruption
    if (what === 'an unknown key' && path.length === 1 && optionsAt.get(name)?.has(path[0] as number) === true)
      return { kind: 'unknown key taken', name, report: report(`took ${unknownKey}`) }
    return null
  } catch (error) {
    if (error instanceof CorruptRead) return null
    if (!isCausalError(error)) {
      // a function that the example wrote may fail as it likes
      const stack = error instanceof Error ? (error.stack ?? '') : String(error)
      if (/^\s*at .*(?:eval at|<anonymous>:)/.test(stack.split('\n').find((line) => line.startsWith('    at')) ?? ''))
        return null
      return { kind: 'not a CausalError', name, report: report(stack.split('\n').slice(0, 4).join(' | ')) }
    }
    if (!error.message.startsWith(`${name}: `)) return { kind: 'wrong name', name, report: report(error.message) }
    return null
  }
}

export function describeCorruption(name: string, { path, what }: Corruption): string {
  const [arg, ...rest] = path
  return `${name}(argument ${Number(arg) + 1}${rest.map((key) => `[${typeof key === 'number' ? key : JSON.stringify(key)}]`).join('')} = ${what})`
}

const isCausalError = (error: unknown): error is Error => error instanceof Error && error.name === 'CausalError'

const isIterator = (value: unknown): value is Iterator<unknown> =>
  typeof value === 'object' && value !== null && 'next' in value && typeof value.next === 'function'

function hasNaN(value: unknown): boolean {
  if (typeof value === 'number') return Number.isNaN(value)
  return (
    typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && Object.values(value).some(Number.isNaN)
  )
}
