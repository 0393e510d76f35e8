import type { TypedArray } from '../data/cell-types.js'
import { CausalError } from '../errors.js'

/** What makes a typed array of a length. */
export interface ArrayMaker {
  readonly name: string
  new (length: number): TypedArray
}

/** The makers by name. */
export const arrayMakers: ReadonlyMap<string, ArrayMaker> = new Map(
  (
    [
      Float64Array,
      Float32Array,
      Int32Array,
      Uint32Array,
      Int16Array,
      Uint16Array,
      Int8Array,
      Uint8Array,
      Uint8ClampedArray,
      BigInt64Array,
      BigUint64Array,
    ] as readonly ArrayMaker[]
  ).map((make) => [make.name, make]),
)

/** The mark of what JSON itself cannot hold: `{ $: 'number', value: 'NaN' }`, `{ $: 'Float64Array', values: […] }` … */
export const MARK = '$'

/** Whether a value is a typed array, of any realm. */
export function isTypedArray(value: unknown): value is TypedArray {
  return ArrayBuffer.isView(value) && arrayMakers.has(arrayName(value))
}

export const arrayName = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1)

/** Whether a value is a record: an object without a class of its own, of any realm. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (Object.prototype.toString.call(value) !== '[object Object]') return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** A number as JSON holds it, or as a text where it holds none such. */
export function numberOut(value: number): number | string {
  return Number.isFinite(value) && !Object.is(value, -0) ? value : Object.is(value, -0) ? '-0' : `${value}`
}

const texts: ReadonlyMap<unknown, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['-0', -0],
])

/** The number that `numberOut` gave; undefined for anything else. */
export const numberIn = (value: unknown): number | undefined => (typeof value === 'number' ? value : texts.get(value))

/** Sets a field of a record, whatever its name. */
export function setField(record: object, key: string, value: unknown): void {
  Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true })
}

/** `.laws[0].noise`: where a value stands, for messages. */
export function placeText(path: readonly (string | number)[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
  return text === '' ? 'the value itself' : text.replace(/^\./, '')
}

export function notWritable(path: readonly (string | number)[], what: string): CausalError {
  return new CausalError('not-supported', `JSON holds plain data only, and ${placeText(path)} is ${what}.`, { path })
}
