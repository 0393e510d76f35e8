import { generator } from '../../probability/streams/stream.js'
import type { Dialect } from '../types.js'
import { identifier } from './identifier.js'

/** 2³¹ − 1, a prime: products of two numbers below it fit into 64 bits. */
const modulus = 2147483647
/** 2³¹ − 19, another prime: the rests of both tell whole numbers up to 2⁶² apart. */
const second = 2147483629

/**
 * A number from 0 to 2³¹ − 2 that depends on a whole number and the seed alone, the same in every engine: a polynomial of degree
 * three with random coefficients, so that buckets of keys that follow one another are as even as drawn ones
 * (Wegman & Carter 1981; a straight line is not: its buckets are far too even or far too uneven).
 */
export function hashText(key: string, seed: number | string, dialect: Dialect): string {
  const { first, steps, factor } = coefficientsOf(seed)
  const mod = (a: string, b: number): string => modulo(a, b, dialect)
  const whole = dialect.integer.replaceAll('{x}', () => identifier(key, dialect))
  const rest = (by: number): string => mod(`(${mod(whole, by)} + ${by})`, by)
  const u = rest(modulus)
  // Horner's rule; each step stays below 2⁶²
  let h = String(first)
  for (const step of steps) h = mod(`(${h} * ${u} + ${step})`, modulus)
  return mod(`(${h} + ${factor} * ${rest(second)})`, modulus)
}

/** The random coefficients of the hash of a seed. */
function coefficientsOf(seed: number | string): {
  readonly first: number
  readonly steps: readonly number[]
  readonly factor: number
} {
  const draw = generator(seed)
  const next = (): number => draw.integer(modulus)
  const first = next()
  const steps = [next(), next(), next()]
  return { first, steps, factor: 1 + (next() % (modulus - 1)) }
}

/** The bucket of a key, computed here as {@link bucketText} has it computed. */
export function bucketOf(count: number, seed: number | string): (key: bigint) => number {
  const { first, steps, factor } = coefficientsOf(seed)
  const [M, S] = [BigInt(modulus), BigInt(second)]
  const rest = (key: bigint, by: bigint): bigint => ((key % by) + by) % by
  return (key) => {
    const u = rest(key, M)
    let h = BigInt(first)
    for (const step of steps) h = (h * u + BigInt(step)) % M
    return Number(((h + BigInt(factor) * rest(key, S)) % M) % BigInt(count))
  }
}

/** The rest of a by b; in one pass, since a name in `a` may look like a place. */
function modulo(a: string, b: number, dialect: Dialect): string {
  return dialect.modulo.replace(/\{[ab]\}/g, (place) => (place === '{a}' ? a : String(b)))
}

/** The hash as one of `count` buckets. */
export function bucketText(key: string, count: number, seed: number | string, dialect: Dialect): string {
  return modulo(hashText(key, seed, dialect), count, dialect)
}

/** The hashes of a share of all keys lie below this. */
export function belowShare(share: number): number {
  return Math.ceil(share * modulus)
}
