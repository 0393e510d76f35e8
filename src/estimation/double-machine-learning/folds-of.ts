import { CausalError } from '../../errors.js'
import { randomFolds } from '../../learners/core/folds.js'
import { seedStream, splitStream } from '../../probability/streams/stream.js'
import { show } from '../../show.js'

type Folds = number | ArrayLike<number> | readonly ArrayLike<number>[] | undefined

/** Checks what does not depend on the data. */
export function checkFolds(folds: Folds): void {
  if (folds === undefined || isFold(folds)) return
  if (Array.isArray(folds) && folds.length > 0 && folds.every((fold) => isFold(fold as ArrayLike<number>))) return
  if (typeof folds === 'number' && Number.isSafeInteger(folds) && folds >= 2) return
  throw new CausalError(
    'invalid-argument',
    `folds must be a whole number from 2, the fold of each row (whole numbers from 0), or a list of such, got ${show(folds)}.`,
    { option: 'folds', folds },
  )
}

function isFold(folds: NonNullable<Folds>): folds is ArrayLike<number> {
  if (typeof folds !== 'object' || folds === null || !('length' in folds)) return false
  const list = folds as ArrayLike<number>
  for (let i = 0; i < list.length; i++) if (!(Number.isSafeInteger(list[i]) && list[i]! >= 0)) return false
  return list.length > 0
}

/** The folds of each repetition: those given, or drawn. */
export function foldsOf(
  folds: Folds,
  repetitions: number,
  n: number,
  seed: number | string,
  units: number = n,
): Int32Array[] {
  if (folds === undefined || typeof folds === 'number') {
    const count = folds ?? 5
    if (units < 2 * count) {
      throw new CausalError(
        'too-few-rows',
        `there are ${units} ${units === n ? 'rows' : 'units'} for ${count} folds, and each fold should have at least 2.`,
        { rows: units, folds: count },
      )
    }
    const stream = splitStream(seedStream(seed), 'folds')
    return Array.from({ length: repetitions }, (_, r) => randomFolds(units, count, splitStream(stream, r)))
  }
  const lists = isFold(folds) ? [folds] : (folds as readonly ArrayLike<number>[])
  return lists.map((list) => {
    if (list.length !== n) {
      throw new CausalError('invalid-argument', `the folds have ${list.length} numbers for ${n} rows.`, {
        option: 'folds',
        length: list.length,
        rows: n,
      })
    }
    if (new Set(Array.from(list)).size < 2) {
      throw new CausalError('invalid-argument', 'all rows are in one fold, and at least two folds are needed.', {
        option: 'folds',
      })
    }
    return Int32Array.from(list)
  })
}
