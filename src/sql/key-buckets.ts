import { CausalError, calledAs } from '../errors.js'
import { checkOptions } from '../options.js'
import { show } from '../show.js'
import { bucketOf } from './text/hash.js'

/**
 * Into how many buckets keys are hashed, and by which seed.
 *
 * @category SQL
 */
export interface KeyBucketsOptions {
  /** How many buckets, from 2 (default 5, as folds by a key). */
  readonly count?: number
  /** Another seed, other buckets (default 0). */
  readonly seed?: number | string
}

/**
 * The bucket of each key by the hash that SQL engines are asked for: with these as `folds`, `doubleMachineLearning` on a table cuts its
 * rows as it does where they stay in an engine.
 *
 * @param keys - whole numbers, such as the ids of rows
 * @param options - how many buckets, seed
 * @returns a number from 0 to `count` − 1 for each key
 * @throws CausalError `invalid-argument` for keys that are no whole numbers, or a count below 2
 * @complexity O(keys)
 * @see Wegman & Carter 1981, "New hash functions and their use in authentication and set equality"
 * @category SQL
 * @example
 * keyBuckets([1, 2, 3, 4, 5, 6], { count: 3 })
 * //=> [2, 2, 2, 1, 0, 1]
 */
export function keyBuckets(keys: ArrayLike<number | bigint>, options: KeyBucketsOptions = {}): Int32Array {
  return calledAs('keyBuckets', () => {
    checkOptions('options', options, ['count', 'seed'], { count: 'number' })
    const { count = 5, seed = 0 } = options
    if (!(Number.isInteger(count) && count >= 2 && count <= 2 ** 20)) {
      throw new CausalError(
        'invalid-argument',
        `the number of buckets is a whole number from 2 to 1,048,576, got ${show(count)}.`,
        { count },
      )
    }
    if (typeof keys !== 'object' || keys === null || !Number.isSafeInteger(keys.length))
      throw new CausalError('invalid-argument', `keys are a list of whole numbers, got ${show(keys)}.`)
    const bucket = bucketOf(count, seed)
    return Int32Array.from({ length: keys.length }, (_, i) => {
      const key = keys[i]
      if (typeof key === 'bigint' || Number.isSafeInteger(key)) return bucket(BigInt(key!))
      throw new CausalError(
        'invalid-argument',
        `key ${i} (counting from 0) must be a whole number, got ${show(key)}.`,
        {
          row: i,
        },
      )
    })
  })
}
